package okpay.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import okpay.channels.Outbox;
import okpay.house.Story;
import okpay.identity.EmailAddress;
import okpay.identity.Role;
import okpay.ledger.Instruction;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Stop;
import okpay.sandbank.Behaviour;
import okpay.wallet.Freezes.Refusal;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A wallet that is closed pays nobody, by no door, and is opened by the right hand.
class FreezeTest extends Story {

    @Autowired private Freezes freezes;
    @Autowired private Outbox outbox;
    @Autowired private Ledger ledger;

    @Test
    void theOwnerClosesItAtOnceAndOpensItWithThePin() {
        var li = customer("李雷").holding("100.00 CNY");
        var friend = customer("韩梅梅").holding("50.00 CNY");

        freezes.close(li.customer());
        freezes.close(li.customer());

        li.sends("10.00 CNY", friend);
        li.wasRefused(Attempt.Reason.FROZEN);
        friend.sends("20.00 CNY", li);
        li.holds("120.00 CNY");
        assertThat(freezes.open(li.customer(), "000000")).contains(Refusal.PIN_WRONG);
        assertThat(freezes.open(li.customer(), PIN)).isEmpty();
        assertThat(freezes.open(li.customer(), PIN)).contains(Refusal.NOT_CLOSED);
        li.sends("10.00 CNY", friend);
        li.holds("110.00 CNY");
        var address = li.customer().email().map(EmailAddress::value).orElseThrow();
        assertThat(outbox.latest(address)).hasSize(2);
    }

    @Test
    void whatWasOnItsWayArrives() {
        var li = customer("李雷").holding("100.00 CNY");
        var shop = shop("面馆", Behaviour.SILENT);
        li.pays("30.00 CNY", shop);
        freezes.close(li.customer());

        bank.settle(li.paymentId().toString(), "SUCCESS");

        eventually(() -> li.payment().state() == PaymentState.SUCCEEDED);
        li.holds("70.00 CNY");
    }

    @Test
    void whatWeClosedTakesASupervisorWhoDidNotCloseIt() {
        var li = customer("李雷").holding("100.00 CNY");
        var wang = agent("小王", Role.AGENT);
        var chen = agent("老陈", Role.SUPERVISOR);
        var grace = agent("Grace", Role.SUPERVISOR);
        freezes.close(li.customer(), Freeze.Reason.SUSPECTED_FRAUD, "三笔深夜转账", chen);
        freezes.close(li.customer());
        var ours = freezes.of(li.id()).getFirst().id();

        assertThat(freezes.open(li.customer(), PIN)).isEmpty();
        assertThat(freezes.open(li.customer(), PIN)).contains(Refusal.NOT_YOURS);
        assertThat(freezes.open(li.customer(), ours, wang)).contains(Refusal.NEEDS_SUPERVISOR);
        assertThat(freezes.open(li.customer(), ours, chen)).contains(Refusal.NEEDS_SUPERVISOR);
        li.sends("10.00 CNY", customer("韩梅梅"));
        li.wasRefused(Attempt.Reason.FROZEN);

        assertThat(freezes.open(li.customer(), ours, grace)).isEmpty();
        assertThat(freezes.open(li.customer(), ours, grace)).contains(Refusal.NOT_CLOSED);
        li.sends("10.00 CNY", customer("韩梅梅"));
        li.holds("90.00 CNY");
    }

    @Test
    void aWalletOpenedMeanwhileInAnotherCurrencyIsClosedToo() {
        var li = customer("李雷").holding("100.00 CNY");
        freezes.close(li.customer());

        var dollars = wallets.open(li.id(), Currency.getInstance("USD"));
        assertThat(dollars.stopped()).isEqualTo(Stop.DEBITS);

        assertThat(freezes.open(li.customer(), PIN)).isEmpty();
        assertThat(wallets.of(li.id(), Currency.getInstance("USD")).orElseThrow().stopped())
                .isEqualTo(Stop.NOTHING);
    }

    @Test
    void whatTheBooksClosedThemselvesStaysClosed() {
        var li = customer("李雷").holding("100.00 CNY");
        ledger.book(
                Order.of(
                        "check:" + li.id(),
                        "close",
                        new Instruction.Close(li.account().id(), Stop.BOTH)));

        freezes.close(li.customer());
        assertThat(freezes.open(li.customer(), PIN)).isEmpty();

        assertThat(li.account().stopped()).isEqualTo(Stop.BOTH);
    }

    @Test
    void closingAndOpeningAtOnceLeavesTheBooksAsTheReasonsSay() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 16)
                            .mapToObj(i ->
                                    threads.submit(() -> {
                                        if (i % 2 == 0) {
                                            freezes.close(li.customer());
                                        } else {
                                            freezes.open(li.customer(), PIN);
                                        }
                                    }))
                            .toList();
            for (var one : all) {
                one.get();
            }
        }

        assertThat(li.account().stopped() == Stop.DEBITS).isEqualTo(!freezes.of(li.id()).isEmpty());
    }
}
