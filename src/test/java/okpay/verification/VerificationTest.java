package okpay.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import okpay.bank.BankAccount;
import okpay.bank.BankAccounts;
import okpay.house.Residents;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.identity.EmailAddress;
import okpay.identity.Tier;
import okpay.register.Register;
import okpay.register.RegisterMood;
import okpay.sandbank.Behaviour;
import okpay.verification.Verifications.NotVerified;
import okpay.verification.Verifications.Reason;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who somebody is, and how much they may pay for that.
class VerificationTest extends Story {

    @Autowired private Verifications verifications;
    @Autowired private Register register;
    @Autowired private JdbcClient jdbc;
    @Autowired private BankAccounts accounts;

    @Test
    void aNewcomerPaysAThousandInAllAndNoMore() {
        var li = newcomer();
        var shop = shop("面馆", Behaviour.PROMPT);

        assertThat(pay(li, shop, "1000.01 CNY")).isEqualTo(refused(Attempt.Reason.OVER_LIMIT_ONCE));
        assertThat(pay(li, shop, "600.00 CNY")).isInstanceOf(Attempt.Made.class);
        clock.passes(java.time.Duration.ofDays(400));
        assertThat(pay(li, shop, "400.01 CNY"))
                .isEqualTo(refused(Attempt.Reason.OVER_LIMIT_OF_TIER));
        assertThat(pay(li, shop, "400.00 CNY")).isInstanceOf(Attempt.Made.class);
        assertThat(pay(li, shop, "0.01 CNY")).isEqualTo(refused(Attempt.Reason.OVER_LIMIT_OF_TIER));
    }

    @Test
    void whatTheBankDidNotPayDoesNotCount() {
        var li = newcomer();
        assertThat(pay(li, shop("关门的店", Behaviour.REFUSES), "900.00 CNY"))
                .isInstanceOf(Attempt.Made.class);

        assertThat(pay(li, shop("面馆", Behaviour.PROMPT), "1000.00 CNY"))
                .isInstanceOf(Attempt.Made.class);
    }

