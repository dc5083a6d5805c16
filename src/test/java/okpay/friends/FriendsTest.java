package okpay.friends;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import okpay.channels.Outbox;
import okpay.friends.Requests.NotAsked;
import okpay.friends.Requests.Reason;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.identity.EmailAddress;
import okpay.identity.Handle;
import okpay.qr.PaymentCode;
import okpay.qr.PaymentCodes;
import okpay.wallet.Attempt;
import okpay.wallet.Janitor;
import okpay.wallet.PayOrder;
import okpay.wallet.Payment;
import okpay.wallet.PaymentState;
import okpay.wallet.Payments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Asking, splitting, and sending to somebody who must accept it first.
class FriendsTest extends Story {

    @Autowired private Requests requests;
    @Autowired private Parcels parcels;
    @Autowired private Codes codes;
    @Autowired private Janitor janitor;
    @Autowired private Outbox outbox;

    private Someone li;
    private Someone han;

    @BeforeEach
    void twoFriends() {
        li = customer("李雷").holding("100.00 CNY");
        han = customer("韩梅梅");
    }

    @Test
    void moneyForSomebodyWithoutAWalletWaitsForThem() {
        var email = "new" + Ids.next() + "@example.com";
        var sent = parcel(email, "30.00 CNY");
        assertThat(sent.state()).isEqualTo(PaymentState.HELD);
        li.canSpend("70.00 CNY");
        assertThat(outbox.latest(email)).hasSize(1);

        var newcomer = joined(email);
        assertThat(parcels.waitingFor(newcomer)).map(Parcel::payment).containsExactly(sent.id());
        assertThat(parcels.accept(han.customer(), sent.id())).isFalse();
        assertThat(parcels.accept(newcomer, sent.id())).isTrue();
        assertThat(parcels.accept(newcomer, sent.id())).isTrue();

        assertThat(wallets.open(newcomer.id(), CNY).balance()).isEqualTo(money("30.00 CNY"));
        li.holds("70.00 CNY");
        assertThat(now(sent).state()).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(payments.list(newcomer.id(), Payments.Filter.ALL, 5).payments())
                .map(Payment::id)
                .containsExactly(sent.id());
        assertThat(parcels.recall(li.customer(), sent.id())).isFalse();
    }

    @Test
    void itIsRecalledBeforeItIsAccepted() {
        var email = "new" + Ids.next() + "@example.com";
        var sent = parcel(email, "30.00 CNY");

        assertThat(parcels.recall(han.customer(), sent.id())).isFalse();
        assertThat(parcels.recall(li.customer(), sent.id())).isTrue();

        li.canSpend("100.00 CNY");
        assertThat(now(sent).state()).isEqualTo(PaymentState.FAILED);
        assertThat(parcels.accept(joined(email), sent.id())).isFalse();
    }

    @Test
    void whatNobodyAcceptsComesBack() {
        var email = "new" + Ids.next() + "@example.com";
        var sent = parcel(email, "30.00 CNY");
        clock.passes(Duration.ofHours(24));

        assertThat(parcels.accept(joined(email), sent.id())).isFalse();
        janitor.askAgain(500);

        assertThat(now(sent).state()).isEqualTo(PaymentState.FAILED);
        li.canSpend("100.00 CNY");
    }

