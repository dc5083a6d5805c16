package okpay.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import okpay.channels.Outbox;
import okpay.feedback.Wishes.Reason;
import okpay.feedback.Wishes.State;
import okpay.feedback.Wishes.Wish;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.EmailAddress;
import okpay.identity.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Whoever told us what to do better hears that it is done.
class WishTest extends Story {

    @Autowired private Wishes wishes;
    @Autowired private Outbox outbox;

    private Someone li;
    private Agent chen;

    @BeforeEach
    void people() {
        li = customer("李雷");
        chen = agent("老陈", Role.SUPERVISOR);
    }

    @Test
    void whoAskedIsToldWhenItIsThere() {
        assertThat(tell("希望账单能按商户筛选")).isEmpty();
        var wish = only();
        assertThat(wish.state()).isEqualTo(State.NEW);

        assertThat(wishes.move(wish.id(), State.PLANNED, "", chen.id())).isTrue();
        assertThat(letters()).isZero();
        assertThat(wishes.move(wish.id(), State.SHIPPED, " ", chen.id())).isFalse();
        assertThat(wishes.move(wish.id(), State.SHIPPED, "2.0 版已支持", chen.id())).isTrue();
        assertThat(wishes.move(wish.id(), State.SHIPPED, "再来一次", chen.id())).isFalse();

        assertThat(letters()).isEqualTo(1);
        assertThat(outbox.latest(mail()).getFirst().body()).contains("按商户筛选", "2.0 版已支持");
        assertThat(only().answer()).isEqualTo("2.0 版已支持");
    }

    @Test
    void whatWillNotComeIsSaidToo() {
        tell("希望可以透支");
        assertThat(wishes.move(only().id(), State.DECLINED, "钱包不提供信贷", chen.id())).isTrue();
        assertThat(letters()).isEqualTo(1);
        assertThat(wishes.move(only().id(), State.SHIPPED, "x", chen.id())).isFalse();
        assertThat(wishes.move(only().id(), State.PLANNED, "", chen.id())).isTrue();
    }

    @Test
    void nothingAndTooMuchIsRefused() {
        assertThat(tell(" \u0000 ")).contains(Reason.EMPTY);
        assertThat(tell("x".repeat(2_001))).contains(Reason.TOO_LONG);
        for (int i = 0; i < 10; i++) {
            assertThat(tell("第 " + i)).isEmpty();
        }
        assertThat(tell("第十一")).contains(Reason.TOO_MANY);
        assertThat(wishes.of(customer("韩梅梅").id())).isEmpty();
    }

    private java.util.Optional<Reason> tell(String words) {
        return wishes.tell(
                li.id(), new Wishes.Told(Wishes.Kind.IDEA, words, "", "/app/payments", "Safari"));
    }

    private Wish only() {
        return wishes.of(li.id()).getFirst();
    }

    private long letters() {
        return outbox.latest(mail()).stream().filter(it -> it.body().contains("反馈")).count();
    }

    private String mail() {
        return li.customer().email().map(EmailAddress::value).orElseThrow();
    }
}
