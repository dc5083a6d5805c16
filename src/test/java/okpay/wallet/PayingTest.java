package okpay.wallet;

import static okpay.wallet.Attempt.Reason.KEY_REUSED;
import static okpay.wallet.Attempt.Reason.OVER_LIMIT_A_DAY;
import static okpay.wallet.Attempt.Reason.OVER_LIMIT_ONCE;
import static okpay.wallet.Attempt.Reason.SHORT_OF_FUNDS;
import static okpay.wallet.Attempt.Reason.TO_ONESELF;
import static okpay.wallet.PaymentState.FAILED;
import static okpay.wallet.PaymentState.HELD;
import static okpay.wallet.PaymentState.REFUNDED;
import static okpay.wallet.PaymentState.SUCCEEDED;
import static okpay.wallet.PaymentState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.ledger.AccountId;
import okpay.ledger.Instruction;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Purpose;
import okpay.ledger.Stop;
import okpay.sandbank.Behaviour;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PayingTest extends Story {

    @Autowired private Janitor janitor;
    @Autowired private Ledger ledger;
    @Autowired private Refunds refunds;
    @Autowired private Entries entries;

    @Test
    void aliceCannotSendMoreThanSheHas() {
        var alice = customer("Alice").holding("50.00 CNY");
        var bob = customer("Bob");

        alice.sends("80.00 CNY", bob);

        alice.wasRefused(SHORT_OF_FUNDS);
        alice.holds("50.00 CNY");
    }

    @Test
    void moneySentArrivesAtOnce() {
        var alice = customer("Alice").holding("50.00 CNY");
        var bob = customer("Bob");

        alice.sends("20.00 CNY", bob);

        alice.sees(SUCCEEDED);
        alice.holds("30.00 CNY");
        bob.holds("20.00 CNY");
    }

    @Test
    void nobodySendsToOneself() {
        var alice = customer("Alice").holding("50.00 CNY");

        alice.sends("10.00 CNY", alice);

        alice.wasRefused(TO_ONESELF);
        alice.holds("50.00 CNY");
    }

    @Test
    void nobodyPaysNothingOrLess() {
        var alice = customer("Alice").holding("50.00 CNY");
        var bob = customer("Bob");

        for (var minor : List.of(0L, -100L)) {
            assertThatThrownBy(() ->
                            payments.send(
                                    alice.customer(),
                                    bob.customer(),
                                    new PayOrder(
                                            okpay.money.Money.of(minor, "CNY"),
                                            "",
                                            "k" + minor,
                                            PIN)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        alice.holds("50.00 CNY");
    }

    @Test
    void limitsHoldForOnePaymentAndForADay() {
        var rich = customer("Rich").holding("900000.00 CNY");
        var bob = customer("Bob");

        rich.sends("20000.01 CNY", bob);
        rich.wasRefused(OVER_LIMIT_ONCE);

        rich.sends("20000.00 CNY", bob);
        rich.sends("20000.00 CNY", bob);
        rich.sends("10000.01 CNY", bob);
        rich.wasRefused(OVER_LIMIT_A_DAY);
        bob.holds("40000.00 CNY");

        clock.passes(Duration.ofHours(25));
        rich.sends("10000.01 CNY", bob);
        rich.sees(SUCCEEDED);
    }

    @Test
    void aShopIsPaidWhenItsBankSaysSo() {
        var li = customer("李雷").holding("100.00 CNY");

        li.pays("35.00 CNY", shop("面馆", Behaviour.PROMPT));

        li.sees(SUCCEEDED);
        li.holds("65.00 CNY");
        li.canSpend("65.00 CNY");
    }

    @Test
    void aRefusedPaymentLeavesTheMoneyFree() {
        var li = customer("李雷").holding("100.00 CNY");

        li.pays("35.00 CNY", shop("面馆", Behaviour.REFUSES));

        li.sees(FAILED);
        li.canSpend("100.00 CNY");
    }

    @Test
    void aLostAnswerIsUnknownAndTheMoneyStaysSetAside() {
        var li = customer("李雷").holding("100.00 CNY");

        li.pays("35.00 CNY", shop("面馆", Behaviour.SILENT));

        li.sees(UNKNOWN);
        li.holds("100.00 CNY");
        li.canSpend("65.00 CNY");
    }

    @Test
    void theJanitorAsksUntilTheBankKnows() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("面馆", Behaviour.PENDING_THEN_FAILED));
        li.sees(UNKNOWN);

        assertThat(askLater()).isPositive();
        li.sees(UNKNOWN);
        askLater();

        li.sees(FAILED);
        li.canSpend("100.00 CNY");
    }

    @Test
    void aPaymentTheBankNeverHeardOfFailsOnlyWhenItMayNoLongerPay() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("面馆", Behaviour.FORGETS));

        clock.passes(Duration.ofSeconds(40));
        janitor.askAgain(100);
        li.sees(UNKNOWN);

        clock.passes(Duration.ofMinutes(5));
        janitor.askAgain(100);
        li.sees(FAILED);
        li.canSpend("100.00 CNY");
    }

    @Test
    void noticesComeLateTwiceAndInTheWrongOrderAndThePaymentHappensOnce() {
        var li = customer("李雷").holding("100.00 CNY");

        li.pays("10.00 CNY", shop("双响", Behaviour.TWICE));
        li.sees(SUCCEEDED);
        li.pays("10.00 CNY", shop("倒序", Behaviour.OUT_OF_ORDER));
        li.sees(SUCCEEDED);
        li.pays("10.00 CNY", shop("迟到", Behaviour.LATE));
        li.sees(UNKNOWN);

        eventually(() -> li.payment().state() == SUCCEEDED);
        li.holds("70.00 CNY");
    }

    @Test
    void theSamePaymentPostedTwiceAtOnceIsOnePayment() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        var shop = shop("面馆", Behaviour.PROMPT);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries =
                    IntStream.range(0, 8)
                            .mapToObj(_ ->
                                    threads.submit(() ->
                                            payments.pay(
                                                    li.customer(),
                                                    shop,
                                                    new PayOrder(
                                                            money("30.00 CNY"), "", "same", PIN))))
                            .toList();
            var ids = new java.util.HashSet<PaymentId>();
            for (var one : tries) {
                ids.add(((Attempt.Made) one.get()).payment().id());
            }
            assertThat(ids).hasSize(1);
        }
        li.holds("70.00 CNY");
    }

    @Test
    void aKeyUsedForSomethingElseIsRefused() {
        var li = customer("李雷").holding("100.00 CNY");
        var shop = shop("面馆", Behaviour.PROMPT);
        li.pays("30.00 CNY", shop, "k1");

        li.pays("31.00 CNY", shop, "k1");

        li.wasRefused(KEY_REUSED);
        li.holds("70.00 CNY");
    }

    @Test
    void aRefusalStaysARefusalUnderItsKey() {
        var li = customer("李雷").holding("10.00 CNY");
        var shop = shop("面馆", Behaviour.PROMPT);
        li.pays("30.00 CNY", shop, "k9");
        li.wasRefused(SHORT_OF_FUNDS);
        li.holding("100.00 CNY");

        li.pays("30.00 CNY", shop, "k9");

        li.wasRefused(SHORT_OF_FUNDS);
        li.holds("110.00 CNY");
    }

    @Test
    void paymentsAtTheSameMomentDoNotFitUnderTheLimitTogether() throws Exception {
        var rich = customer("Rich").holding("900000.00 CNY");
        var bob = customer("Bob");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                threads.execute(() -> rich.sends("20000.00 CNY", bob));
            }
        }
        bob.holds("40000.00 CNY");
    }

    @Test
    void whatTheBooksRefuseToSettleForAWhileIsSettledWhenTheyDoNotAnyMore() {
        var li = customer("李雷").holding("100.00 CNY");
        var shop = shop("面馆", Behaviour.PROMPT);
        var bank = wallets.bank(CNY);
        close(bank, Stop.BOTH, "1");

        li.pays("35.00 CNY", shop);
        li.sees(HELD);
        close(bank, Stop.NOTHING, "2");
        askLater();

        li.sees(SUCCEEDED);
        li.holds("65.00 CNY");
    }

    /// As when the answer to the first refunds never came, and nobody could add them up.
    @Test
    void theDaysRefundsAreAddedUpWhereTheyAreWritten() {
        var li = customer("李雷").holding("1000.00 CNY");
        var bob = customer("Bob");
        for (int i = 0; i < 3; i++) {
            li.sends("180.00 CNY", bob);
        }
        var sent = payments.list(li.id(), Payments.Filter.ALL, 10).payments();
        refunds.refund(sent.get(0).id(), SUCCEEDED);
        refunds.refund(sent.get(1).id(), SUCCEEDED);
        var third = sent.get(2);
        var again =
                new Entries.Moved(
                        third,
                        third.as(REFUNDED, false),
                        Optional.of(Refunds.AT_ONCE),
                        null,
                        List.of(),
                        false);
        var order =
                Order.of(
                        third.about(),
                        "refund",
                        new Instruction.Move(
                                wallets.advances(CNY),
                                li.account().id(),
                                third.amount(),
                                Purpose.REFUND,
                                clock.instant()));

        assertThatThrownBy(() -> ledger.book(order, again, entries))
                .isInstanceOf(Entries.TooMuchAtOnce.class);

        li.holds("820.00 CNY");
        assertThat(payments.find(third.id()).orElseThrow().state()).isEqualTo(SUCCEEDED);
    }

    private void close(AccountId account, Stop stop, String step) {
        ledger.book(
                Order.of("paying-test:" + Ids.next(), step, new Instruction.Close(account, stop)));
    }

    private int askLater() {
        clock.passes(Duration.ofMinutes(10));
        return janitor.askAgain(100);
    }
}