    @Test
    void acceptedAndRecalledAtOnceItIsOneOfBoth() throws Exception {
        for (int i = 0; i < 5; i++) {
            var email = "new" + Ids.next() + "@example.com";
            var sent = parcel(email, "10.00 CNY");
            var newcomer = joined(email);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var accepted = threads.submit(() -> parcels.accept(newcomer, sent.id()));
                var recalled = threads.submit(() -> parcels.recall(li.customer(), sent.id()));

                assertThat(accepted.get()).isNotEqualTo(recalled.get());
                assertThat(wallets.open(newcomer.id(), CNY).balance().isPositive())
                        .isEqualTo(accepted.get());
                assertThat(now(sent).state())
                        .isEqualTo(accepted.get() ? PaymentState.SUCCEEDED : PaymentState.FAILED);
            }
        }
    }

    @Test
    void nobodySendsToOneself() {
        var mine = li.customer().handles().getFirst();

        assertThat(parcels.send(li.customer(), mine, order("1.00 CNY")))
                .isEqualTo(new Attempt.NotMade(Attempt.Reason.TO_ONESELF));
    }

    @Test
    void aRequestIsPaidOnce() throws Exception {
        var asked = asked(han, "40.00 CNY", false, li);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 8)
                            .mapToObj(_ ->
                                    threads.submit(() ->
                                            requests.pay(
                                                    li.customer(),
                                                    asked,
                                                    Ids.next().toString(),
                                                    PIN)))
                            .toList();
            for (var one : all) {
                assertThat(one.get()).isInstanceOf(Attempt.Made.class);
            }
        }
        li.holds("60.00 CNY");
        han.holds("40.00 CNY");
        assertThat(requests.isPaid(asked)).isTrue();
        assertThat(requests.end(li.id(), asked)).isFalse();
        assertThat(requests.isPaid(asked)).isTrue();
    }

    @Test
    void whatIsDeclinedTakenBackOrOverIsNotPaid() {
        var declined = asked(han, "10.00 CNY", false, li);
        requests.end(li.id(), declined);
        var cancelled = asked(han, "10.00 CNY", false, li);
        requests.end(han.id(), cancelled);
        var late = asked(han, "10.00 CNY", false, li);
        clock.passes(Duration.ofDays(7));

        for (var one : List.of(declined, cancelled, late)) {
            var again = requests.find(one.id(), li.id()).orElseThrow();
            assertThat(requests.pay(li.customer(), again, Ids.next().toString(), PIN))
                    .isEqualTo(new Attempt.NotMade(Attempt.Reason.BILL_IS_OVER));
        }
        assertThat(requests.find(declined.id(), customer("别人").id())).isEmpty();
        li.holds("100.00 CNY");
    }

    @Test
    void aBillIsSplitAndWhatDoesNotDivideIsTheAskers() {
        var zhao = customer("赵");
        var handles = List.of(handle(li), handle(zhao));

        var asking = requests.ask(han.customer(), money("100.00 CNY"), true, handles, "火锅");

        assertThat(((Requests.Asked) asking).requests())
                .map(MoneyRequest::amount)
                .containsExactly(money("33.33 CNY"), money("33.33 CNY"));
    }

    @Test
    void askingNonsenseAsksNobody() {
        assertThat(ask(List.of())).isEqualTo(new NotAsked(Reason.PEOPLE_WRONG));
        assertThat(ask(List.of(handle(li), handle(li))))
                .isEqualTo(new NotAsked(Reason.PEOPLE_WRONG));
        assertThat(ask(List.of(handle(han)))).isEqualTo(new NotAsked(Reason.ONESELF));
        assertThat(ask(List.of("nobody@example.com")))
                .isEqualTo(new NotAsked(Reason.NO_SUCH_PERSON));
        assertThat(ask(List.of("'; --"))).isEqualTo(new NotAsked(Reason.NO_SUCH_PERSON));
        assertThat(requests.ask(han.customer(), money("0.01 CNY"), true, List.of(handle(li)), ""))
                .isEqualTo(new NotAsked(Reason.TOO_LITTLE));
        assertThat(requests.of(li.id(), false)).isEmpty();
    }

    @Test
    void nobodyIsFloodedWithRequests() {
        for (int i = 0; i < 3; i++) {
            asked(han, "1.00 CNY", false, li);
        }
        assertThat(ask(List.of(handle(li)))).isEqualTo(new NotAsked(Reason.TOO_MANY_TODAY));
        requests.of(li.id(), false).forEach(one -> requests.end(li.id(), one));
        assertThat(ask(List.of(handle(li)))).isEqualTo(new NotAsked(Reason.TOO_MANY_TODAY));
        clock.passes(Duration.ofHours(25));
        assertThat(ask(List.of(handle(li)))).isInstanceOf(Requests.Asked.class);
    }

    @Test
    void strangersAreNotFloodedWithLetters() {
        var to = Handle.read("stranger" + Ids.next() + "@example.com").orElseThrow();
        for (int i = 0; i < 3; i++) {
            var sent = (Attempt.Made) parcels.send(li.customer(), to, order("0.01 CNY"));
            parcels.recall(li.customer(), sent.payment().id());
        }

        assertThat(parcels.send(li.customer(), to, order("0.01 CNY")))
                .isEqualTo(new Attempt.NotMade(Attempt.Reason.TOO_MANY_TODAY));
    }

    @Test
    void aCodeNamesNobodyAndARenewedOneReplacesIt() {
        var text = codes.of(li.customer());
        var token = ((PaymentCode.ToPerson) PaymentCodes.read(text)).token();

        assertThat(codes.of(li.customer())).isEqualTo(text);
        assertThat(text).doesNotContain("李雷").contains("*雷");
        assertThat(codes.find(token).map(Customer::id)).contains(li.id());
        codes.renew(li.id());
        assertThat(codes.find(token)).isEmpty();
        assertThat(codes.of(li.customer())).isNotEqualTo(text);
        assertThat(codes.find("")).isEmpty();
    }

    private Requests.Asking ask(List<String> handles) {
        return requests.ask(han.customer(), money("1.00 CNY"), false, handles, "");
    }

    private MoneyRequest asked(Someone who, String amount, boolean split, Someone payer) {
        var asking =
                requests.ask(who.customer(), money(amount), split, List.of(handle(payer)), "饭钱");
        return ((Requests.Asked) asking).requests().getFirst();
    }

    private static String handle(Someone who) {
        return who.customer().email().map(EmailAddress::value).orElseThrow();
    }

    private Payment parcel(String to, String amount) {
        var attempt = parcels.send(li.customer(), Handle.read(to).orElseThrow(), order(amount));
        return ((Attempt.Made) attempt).payment();
    }

    private Payment now(Payment payment) {
        return payments.find(payment.id()).orElseThrow();
    }

    private static PayOrder order(String amount) {
        return new PayOrder(money(amount), "", Ids.next().toString(), PIN);
    }

    private Customer joined(String email) {
        var newcomer =
                new Customers.Newcomer(
                        "新人", Optional.empty(), EmailAddress.read(email), PASSWORD, Locale.CHINA);
        return ((Customers.Registered) customers.register(newcomer)).customer();
    }
}
