package okpay.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import okpay.channels.Outbox;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Challenge;
import okpay.identity.Challenges;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.identity.EmailAddress;
import okpay.identity.Recoveries;
import okpay.sandbank.Behaviour;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Money leaves with the payment PIN, and with care after a password was reset.
class CareTest extends Story {

    @Autowired private Challenges challenges;
    @Autowired private Recoveries recoveries;
    @Autowired private Cautions cautions;
    @Autowired private Outbox outbox;

    @Test
    void nothingLeavesWithoutThePin() {
        var li = customer("李雷").holding("100.00 CNY").customer();
        var shop = shop("面馆", Behaviour.PROMPT);

        for (var wrong : new String[] {"", "294818", "２９４８１７", "294817 ", "x".repeat(300)}) {
            assertThat(pay(li, shop, "10.00 CNY", "k1", wrong))
                    .as(wrong)
                    .isNotInstanceOf(Attempt.Made.class);
        }
        assertThat(pay(li, shop, "10.00 CNY", "k1", PIN))
                .isEqualTo(new Attempt.NotMade(Attempt.Reason.PIN_LOCKED));
        clock.passes(Duration.ofHours(3).plusSeconds(1));
        assertThat(pay(li, shop, "10.00 CNY", "k1", PIN)).isInstanceOf(Attempt.Made.class);
        assertThat(wallets.open(li.id(), CNY).balance()).isEqualTo(money("90.00 CNY"));
    }

    @Test
    void aSecondTryWithTheSameKeyNeedsNoPin() {
        var li = customer("李雷").holding("100.00 CNY").customer();
        var shop = shop("面馆", Behaviour.PROMPT);

        var first = pay(li, shop, "10.00 CNY", "same", PIN);
        var again = pay(li, shop, "10.00 CNY", "same", "");

        assertThat(((Attempt.Made) again).payment().id())
                .isEqualTo(((Attempt.Made) first).payment().id());
    }

    @Test
    void manyRightPinsAtOnceAreNotManyWrongOnes() throws Exception {
        var li = customer("李雷").holding("100.00 CNY").customer();
        var shop = shop("面馆", Behaviour.PROMPT);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 40)
                            .mapToObj(i ->
                                    threads.submit(() -> pay(li, shop, "1.00 CNY", "k" + i, PIN)))
                            .toList();
            for (var one : all) {
                assertThat(one.get()).isInstanceOf(Attempt.Made.class);
            }
        }
    }

    @Test
    void whatCannotBePaidAnywayCostsNoTry() {
        var li = customer("李雷").holding("100.00 CNY").customer();
        var shop = shop("面馆", Behaviour.PROMPT);
        for (int i = 0; i < 9; i++) {
            assertThat(pay(li, shop, "30000.00 CNY", "k" + i, "000000"))
                    .isEqualTo(new Attempt.NotMade(Attempt.Reason.OVER_LIMIT_ONCE));
        }

        assertThat(pay(li, shop, "10.00 CNY", "k", PIN)).isInstanceOf(Attempt.Made.class);
    }

    @Test
    void afterAResetLittleLeavesForADayAndOnlyToWhomWasPaidBefore() {
        var li = customer("李雷").holding("9000.00 CNY");
        var friend = customer("Friend");
        var stranger = customer("Stranger");
        li.sends("1.00 CNY", friend);
        var shop = shop("金店", Behaviour.PROMPT);

        var after = reset(li);
        eventually(() -> limit(after) == 100_000);

        assertThat(send(after, stranger, "1.00 CNY"))
                .isEqualTo(new Attempt.NotMade(Attempt.Reason.NEW_PAYEE_TOO_SOON));
        assertThat(send(after, friend, "500.00 CNY")).isInstanceOf(Attempt.Made.class);
        assertThat(pay(after, shop, "499.01 CNY", Ids.next().toString(), PIN))
                .isEqualTo(new Attempt.NotMade(Attempt.Reason.OVER_LIMIT_A_DAY));
        assertThat(pay(after, shop, "499.00 CNY", Ids.next().toString(), PIN))
                .isInstanceOf(Attempt.Made.class);

        clock.passes(Duration.ofHours(24).plusSeconds(1));
        cautions.lift();
        cautions.lift();
        assertThat(limit(after)).isEqualTo(5_000_000);
        assertThat(send(after, stranger, "4000.00 CNY")).isInstanceOf(Attempt.Made.class);
    }

    @Test
    void whoHasNoPinPaysNothing() {
        var email = EmailAddress.read("u" + Ids.next() + "@example.com");
        var newcomer =
                new Customers.Newcomer("李雷", Optional.empty(), email, PASSWORD, Locale.CHINA);
        var li = ((Customers.Registered) customers.register(newcomer)).customer();
        wallets.topUp(li.id(), money("100.00 CNY"), Ids.next().toString());

        assertThat(pay(li, shop("面馆", Behaviour.PROMPT), "10.00 CNY", "k", PIN))
                .isEqualTo(new Attempt.NotMade(Attempt.Reason.PIN_NOT_SET));
        assertThat(wallets.open(li.id(), CNY).available()).isEqualTo(money("100.00 CNY"));
    }

    @Test
    void aWalletInAnotherCurrencyThatIsOpenedMeanwhileIsCarefulToo() {
        var li = customer("李雷");
        reset(li);
        var usd = Currency.getInstance("USD");
        eventually(() -> limit(li.customer()) == 100_000);

        assertThat(wallets.open(li.id(), usd).allowance().aDay()).isEqualTo(100_000);
        clock.passes(Duration.ofHours(24).plusSeconds(1));
        cautions.lift();
        assertThat(wallets.open(li.id(), usd).allowance().aDay()).isEqualTo(5_000_000);
    }

    private Customer reset(Someone who) {
        var email = who.customer().email().map(EmailAddress::value).orElseThrow();
        var asked =
                challenges.ask(
                        Challenge.Aim.RESET_PASSWORD, email, Locale.ENGLISH, "care-" + Ids.next());
        eventually(() -> !outbox.latest(email).isEmpty());
        var code = outbox.latest(email).getFirst().body().substring(0, 6);
        var passed = challenges.answer(((Challenges.Asked) asked).id(), code);
        var recovered =
                recoveries.recover(
                        ((Challenges.Passed) passed).pass(), "tram oyster violin moss", PIN);
        assertThat(recovered).isInstanceOf(Recoveries.Recovered.class);
        return customers.find(who.id()).orElseThrow();
    }

    private long limit(Customer who) {
        return wallets.open(who.id(), CNY).allowance().aDay();
    }

    private Attempt send(Customer from, Someone to, String amount) {
        return payments.send(
                from, to.customer(), new PayOrder(money(amount), "", Ids.next().toString(), PIN));
    }

    private Attempt pay(Customer from, Shop shop, String amount, String key, String pin) {
        return payments.pay(from, shop, new PayOrder(money(amount), "", key, pin));
    }
}
