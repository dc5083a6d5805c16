package okpay.bills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import okpay.biller.Biller;
import okpay.biller.BillerMood;
import okpay.bills.Bills.Checked;
import okpay.bills.Bills.Consent;
import okpay.bills.Bills.Reason;
import okpay.channels.Outbox;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.EmailAddress;
import okpay.sandbank.Behaviour;
import okpay.wallet.Attempt;
import okpay.wallet.Attempt.NotMade;
import okpay.wallet.PaymentKind;
import okpay.wallet.PaymentState;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Bills: right before they are paid, paid once, reminded of, and paid by themselves.
class BillsTest extends Story {

    private static final AtomicInteger NEXT = new AtomicInteger(100_000);
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    @Autowired private Bills bills;
    @Autowired private BillKeeper keeper;
    @Autowired private Biller pretend;
    @Autowired private Outbox outbox;

    private Someone li;
    private Shop power;
    private String reference = "";

    @BeforeEach
    void aHousehold() {
        li = customer("李雷").holding("1000.00 CNY");
        power = biller(Behaviour.PROMPT);
        reference = reference();
        // Early in a month, so that a bill stays the same for a while.
        var first = LocalDate.ofInstant(clock.instant(), CHINA).plusMonths(1).withDayOfMonth(2);
        var start = first.atTime(10, 0).atZone(CHINA).toInstant();
        clock.passes(Duration.between(clock.instant(), start));
    }

