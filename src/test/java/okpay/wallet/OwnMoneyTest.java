package okpay.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import okpay.bank.BankAccount;
import okpay.bank.BankAccount.Bank;
import okpay.bank.BankAccounts;
import okpay.bank.BankAccounts.Linked;
import okpay.bank.BankAccounts.NotLinked;
import okpay.bank.BankAccounts.Reason;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.sandbank.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Money in from an own account at a bank, and out to it, whatever the bank does.
class OwnMoneyTest extends Story {

    @Autowired private BankAccounts accounts;
    @Autowired private Refunds refunds;
    @Autowired private Janitor janitor;

    @Test
    void whatTheBankSendsIsInTheBalance() {
        var li = customer("李雷");
        var made = topUp(li, "200.00 CNY", account(li, Behaviour.PROMPT));

        assertThat(made.state()).isEqualTo(PaymentState.SUCCEEDED);
        li.canSpend("200.00 CNY");
        assertThat(bank.believes(made.id().toString())).isEqualTo("SUCCESS");
    }

    @Test
    void whatIsWithdrawnHasLeft() {
        var li = customer("李雷").holding("200.00 CNY");
        var made = withdraw(li, "150.00 CNY", account(li, Behaviour.PROMPT));

        assertThat(made.state()).isEqualTo(PaymentState.SUCCEEDED);
        li.holds("50.00 CNY");
        assertThat(withdrawing(li, "50.01 CNY", account(li, Behaviour.PROMPT)))
                .isEqualTo(new Attempt.NotMade(Attempt.Reason.SHORT_OF_FUNDS));
    }

