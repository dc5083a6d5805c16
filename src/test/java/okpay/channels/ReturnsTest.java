package okpay.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Letter;
import okpay.identity.Owners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/// What is told of a letter before we have written down that we sent it.
class ReturnsTest extends Story {

    @Autowired private Returns returns;
    @Autowired private Dispatches dispatches;
    @Autowired private Departures departures;
    @Autowired private Owners owners;
    @Autowired private TransactionTemplate transaction;

    private Dispatches.Dispatch sending;

    @BeforeEach
    void somethingIsBeingSent() {
        Someone li = customer("李雷");
        transaction.executeWithoutResult(
                _ -> owners.tell(li.customer(), Letter.Kind.WISH_SHIPPED, "深色模式", "有了"));
        var to = li.customer().email().orElseThrow().value();
        sending =
                dispatches.take(Channel.EMAIL, 10_000).stream()
                        .filter(it -> it.address().equals(to))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void aReturnThatOvertakesOurOwnBookIsNotLost() {
        var ref = "ref-" + sending.id();
        returns.returned(Channel.EMAIL, ref, "550");
        returns.sent(Channel.EMAIL, List.of(sending.id()), ref);

        assertThat(departures.byRef(Channel.EMAIL, ref).orElseThrow().state())
                .isEqualTo(Dispatches.State.RETURNED);
    }

    @Test
    void whatArrivedBeforeItWasBookedIsBookedAsSent() {
        var ref = "ref-" + sending.id();
        returns.arrived(Channel.EMAIL, ref);
        returns.returned(Channel.EMAIL, ref, "too late: the first word counts");
        returns.sent(Channel.EMAIL, List.of(sending.id()), ref);

        assertThat(departures.byRef(Channel.EMAIL, ref).orElseThrow().state())
                .isEqualTo(Dispatches.State.SENT);
    }

    @Test
    void nothingIsKnownWithoutAName() {
        returns.returned(Channel.SMS, "", "UNDELIVERABLE");
        returns.sent(Channel.EMAIL, List.of(sending.id()), "");
        assertThat(departures.byRef(Channel.EMAIL, "")).isEmpty();
    }
}
