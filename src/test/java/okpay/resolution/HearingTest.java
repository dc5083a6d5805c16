package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.sandbank.Behaviour;
import okpay.support.Cases;
import okpay.support.Stage;
import okpay.support.Writing;
import okpay.wallet.Payment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A customer says what happened, and OKPay finds the payment.
class HearingTest extends Story {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    @Autowired private Hearing hearing;
    @Autowired private Cases cases;

    private Someone li;
    private Payment books;
    private Payment coffee;
    private Payment sent;

    @BeforeEach
    void threePayments() {
        li = customer("李雷").holding("500.00 CNY");
        // At three in the afternoon, three days running.
        var today = LocalDate.ofInstant(clock.instant(), CHINA).plusDays(1);
        clock.passes(
                Duration.between(clock.instant(), today.atTime(15, 0).atZone(CHINA).toInstant()));
        li.pays("35.00 CNY", shop("梦想书店", Behaviour.PROMPT));
        books = li.payment();
        clock.passes(Duration.ofDays(1));
        li.pays("18.50 CNY", shop("Harbour Coffee", Behaviour.PROMPT));
        coffee = li.payment();
        clock.passes(Duration.ofDays(1));
        li.sends("200.00 CNY", customer("韩梅梅"));
        sent = li.payment();
    }

    @Test
    void byAmountByTimeAndByName() {
        finds("前天付了35块，一直没收到货", books);
        finds("在梦想书店买的东西", books);
        finds("昨天下午三点的18块5是什么", coffee);
        finds("harbour coffee charged me twice", coffee);
        finds("I sent two hundred yuan just now to the wrong person", sent);
        finds("转了200他没收到", sent);
        finds(books.id() + " 怎么回事", books);
    }

    private void finds(String text, Payment payment) {
        var heard = hearing.hear(li.customer(), text, CHINA);
        assertThat(heard.payments()).as(text).extracting(Payment::id).startsWith(payment.id());
    }

    @Test
    void whatFitsNothingFindsNothing() {
        for (var text : new String[] {"你好", "我付了99块", "昨天", "", "300", "今天天气怎么样"}) {
            assertThat(hearing.hear(li.customer(), text, CHINA).payments()).as(text).isEmpty();
        }
        var stranger = customer("别人").customer();
        assertThat(hearing.hear(stranger, books.id().toString(), CHINA).payments()).isEmpty();
    }

    @Test
    void aPersonHearsTheWordsAndTheSameCaseHearsMore() {
        var key = Ids.next().toString();
        var first = (Hearing.Asked) hearing.ask(li.customer(), "我想改名字", key);
        var again = (Hearing.Asked) hearing.ask(li.customer(), "我想改名字", key);
        assertThat(again.about().id()).isEqualTo(first.about().id());
        var second = (Hearing.Asked) hearing.ask(li.customer(), "还有一个问题", Ids.next().toString());
        assertThat(second.about().id()).isEqualTo(first.about().id());
        eventually(() -> cases.find(first.about().id()).orElseThrow().stage() != Stage.OPENED);
        assertThat(hearing.ask(li.customer(), " ", Ids.next().toString()))
                .isInstanceOf(Hearing.NotAsked.class);
        assertThat(hearing.ask(li.customer(), "x".repeat(10_000), Ids.next().toString()))
                .isEqualTo(new Hearing.NotAsked(Writing.Reason.TOO_LONG));
    }
}