    @ParameterizedTest
    @EnumSource(Behaviour.class)
    void whateverTheBankDoesATopUpIsInTheBalanceWhenTheBankPaidAndElseNot(Behaviour behaviour) {
        var li = customer("李雷");
        var made = topUp(li, "200.00 CNY", account(li, behaviour));
        settle(made);

        var paid = bank.believes(made.id().toString()).equals("SUCCESS");
        var now = payments.find(made.id()).orElseThrow();
        assertThat(now.state()).isEqualTo(paid ? PaymentState.SUCCEEDED : PaymentState.FAILED);
        li.holds(paid ? "200.00 CNY" : "0.00 CNY");
        assertThat(li.account().held()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Behaviour.class)
    void whateverTheBankDoesAWithdrawalHasLeftWhenTheBankPaidAndElseIsFree(Behaviour behaviour) {
        var li = customer("李雷").holding("200.00 CNY");
        var made = withdraw(li, "150.00 CNY", account(li, behaviour));
        settle(made);

        var paid = bank.believes(made.id().toString()).equals("SUCCESS");
        var now = payments.find(made.id()).orElseThrow();
        assertThat(now.state()).isEqualTo(paid ? PaymentState.SUCCEEDED : PaymentState.FAILED);
        li.canSpend(paid ? "50.00 CNY" : "200.00 CNY");
    }

    private void settle(Payment made) {
        for (int i = 0; i < 4; i++) {
            clock.passes(Duration.ofMinutes(30));
            janitor.askAgain(1000);
        }
        if (bank.believes(made.id().toString()).equals("PENDING")) {
            bank.settle(made.id().toString(), "FAILED");
        }
    }

    @Test
    void whatTheBankTookForATopUpIsTheCustomersHoweverLateItSaysSo() {
        var li = customer("李雷");
        var made = topUp(li, "200.00 CNY", account(li, Behaviour.REFUSES));
        assertThat(made.state()).isEqualTo(PaymentState.FAILED);
        li.canSpend("0.00 CNY");

        for (int i = 0; i < 2; i++) {
            bank.settle(made.id().toString(), "SUCCESS");
            li.canSpend("200.00 CNY");
        }

        assertThat(payments.find(made.id()).orElseThrow().state())
                .isEqualTo(PaymentState.SUCCEEDED);
    }

    @Test
    void aWithdrawalThatBouncesIsTheCustomersAgain() {
        var li = customer("李雷").holding("200.00 CNY");
        var made = withdraw(li, "150.00 CNY", account(li, Behaviour.PROMPT));
        li.canSpend("50.00 CNY");

        for (int i = 0; i < 2; i++) {
            bank.settle(made.id().toString(), "FAILED");
            li.canSpend("200.00 CNY");
        }

        assertThat(payments.find(made.id()).orElseThrow().state()).isEqualTo(PaymentState.REFUNDED);
    }

    @Test
    void nobodyTriesCardsOfOthersForLong() {
        var li = customer("李雷");
        for (int i = 0; i < 5; i++) {
            var number = number();
            bank.behave(number, Behaviour.REFUSES);
            assertThat(accounts.link(li.customer(), Bank.CMB, number, PIN))
                    .isEqualTo(new NotLinked(Reason.NOT_YOURS));
        }
        assertThat(accounts.link(li.customer(), Bank.CMB, number(), PIN))
                .isEqualTo(new NotLinked(Reason.TOO_MANY_TRIES));
        clock.passes(Duration.ofDays(1));
        assertThat(accounts.link(li.customer(), Bank.CMB, number(), PIN))
                .isInstanceOf(Linked.class);
    }

    @Test
    void oneKeyTopsUpOnce() {
        var li = customer("李雷");
        var account = account(li, Behaviour.PROMPT);
        var first = carry(li.customer(), PaymentKind.TOP_UP, account, "200.00 CNY", "same");
        var again = carry(li.customer(), PaymentKind.TOP_UP, account, "200.00 CNY", "same");
        var other = carry(li.customer(), PaymentKind.TOP_UP, account, "201.00 CNY", "same");

        assertThat(((Attempt.Made) again).payment().id())
                .isEqualTo(((Attempt.Made) first).payment().id());
        assertThat(other).isEqualTo(new Attempt.NotMade(Attempt.Reason.KEY_REUSED));
        li.holds("200.00 CNY");
    }

    @Test
    void nobodyRefundsWhatOneDidWithOnesOwnMoney() {
        var li = customer("李雷").holding("200.00 CNY");
        for (var made :
                new Payment[] {
                    topUp(li, "20.00 CNY", account(li, Behaviour.PROMPT)),
                    topUp(li, "20.00 CNY", account(li, Behaviour.SILENT)),
                    withdraw(li, "20.00 CNY", account(li, Behaviour.PROMPT)),
                    withdraw(li, "20.00 CNY", account(li, Behaviour.SILENT))
                }) {
            var now = payments.find(made.id()).orElseThrow();
            assertThat(refunds.refund(now.id(), now.state()))
                    .isInstanceOf(Refunds.Back.Refused.class);
            assertThat(refunds.propose(now.id(), now.amount(), "agent", "because")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "6222021234567890128,",
        "6222 0212 3456 7890 128,",
        "６２２２０２１２３４５６７８９０１２８,",
        "6222021234567890129, NUMBER_WRONG",
        "6222021234567890182, NUMBER_WRONG",
        "622202123456789, NUMBER_WRONG",
        "62220212345678901281, NUMBER_WRONG",
        "6222x21234567890128, NUMBER_WRONG",
        "'', NUMBER_WRONG"
    })
    void aCardNumberIsCheckedBeforeTheBankIsAsked(String typed, Reason reason) {
        var linking = accounts.link(customer("李雷").customer(), Bank.ICBC, typed, PIN);

        if (reason == null) {
            assertThat(linking).isInstanceOf(Linked.class);
            assertThat(((Linked) linking).account().masked()).isEqualTo("•••• 0128");
        } else {
            assertThat(linking).isEqualTo(new NotLinked(reason));
        }
    }

    @Test
    void onlyOnesOwnAccountIsLinkedAndOnlyWithThePin() {
        var li = customer("李雷");
        var number = number();
        assertThat(accounts.link(li.customer(), Bank.CMB, number, "000001"))
                .isEqualTo(new NotLinked(Reason.PIN_WRONG));
        bank.behave(number, Behaviour.REFUSES);
        assertThat(accounts.link(li.customer(), Bank.CMB, number, PIN))
                .isEqualTo(new NotLinked(Reason.NOT_YOURS));
        bank.behave(number, Behaviour.SILENT);
        assertThat(accounts.link(li.customer(), Bank.CMB, number, PIN))
                .isEqualTo(new NotLinked(Reason.BANK_SILENT));
        assertThat(accounts.list(li.id())).isEmpty();
    }

    @Test
    void anAccountIsLinkedOnceAndGoneWhenRemovedAndNobodyElses() {
        var li = customer("李雷");
        var number = number();
        var account = linked(li, number);

        assertThat(linked(li, number).id()).isEqualTo(account.id());
        assertThat(accounts.find(customer("韩梅梅").id(), account.id())).isEmpty();
        accounts.remove(customer("韩梅梅").id(), account.id());
        assertThat(accounts.list(li.id())).hasSize(1);
        accounts.remove(li.id(), account.id());
        assertThat(accounts.list(li.id())).isEmpty();
        assertThat(accounts.find(li.id(), account.id())).isEmpty();
    }

    private BankAccount account(Someone who, Behaviour behaviour) {
        var account = linked(who, number());
        bank.behave(account.number(), behaviour);
        return account;
    }

    private BankAccount linked(Someone who, String number) {
        return ((Linked) accounts.link(who.customer(), Bank.ICBC, number, PIN)).account();
    }

    /// A number with the right check digit that nobody else has.
    private static String number() {
        var start = "62" + "%016d".formatted(Ids.next().getLeastSignificantBits() >>> 12);
        for (int digit = 0; ; digit++) {
            var number = start.substring(0, 18) + digit;
            if (luhn(number) % 10 == 0) {
                return number;
            }
        }
    }

    private static int luhn(String number) {
        int sum = 0;
        boolean doubled = false;
        for (int i = number.length() - 1; i >= 0; i--) {
            int digit = Character.digit(number.charAt(i), 10) * (doubled ? 2 : 1);
            sum += digit / 10 + digit % 10;
            doubled = !doubled;
        }
        return sum;
    }

    private Payment topUp(Someone who, String amount, BankAccount from) {
        var key = Ids.next().toString();
        return ((Attempt.Made) carry(who.customer(), PaymentKind.TOP_UP, from, amount, key))
                .payment();
    }

    private Payment withdraw(Someone who, String amount, BankAccount to) {
        return ((Attempt.Made) withdrawing(who, amount, to)).payment();
    }

    private Attempt withdrawing(Someone who, String amount, BankAccount to) {
        var key = Ids.next().toString();
        return carry(who.customer(), PaymentKind.WITHDRAW, to, amount, key);
    }

    private Attempt carry(
            Customer who, PaymentKind kind, BankAccount account, String amount, String key) {
        var errand =
                new Payments.Errand(
                        PaymentId.next(), kind, account.id().toString(), account.masked());
        return payments.carry(who, errand, new PayOrder(money(amount), "", key, PIN));
    }
}
