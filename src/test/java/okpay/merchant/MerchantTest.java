package okpay.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.money.Money;
import okpay.qr.PaymentCode;
import okpay.qr.PaymentCodes;
import okpay.wallet.Attempt;
import okpay.wallet.Attempt.NotMade;
import okpay.wallet.Freezes;
import okpay.wallet.Payment;
import okpay.wallet.PaymentState;
import okpay.wallet.Shop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A customer's own shop: what it takes, what it gives back, and that every bill is paid once.
class MerchantTest extends Story {

    @Autowired private Merchants merchants;
    @Autowired private Charges charges;
    @Autowired private ShownCodes codes;
    @Autowired private Freezes freezes;

    private Someone wang;
    private Someone li;
    private Shop noodles;

    @BeforeEach
    void aShopAndACustomer() {
        wang = customer("王师傅");
        li = customer("李雷").holding("100.00 CNY");
        noodles = opened(wang, "老王面馆");
    }

    @Test
    void whatIsPaidAtTheCounterIsInTheTakingsAtOnce() {
        li.pays("35.50 CNY", noodles);

        li.sees(PaymentState.SUCCEEDED);
        li.holds("64.50 CNY");
        assertThat(merchants.takings(noodles)).isEqualTo(money("35.50 CNY"));
        assertThat(payments.takenBy(noodles, Optional.empty(), 10).payments())
                .map(Payment::id)
                .containsExactly(li.paymentId());
    }

    @Test
    void aRefundInTwoPartsIsNeverMoreThanWasPaid() {
        li.pays("35.50 CNY", noodles);

        assertThat(refund("10.00 CNY", "r1", PIN)).isEmpty();
        assertThat(refund("10.00 CNY", "r1", PIN)).isEmpty();
        li.holds("74.50 CNY");
        li.sees(PaymentState.SUCCEEDED);
        assertThat(li.payment().refunded()).isEqualTo(money("10.00 CNY"));
        assertThat(refund("11.00 CNY", "r1", PIN)).contains(Merchants.Reason.KEY_REUSED);
        assertThat(refund("25.51 CNY", "r2", PIN)).contains(Merchants.Reason.MORE_THAN_TAKEN);
        assertThat(refund("25.50 CNY", "r2", "000000")).contains(Merchants.Reason.PIN_WRONG);
        assertThat(refund("25.50 CNY", "r2", PIN)).isEmpty();
        assertThat(refund("25.50 CNY", "r2", PIN)).isEmpty();
        assertThat(refund("0.01 CNY", "r3", PIN)).contains(Merchants.Reason.MORE_THAN_TAKEN);

        li.sees(PaymentState.REFUNDED);
        li.holds("100.00 CNY");
        assertThat(merchants.takings(noodles).isPositive()).isFalse();
    }

    @Test
    void manyRefundsAtOnceGiveBackNoMoreThanWasPaid() throws Exception {
        li.pays("30.00 CNY", noodles);
        customer("别人").holding("100.00 CNY").pays("100.00 CNY", noodles);

        var results =
                atOnce(12, i -> refund("7.00 CNY", "r" + i, PIN).map(Enum::name).orElse("done"));

        assertThat(results.stream().filter("done"::equals)).hasSize(4);
        li.holds("98.00 CNY");
        assertThat(merchants.takings(noodles)).isEqualTo(money("102.00 CNY"));
    }

    @Test
    void aShopGivesBackNoMoreThanItHas() {
        li.pays("30.00 CNY", noodles);
        assertThat(merchants.takeOut(wang.customer(), noodles, money("20.00 CNY"), "t1", PIN))
                .isEmpty();
        assertThat(merchants.takeOut(wang.customer(), noodles, money("20.00 CNY"), "t1", PIN))
                .isEmpty();
        wang.holds("20.00 CNY");

        assertThat(refund("30.00 CNY", "r1", PIN)).contains(Merchants.Reason.SHORT_OF_TAKINGS);
        assertThat(merchants.takeOut(wang.customer(), noodles, money("10.01 CNY"), "t2", PIN))
                .contains(Merchants.Reason.SHORT_OF_TAKINGS);
        li.sees(PaymentState.SUCCEEDED);
        assertThat(refund("10.00 CNY", "r2", PIN)).isEmpty();
        li.holds("80.00 CNY");
    }