    @Test
    void aBillIsAskedForSeenAndPaid() {
        var known = known(li);
        var due = known.due().orElseThrow();

        var attempt = pay(li, known);

        assertThat(attempt).isInstanceOf(Attempt.Made.class);
        assertThat(((Attempt.Made) attempt).payment().note()).isEqualTo(reference);
        li.holds(money("1000.00 CNY").minus(due.amount()) + "");
        assertThat(known(li).due()).isEmpty();
        keeper.tellBillers();
        keeper.tellBillers();
        assertThat(pretend.wasPaid(due.number())).isTrue();
        assertThat(pay(li, known)).isEqualTo(new NotMade(Attempt.Reason.BILL_CHANGED));
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN, NO_SUCH_ACCOUNT", "SILENT, BILLER_SILENT", "GARBLED, BILLER_SILENT"})
    void whatTheBillerDoesNotConfirmIsNotPaid(BillerMood mood, Reason expected) {
        pretend.behave(reference, mood);

        assertThat(bills.check(li.customer(), power, reference))
                .isEqualTo(new Checked.NotKnown(expected));
        assertThat(bills.accounts(li.id())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "12345", "'12 34'", "abcdefgh", "'; drop --'", "123456789012345678901"})
    void nonsenseIsNoAccount(String typed) {
        assertThat(bills.check(li.customer(), power, typed))
                .isEqualTo(new Checked.NotKnown(Reason.REFERENCE_WRONG));
    }

    @Test
    void aWrongDigitIsFoundByTheBiller() {
        char last = reference.charAt(reference.length() - 1);
        var wrong =
                reference.substring(0, reference.length() - 1)
                        + (last == '9' ? '0' : last + 1 - '0');

        assertThat(bills.check(li.customer(), power, wrong))
                .isEqualTo(new Checked.NotKnown(Reason.NO_SUCH_ACCOUNT));
    }

    @Test
    void theFamilyPaysItOnce() throws Exception {
        var han = customer("韩梅梅").holding("1000.00 CNY");
        var mine = known(li);
        var hers = known(han);
        int made = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 8)
                            .mapToObj(i ->
                                    threads.submit(
                                            () -> i % 2 == 0 ? pay(li, mine) : pay(han, hers)))
                            .toList();
            for (var one : all) {
                made += one.get() instanceof Attempt.Made ? 1 : 0;
            }
        }
        assertThat(made).isPositive();
        var paid = mine.due().orElseThrow().amount();
        assertThat(li.account().balance().plus(han.account().balance()))
                .isEqualTo(money("2000.00 CNY").minus(paid));
    }

    @Test
    void whatTheBankDidNotPayIsPaidAgain() {
        var closed = biller(Behaviour.REFUSES);
        var known = (Checked.Known) bills.check(li.customer(), closed, reference);

        assertThat(pay(li, known)).isInstanceOf(Attempt.Made.class);
        li.holds("1000.00 CNY");
        bank.behave(closed.code(), Behaviour.PROMPT);
        var second = (Attempt.Made) pay(li, known);
        assertThat(payments.find(second.payment().id()).orElseThrow().state())
                .isEqualTo(PaymentState.SUCCEEDED);
    }

    @Test
    void anotherAmountThanWasSeenIsNotPaid() {
        var known = known(li);
        var seen = known.due().orElseThrow().amount().plus(money("0.01 CNY"));

        assertThat(
                        bills.pay(
                                li.customer(),
                                known.account(),
                                seen,
                                Ids.next().toString(),
                                Consent.now(PIN)))
                .isEqualTo(new NotMade(Attempt.Reason.BILL_CHANGED));
    }

    @Test
    void aReminderComesOnceInTime() {
        known(li);
        keeper.look();
        assertThat(letters()).isZero();

        clock.passes(Duration.ofDays(6));
        keeper.look();
        keeper.look();
        clock.passes(Duration.ofDays(1));
        keeper.look();

        assertThat(letters()).isEqualTo(1);
        li.holds("1000.00 CNY");
    }

    @Test
    void aStandingOrderPaysOnceUpToItsLimit() {
        var known = known(li);
        var due = known.due().orElseThrow().amount();
        assertThat(standing(known, money("500.00 CNY"), "000000")).contains(Reason.PIN_WRONG);
        assertThat(standing(known, money("500.00 CNY"), PIN)).isEmpty();

        clock.passes(Duration.ofDays(8));
        keeper.look();
        keeper.look();
        clock.passes(Duration.ofDays(1));
        keeper.look();

        li.holds(money("1000.00 CNY").minus(due) + "");
        assertThat(letters()).isEqualTo(1);
    }

    @Test
    void aStandingOrderPaysNoMoreThanItsLimitAndNotWithoutMoney() {
        var known = known(li);
        standing(known, money("10.00 CNY"), PIN);
        clock.passes(Duration.ofDays(8));
        keeper.look();
        li.holds("1000.00 CNY");
        assertThat(letters()).isEqualTo(1);

        standing(known, money("500.00 CNY"), PIN);
        li.sends("990.00 CNY", customer("韩梅梅"));
        clock.passes(Duration.ofDays(1));
        keeper.look();
        li.holds("10.00 CNY");
        assertThat(letters()).isEqualTo(2);

        bills.standing(li.customer(), known.account(), Optional.empty(), "");
        assertThat(bills.find(li.id(), known.account().id()).orElseThrow().most()).isEmpty();
    }

    @Test
    void aStandingOrderThatFailedIsTriedAgainTheNextDay() {
        var known = known(li);
        standing(known, money("500.00 CNY"), PIN);
        li.sends("990.00 CNY", customer("韩梅梅"));
        clock.passes(Duration.ofDays(8));
        keeper.look();
        li.holds("10.00 CNY");

        li.holding("990.00 CNY");
        clock.passes(Duration.ofDays(1));
        keeper.look();

        li.holds(money("1000.00 CNY").minus(known.due().orElseThrow().amount()) + "");
        assertThat(letters()).isEqualTo(2);
    }

    @Test
    void aSilentBillerIsAskedAgainTheSameDay() {
        var known = known(li);
        standing(known, money("500.00 CNY"), PIN);
        clock.passes(Duration.ofDays(8));
        pretend.behave(reference, BillerMood.SILENT);
        keeper.look();
        li.holds("1000.00 CNY");

        pretend.behave(reference, BillerMood.DUE);
        keeper.look();

        li.holds(money("1000.00 CNY").minus(known.due().orElseThrow().amount()) + "");
    }

    @Test
    void aLostAnswerAsksAgainAndGetsTheSamePayment() {
        var known = known(li);
        var key = Ids.next().toString();
        var amount = known.due().orElseThrow().amount();
        var first = bills.pay(li.customer(), known.account(), amount, key, Consent.now(PIN));
        keeper.tellBillers();

        var again = bills.pay(li.customer(), known.account(), amount, key, Consent.now(""));

        assertThat(((Attempt.Made) again).payment().id())
                .isEqualTo(((Attempt.Made) first).payment().id());
    }

    @Test
    void nobodyTriesAccountsOfOthersForLong() {
        for (int i = 0; i < 30; i++) {
            bills.check(li.customer(), power, "99999%03d".formatted(i));
        }
        assertThat(bills.check(li.customer(), power, reference))
                .isEqualTo(new Checked.NotKnown(Reason.TOO_MANY_TRIES));
    }

    @Test
    void somebodyElsesAccountsDoNotExist() {
        var known = known(li);

        assertThat(bills.find(customer("别人").id(), known.account().id())).isEmpty();
        bills.remove(known.account());
        assertThat(bills.accounts(li.id())).isEmpty();
    }

    private Checked.Known known(Someone who) {
        return (Checked.Known) bills.check(who.customer(), power, reference);
    }

    private Attempt pay(Someone who, Checked.Known known) {
        return bills.pay(
                who.customer(),
                known.account(),
                known.due().orElseThrow().amount(),
                Ids.next().toString(),
                Consent.now(PIN));
    }

    private Optional<Reason> standing(Checked.Known known, okpay.money.Money most, String pin) {
        return bills.standing(li.customer(), known.account(), Optional.of(most), pin);
    }

    private int letters() {
        return outbox.latest(li.customer().email().map(EmailAddress::value).orElseThrow()).size();
    }

    private Shop biller(Behaviour behaviour) {
        var code = "B" + Ids.print("x", Ids.next()).substring(15).toUpperCase(Locale.ROOT);
        var shop = new Shop(ShopId.next(), "光明电力", "Bright", PaymentKind.BILL, "power", code);
        shops.open(shop);
        bank.behave(code, behaviour);
        return shop;
    }

    /// With the check digit of Luhn.
    private static String reference() {
        var number = "8801" + NEXT.incrementAndGet();
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int twice = digit * 2;
            sum += i % 2 == 1 ? digit : twice > 9 ? twice - 9 : twice;
        }
        return number + (10 - sum % 10) % 10;
    }
}
