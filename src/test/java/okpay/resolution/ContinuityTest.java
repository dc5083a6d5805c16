package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import okpay.channels.Outbox;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.EmailAddress;
import okpay.identity.Role;
import okpay.support.Author;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Receipts;
import okpay.support.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Whoever left before the answer came hears that it is there.
class ContinuityTest extends Story {

    @Autowired private Continuity continuity;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Handling handling;
    @Autowired private Receipts receipts;
    @Autowired private Outbox outbox;
    @Autowired private JdbcClient jdbc;

    private Someone li;
    private Agent wang;
    private Case one;

    @BeforeEach
    void aCase() {
        li = customer("李雷");
        wang = agent("小王", Role.AGENT);
        one = cases.open(li.id(), Reference.to("question", li.id()));
        handling.takeOver(one, wang);
    }

    @Test
    void whoHasNotReadTheAnswerHearsOfItOnceAndNotWhatItSays() {
        answers("您的退款已经办好");
        answers("还有别的问题吗");
        continuity.tellWhoLeft();
        assertThat(letters()).isZero();

        clock.passes(Duration.ofMinutes(11));
        toldOnce();
        continuity.tellWhoLeft();

        assertThat(letters()).isEqualTo(1);
        assertThat(outbox.latest(mail()).getFirst().body())
                .contains(one.number())
                .doesNotContain("退款");
    }

    @Test
    void whoHasReadItHearsNothing() {
        long seq = answers("您的退款已经办好");
        receipts.mark(one.conversation(), Receipts.Side.CUSTOMER, seq, false);
        clock.passes(Duration.ofMinutes(11));

        continuity.tellWhoLeft();

        assertThat(letters()).isZero();
    }

    @Test
    void theNextAnswerIsAnotherLetter() {
        answers("一");
        clock.passes(Duration.ofMinutes(11));
        toldOnce();
        answers("二");
        clock.passes(Duration.ofMinutes(11));
        continuity.tellWhoLeft();

        assertThat(letters()).isEqualTo(2);
    }

    /// A second answer that is still being taken in holds the row: the next round finds it.
    private void toldOnce() {
        eventually(() -> {
            continuity.tellWhoLeft();
            return letters() == 1;
        });
    }

    private long answers(String text) {
        var key = "a" + clock.instant();
        conversations.write(one.conversation(), new Author.OfAgent(wang.id()), text, key);
        eventually(() ->
                jdbc.sql("select count(*) from resolution.unread_answer where case_id = :id")
                                .param("id", one.id().uuid())
                                .query(Integer.class)
                                .single()
                        == 1);
        return conversations.since(one.conversation(), 0).getLast().seq();
    }

    private long letters() {
        return outbox.latest(mail()).stream().filter(it -> it.body().contains("新回复")).count();
    }

    private String mail() {
        return li.customer().email().map(EmailAddress::value).orElseThrow();
    }
}