    @Test
    void aBillIsPaidOnceByWhoeverIsFirst() throws Exception {
        var han = customer("韩梅梅").holding("100.00 CNY");
        var bill = charges.ask(noodles, money("12.00 CNY"), "牛肉面");

        var results =
                atOnce(
                        10,
                        i ->
                                charges.pay(
                                        (i % 2 == 0 ? li : han).customer(),
                                        bill,
                                        noodles,
                                        Ids.next().toString(),
                                        PIN));

        var made = results.stream().filter(Attempt.Made.class::isInstance).toList();
        assertThat(made).hasSize(5);
        assertThat(results)
                .filteredOn(NotMade.class::isInstance)
                .containsOnly(new NotMade(Attempt.Reason.PAID_ALREADY));
        assertThat(merchants.takings(noodles)).isEqualTo(money("12.00 CNY"));
        assertThat(charges.isPaid(bill)).isTrue();
    }

    @Test
    void whoeverIsRefusedSpoilsTheBillForNobody() {
        var poor = customer("没钱的人");
        var bill = charges.ask(noodles, money("12.00 CNY"), "");

        assertThat(pay(poor, bill)).isEqualTo(new NotMade(Attempt.Reason.SHORT_OF_FUNDS));
        poor.holding("20.00 CNY");
        assertThat(pay(li, bill)).isInstanceOf(Attempt.Made.class);
        assertThat(pay(poor, bill)).isEqualTo(new NotMade(Attempt.Reason.PAID_ALREADY));
        assertThat(pay(li, bill)).isInstanceOf(Attempt.Made.class);
        li.holds("88.00 CNY");
        poor.holds("20.00 CNY");
    }

    private Attempt pay(Someone who, Charge bill) {
        return charges.pay(who.customer(), bill, noodles, Ids.next().toString(), PIN);
    }

    @Test
    void anOwnerWhoseWalletIsClosedGivesNothingBackEither() {
        li.pays("30.00 CNY", noodles);
        freezes.close(wang.customer());

        assertThat(refund("30.00 CNY", "r1", PIN)).contains(Merchants.Reason.FROZEN);
        assertThat(merchants.takeOut(wang.customer(), noodles, money("1.00 CNY"), "t1", PIN))
                .contains(Merchants.Reason.FROZEN);
    }

    @Test
    void aBillThatIsOverIsNotPaid() {
        var bill = charges.ask(noodles, money("12.00 CNY"), "");
        clock.passes(Duration.ofMinutes(15));

        assertThat(charges.pay(li.customer(), bill, noodles, Ids.next().toString(), PIN))
                .isEqualTo(new NotMade(Attempt.Reason.BILL_IS_OVER));
        li.holds("100.00 CNY");
    }

    @Test
    void theCodeOfABillNamesItAndItsAmount() {
        var bill = charges.ask(noodles, money("12.00 CNY"), "");

        assertThat(PaymentCodes.read(charges.code(bill)))
                .isEqualTo(
                        new PaymentCode.ToShop(
                                noodles.code(),
                                Optional.of(money("12.00 CNY")),
                                Optional.of(bill.id().toString())));
    }

    @Test
    void aShownCodePutsOneBillBeforeItsOwnerAlone() {
        var shown = codes.show(li.id());

        var bill = charges.ask(noodles, money("9.90 CNY"), "", shown.digits()).orElseThrow();

        assertThat(charges.waitingFor(li.id())).contains(bill);
        assertThat(charges.find(bill.id(), customer("别人").id())).isEmpty();
        assertThat(charges.ask(noodles, money("9.90 CNY"), "", shown.digits())).isEmpty();
        li.holds("100.00 CNY");
        assertThat(charges.pay(li.customer(), bill, noodles, Ids.next().toString(), PIN))
                .isInstanceOf(Attempt.Made.class);
        assertThat(charges.waitingFor(li.id())).isEmpty();
        li.holds("90.10 CNY");
        var wrong =
                charges.ask(noodles, money("9.90 CNY"), "", codes.show(li.id()).digits())
                        .orElseThrow();
        charges.decline(wang.id(), wrong);
        assertThat(charges.waitingFor(li.id())).contains(wrong);
        charges.decline(li.id(), wrong);
        assertThat(charges.waitingFor(li.id())).isEmpty();
    }