    /// In the highest tier, where the year's sum is far from the day's, which the books keep.
    @Test
    void manyPaymentsAtOnceDoNotGoOverItTogether() throws Exception {
        var li = customer("李雷").holding("500.00 CNY").customer();
        var shop = shop("面馆", Behaviour.PROMPT);
        spent(li, 20_000_000 - 10_000);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 20)
                            .mapToObj(_ -> threads.submit(() -> pay(li, shop, "9.00 CNY")))
                            .toList();
            int made = 0;
            for (var one : all) {
                made += one.get() instanceof Attempt.Made ? 1 : 0;
            }
            assertThat(made).isEqualTo(11);
        }
        assertThat(wallets.open(li.id(), CNY).balance()).isEqualTo(money("401.00 CNY"));
    }

    private void spent(Customer who, long minor) {
        jdbc.sql(
                        """
                        insert into wallet.spending (customer, currency, bucket, minor)
                        values (:customer, 'CNY', :year, :minor)
                        """)
                .param("customer", who.id().uuid())
                .param(
                        "year",
                        LocalDate.ofInstant(clock.instant(), java.time.ZoneId.of("Asia/Shanghai"))
                                .getYear())
                .param("minor", minor)
                .update();
    }

    @Test
    void threeSourcesAndThenFiveRaiseTheLimits() {
        var li = newcomer();
        var number = Residents.number();

        assertThat(verify(li, "李雷", number)).isInstanceOf(Verifications.Verified.class);
        // Without a phone number two sources know the name: the register and social insurance.
        assertThat(standing(li).tier()).isEqualTo(Tier.ONE);
        assertThat(standing(li).missing()).isEqualTo(1);
        link(li, BankAccount.Bank.ICBC, "6222021234567890128");
        eventually(() -> standing(li).tier() == Tier.TWO);
        eventually(() -> wallets.open(li.id(), CNY).allowance().aDay() == 500_000);
        assertThat(pay(again(li), shop("家具店", Behaviour.PROMPT), "4999.00 CNY"))
                .isInstanceOf(Attempt.Made.class);
        link(li, BankAccount.Bank.ABC, "6222021234567890136");
        link(li, BankAccount.Bank.BOC, "6222021234567890144");

        eventually(() -> standing(li).tier() == Tier.THREE);
        eventually(() -> wallets.open(li.id(), CNY).allowance().aDay() == 5_000_000);
        assertThat(standing(li).missing()).isZero();
        assertThat(standing(li).number().orElseThrow())
                .doesNotContain(number.substring(6, 14))
                .endsWith(number.substring(16));
    }

    @Test
    void oneCardSpeaksForOneBank() {
        var li = newcomer();
        verify(li, "李雷", Residents.number());
        for (var bank : BankAccount.Bank.values()) {
            if (accounts.link(again(li), bank, "6222021234567890128", PIN)
                    instanceof BankAccounts.NotLinked(var why)) {
                assertThat(why).isEqualTo(BankAccounts.Reason.TOO_MANY_TRIES);
            }
        }

        eventually(() -> standing(li).tier() == Tier.TWO);
        assertThat(standing(li).sources()).hasSize(3).contains("BANK_ICBC");
    }

    @Test
    void aCardInAnotherNameGoesWhenTheNameIsKnown() {
        var li = newcomer();
        link(li, BankAccount.Bank.ICBC, "6222021234567890128");

        verify(li, "李小雷", Residents.number());

        eventually(() -> accounts.list(li.id()).isEmpty());
    }

    @Test
    void aBankThatKnowsAnotherNameDoesNotCount() {
        var li = newcomer();
        link(li, BankAccount.Bank.ICBC, "6222021234567890128");

        verify(li, "李小雷", Residents.number());

        assertThat(standing(li).sources())
                .containsExactlyInAnyOrder("RESIDENTS", "SOCIAL_INSURANCE");
        assertThat(again(li).name()).isEqualTo("李小雷");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345",
                "11010119900228001",
                "110101199002280011",
                "110101199002300019",
                "1101011990022800１0",
                "'; drop table verification.person; --",
                "ABCDEFGHIJKLMNOPQR"
            })
    void nonsenseIsNoNumber(String typed) {
        assertThat(verify(newcomer(), "李雷", typed)).isEqualTo(new NotVerified(Reason.NUMBER_WRONG));
    }

    @Test
    void fullWidthDigitsAndSpacesAreFine() {
        var number = Residents.number();
        var wide = new StringBuilder(number.substring(0, 6)).append(' ');
        number.substring(6)
                .chars()
                .forEach(it -> wide.append(it == 'X' ? 'x' : (char) (it + 0xFEE0)));

        assertThat(verify(newcomer(), "李雷", wide.toString()))
                .isInstanceOf(Verifications.Verified.class);
    }

    @Test
    void childrenTakeAGuardian() {
        var today = LocalDate.ofInstant(clock.instant(), java.time.ZoneId.of("Asia/Shanghai"));
        assertThat(verify(newcomer(), "李雷", Residents.number(today.minusYears(16).plusDays(1))))
                .isEqualTo(new NotVerified(Reason.TOO_YOUNG));
        assertThat(verify(newcomer(), "李雷", Residents.number(today.minusYears(16))))
                .isInstanceOf(Verifications.Verified.class);
        assertThat(verify(newcomer(), "李雷", Residents.number(today.plusDays(1))))
                .isEqualTo(new NotVerified(Reason.NUMBER_WRONG));
    }

    @ParameterizedTest
    @EnumSource(
            value = RegisterMood.class,
            names = {"SILENT", "LATE", "GARBLED"})
    void aRegisterThatSaysNothingChangesNothing(RegisterMood mood) {
        var li = newcomer();
        var number = Residents.number();
        register.behave(number, mood);

        assertThat(verify(li, "李雷", number)).isEqualTo(new NotVerified(Reason.REGISTER_SILENT));
        assertThat(standing(li)).isEqualTo(new Standing(Tier.ONE, Optional.empty(), List.of(), 3));
        register.behave(number, RegisterMood.KNOWN);
        assertThat(verify(li, "李雷", number)).isInstanceOf(Verifications.Verified.class);
    }

    @Test
    void onePersonHasOneWallet() {
        var number = Residents.number();
        verify(newcomer(), "李雷", number);

        assertThat(verify(newcomer(), "李雷", number))
                .isEqualTo(new NotVerified(Reason.HAS_A_WALLET));
        assertThat(verify(newcomer(), "张三", number)).isEqualTo(new NotVerified(Reason.NO_MATCH));
    }

    @Test
    void nobodyLooksUpOthersForLong() {
        var li = newcomer();
        for (int i = 0; i < 5; i++) {
            var number = Residents.number();
            register.behave(number, RegisterMood.OTHER_NAME);
            assertThat(verify(li, "李雷", number)).isEqualTo(new NotVerified(Reason.NO_MATCH));
        }
        assertThat(verify(li, "李雷", Residents.number()))
                .isEqualTo(new NotVerified(Reason.TOO_MANY_TRIES));
        clock.passes(java.time.Duration.ofHours(25));
        assertThat(verify(li, "李雷", Residents.number())).isInstanceOf(Verifications.Verified.class);
        assertThat(verify(li, "李雷", Residents.number()))
                .isEqualTo(new NotVerified(Reason.VERIFIED_ALREADY));
    }

    @Test
    void aWrongPinAsksNobody() {
        assertThat(verifications.verify(newcomer(), "李雷", Residents.number(), "000000"))
                .isEqualTo(new NotVerified(Reason.PIN_WRONG));
        assertThat(verify(newcomer(), "　", Residents.number()))
                .isEqualTo(new NotVerified(Reason.NAME_MISSING));
    }

    private Verifications.Verifying verify(Customer who, String name, String number) {
        return verifications.verify(who, name, number, PIN);
    }

    private Standing standing(Customer who) {
        return verifications.standing(who.id());
    }

    private Customer again(Customer who) {
        return customers.find(who.id()).orElseThrow();
    }

    private void link(Customer who, BankAccount.Bank at, String number) {
        assertThat(accounts.link(again(who), at, number, PIN))
                .isInstanceOf(BankAccounts.Linked.class);
    }

    private static Attempt refused(Attempt.Reason why) {
        return new Attempt.NotMade(why);
    }

    private Attempt pay(Customer who, Shop shop, String amount) {
        var order = new PayOrder(money(amount), "", Ids.next().toString(), PIN);
        return payments.pay(who, shop, order);
    }

    /// Somebody who has just joined, and has 9,000 yuan.
    private Customer newcomer() {
        var joined =
                (Customers.Registered)
                        customers.register(
                                new Customers.Newcomer(
                                        "李雷",
                                        Optional.empty(),
                                        EmailAddress.read("u" + Ids.next() + "@example.com"),
                                        PASSWORD,
                                        Locale.CHINA));
        var customer = withPin(joined.customer());
        wallets.topUp(customer.id(), money("9000.00 CNY"), Ids.next().toString());
        return customer;
    }
}
