package okpay.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import okpay.channels.Dispatches.Dispatch;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.support.ConversationId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What must leave leaves once, whoever sends it.
class DispatchesTest extends Story {

    @Autowired private Dispatches dispatches;

    private final ConversationId here = new ConversationId(Ids.next());

    @Test
    void whatOneNodeIsSendingAnotherDoesNotTakeAlong() {
        add(1);
        var first = mine();
        assertThat(first).map(Dispatch::seq).containsExactly(1L);
        add(2);
        assertThat(taken()).as("by another node, meanwhile: it would overtake").isEmpty();

        clock.passes(Duration.ofMinutes(6));
        assertThat(taken()).as("whoever had it died").containsExactly(1L, 2L);
    }

    @Test
    void whatWasSentLetsTheNextGo() {
        add(1);
        var first = mine();
        add(2);
        dispatches.sent(first.stream().map(Dispatch::id).toList(), "ref");
        assertThat(taken()).containsExactly(2L);
    }

    @Test
    void whatWasDroppedMeanwhileWaitsNoMore() {
        add(1);
        add(2);
        var all = mine();
        assertThat(dispatches.begin(all)).isEqualTo(all);
        dispatches.drop(Channel.EMAIL, address());
        assertThat(dispatches.begin(all)).isEmpty();
    }

    @Test
    void whatFailedGoesWithWhatIsSaidNext() {
        add(1);
        var first = mine();
        dispatches.failed(first, "450 later", Duration.ZERO);
        assertThat(taken()).as("it rests").isEmpty();
        add(2);

        assertThat(taken()).containsExactly(1L, 2L);
    }

    @Test
    void whatRestsIsNotTakenAlong() {
        dispatches.add(here, 1, Channel.EMAIL, address(), Duration.ofSeconds(20));
        add(2);
        var second = mine();
        assertThat(second).map(Dispatch::seq).containsExactly(2L);
        dispatches.sent(second.stream().map(Dispatch::id).toList(), "ref");

        clock.passes(Duration.ofSeconds(21));
        assertThat(taken()).containsExactly(1L);
    }

    private void add(long seq) {
        dispatches.add(here, seq, Channel.EMAIL, address(), Duration.ZERO);
    }

    private String address() {
        return here + "@example.com";
    }

    private List<Long> taken() {
        return mine().stream().map(Dispatch::seq).toList();
    }

    private List<Dispatch> mine() {
        return Stream.iterate(
                        dispatches.take(Channel.EMAIL, 100),
                        it -> !it.isEmpty(),
                        _ -> dispatches.take(Channel.EMAIL, 100))
                .flatMap(List::stream)
                .filter(it -> it.address().equals(address()))
                .toList();
    }
}