    @Test
    void aShownCodeIsGoodForAMinuteAndNobodyGuessesOne() {
        var shown = codes.show(li.id());
        clock.passes(Duration.ofMinutes(1));
        assertThat(charges.ask(noodles, money("1.00 CNY"), "", shown.digits())).isEmpty();
        for (var nonsense : new String[] {"", "28", "abc", "28".repeat(200), "２８".repeat(9)}) {
            assertThat(charges.ask(noodles, money("1.00 CNY"), "", nonsense)).isEmpty();
        }
        for (int i = 0; i < 60; i++) {
            charges.ask(noodles, money("1.00 CNY"), "", "28000000000000%04d".formatted(i));
        }
        var fresh = codes.show(li.id());

        assertThat(charges.ask(noodles, money("1.00 CNY"), "", fresh.digits())).isEmpty();
        codes.forget();
        clock.passes(Duration.ofMinutes(61));
        codes.forget();
        assertThat(charges.ask(noodles, money("1.00 CNY"), "", codes.show(li.id()).digits()))
                .isPresent();
    }

    @Test
    void nobodyPaysTheOwnShop() {
        wang.holding("50.00 CNY");

        wang.pays("10.00 CNY", noodles);

        wang.wasRefused(Attempt.Reason.TO_ONESELF);
    }

    @Test
    void somebodyElsesShopAndPaymentsDoNotExist() {
        li.pays("10.00 CNY", noodles);
        var other = opened(customer("赵"), "别家");

        assertThat(merchants.find(li.id(), noodles.id())).isEmpty();
        assertThat(merchants.payment(other, li.paymentId())).isEmpty();
        assertThat(merchants.payment(noodles, li.paymentId())).isPresent();
    }

    @Test
    void shopsHaveNamesAndNobodyOpensManyOrUnknown() {
        assertThat(merchants.open(wang.customer(), " ", "", Trade.FOOD))
                .isEqualTo(new Merchants.NotOpened(Merchants.Reason.NAME_MISSING));
        assertThat(merchants.open(wang.customer(), "x".repeat(41), "", Trade.FOOD))
                .isEqualTo(new Merchants.NotOpened(Merchants.Reason.NAME_MISSING));
        for (int i = 0; i < 4; i++) {
            opened(wang, "店" + i);
        }
        assertThat(merchants.open(wang.customer(), "太多", "", Trade.FOOD))
                .isEqualTo(new Merchants.NotOpened(Merchants.Reason.TOO_MANY_SHOPS));
        var unknown = wang.customer().known(okpay.identity.Tier.ONE);
        assertThat(merchants.open(unknown, "店", "", Trade.FOOD))
                .isEqualTo(new Merchants.NotOpened(Merchants.Reason.NOT_VERIFIED));
    }

    private Optional<Merchants.Reason> refund(String amount, String key, String pin) {
        return merchants.refund(wang.customer(), li.payment(), Money.parse(amount), key, pin);
    }

    private Shop opened(Someone owner, String name) {
        return ((Merchants.Opened) merchants.open(owner.customer(), name, "", Trade.FOOD)).shop();
    }

    private interface Try<T> {
        T with(int i) throws Exception;
    }

    private static <T> java.util.List<T> atOnce(int many, Try<T> what) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, many)
                            .mapToObj(i -> threads.submit((Callable<T>) () -> what.with(i)))
                            .toList();
            var results = new java.util.ArrayList<T>();
            for (var one : all) {
                results.add(one.get());
            }
            return results;
        }
    }
}
