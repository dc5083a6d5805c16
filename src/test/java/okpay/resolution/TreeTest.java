package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import okpay.identity.CustomerId;
import okpay.language.Topic;
import okpay.money.Money;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentKind;
import okpay.wallet.PaymentState;
import okpay.wallet.Rail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The diagnosis tree by itself: seeded failures, each named right.
class TreeTest {

    private static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    private static final CustomerId LI = CustomerId.next();

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, FAILED, 35.00, HELD_BUT_FAILED, YOU, RELEASE",
        "HELD, FAILED, 9999.00, HELD_BUT_FAILED, YOU, RELEASE",
        "UNKNOWN, PENDING, 35.00, UNKNOWN_AT_BANK, YOU, REFUND_NOW",
        "UNKNOWN, PENDING, 200.00, UNKNOWN_AT_BANK, YOU, REFUND_NOW",
        "UNKNOWN, PENDING, 200.01, UNKNOWN_AT_BANK, AGENT, ",
        "HELD, SUCCESS, 35.00, SUCCEEDED_NOT_RECEIVED, AGENT, ",
    })
    void aPaymentTheBankMustAnswerFor(
            PaymentState state,
            String bank,
            String amount,
            Cause cause,
            WhoActs who,
            Remedy first) {
        var verdict = Tree.decide(facts(shop(state, amount), bank, false, Topic.UNCLEAR));

        assertThat(verdict.cause()).isEqualTo(cause);
        assertThat(verdict.who()).isEqualTo(who);
        assertThat(verdict.remedies().stream().findFirst()).isEqualTo(Optional.ofNullable(first));
    }

    @ParameterizedTest
    @CsvSource({
        "true, UNCLEAR, 35.00, PAID_TWICE, REFUND_NOW",
        "true, PAID_TWICE, 35.00, PAID_TWICE, REFUND_NOW",
        "true, PAID_TWICE, 500.00, PAID_TWICE, ",
        "true, NOT_RECEIVED, 35.00, SUCCEEDED_NOT_RECEIVED, ",
        "false, PAID_TWICE, 35.00, LOOKS_RIGHT, TALK_TO_A_PERSON",
        "false, NOT_RECEIVED, 35.00, SUCCEEDED_NOT_RECEIVED, ",
        "false, UNCLEAR, 35.00, LOOKS_RIGHT, TALK_TO_A_PERSON",
        "false, WRONG_PERSON, 35.00, LOOKS_RIGHT, TALK_TO_A_PERSON",
    })
    void aPaymentThatWentThrough(
            boolean twin, Topic topic, String amount, Cause cause, Remedy first) {
        var verdict = Tree.decide(facts(shop(PaymentState.SUCCEEDED, amount), "", twin, topic));

        assertThat(verdict.cause()).isEqualTo(cause);
        assertThat(verdict.remedies().stream().findFirst()).isEqualTo(Optional.ofNullable(first));
    }

    @Test
    void aTransferToTheWrongPersonGoesToAnAgentAndNeverTakesMoneyBackByItself() {
        var sent = payment(PaymentKind.SEND, PaymentState.SUCCEEDED, "35.00");

        var verdict = Tree.decide(facts(sent, "", false, Topic.WRONG_PERSON));

        assertThat(verdict.cause()).isEqualTo(Cause.WRONG_PERSON);
        assertThat(verdict.needsAgent()).isTrue();
        assertThat(verdict.remedies()).isEmpty();
        assertThat(verdict.by()).contains(NOW.plus(Tree.AGENT_DECIDES));
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void whatIsBackAlreadyIsNeverGivenTwice(Topic topic) {
        for (var state : new PaymentState[] {PaymentState.REFUNDED, PaymentState.FAILED}) {
            var verdict = Tree.decide(facts(shop(state, "35.00"), "", true, topic));

            assertThat(verdict.remedies()).containsExactly(Remedy.TALK_TO_A_PERSON);
            assertThat(verdict.who()).isEqualTo(WhoActs.NOBODY);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TOP_UP, HELD, PENDING, TOP_UP_UNDERWAY",
        "TOP_UP, UNKNOWN, '', TOP_UP_UNDERWAY",
        "TOP_UP, UNKNOWN, FAILED, TOP_UP_NOT_DONE",
        "TOP_UP, FAILED, '', TOP_UP_NOT_DONE",
        "TOP_UP, SUCCEEDED, '', LOOKS_RIGHT",
        "WITHDRAW, UNKNOWN, PENDING, UNKNOWN_AT_BANK",
        "WITHDRAW, SUCCEEDED, '', LOOKS_RIGHT",
        "ABROAD, HELD, PENDING, ON_ITS_WAY",
        "ABROAD, UNKNOWN, '', UNKNOWN_AT_BANK",
        "ABROAD, HELD, FAILED, HELD_BUT_FAILED"
    })
    void nothingIsGivenBackAheadOfWhoMayStillPay(
            PaymentKind kind, PaymentState state, String bank, Cause cause) {
        var verdict = Tree.decide(facts(payment(kind, state, "35.00"), bank, true, Topic.UNCLEAR));

        assertThat(verdict.cause()).isEqualTo(cause);
        assertThat(verdict.remedies()).doesNotContain(Remedy.REFUND_NOW);
    }

    @Test
    void whatIsLateAbroadGoesToAPerson() {
        assertThat(Tree.decide(abroad(NOW.plusSeconds(1))).cause()).isEqualTo(Cause.ON_ITS_WAY);
        assertThat(Tree.decide(abroad(NOW.minusSeconds(1))).cause()).isEqualTo(Cause.LATE_ABROAD);
        assertThat(Tree.decide(abroad(NOW.minusSeconds(1))).needsAgent()).isTrue();
    }

    private static Facts abroad(Instant due) {
        return new Facts(
                payment(PaymentKind.ABROAD, PaymentState.HELD, "35.00"),
                Optional.empty(),
                Optional.of(new Rail.Answer.Unclear(Rail.Why.PENDING)),
                Optional.empty(),
                Topic.UNCLEAR,
                Optional.of(due),
                Money.parse("200.00 CNY"),
                NOW);
    }

    @Test
    void theSameFactsGiveTheSameVerdict() {
        var facts = facts(shop(PaymentState.UNKNOWN, "35.00"), "PENDING", false, Topic.UNCLEAR);

        assertThat(Tree.decide(facts)).isEqualTo(Tree.decide(facts));
    }

    private static Payment shop(PaymentState state, String amount) {
        return payment(PaymentKind.SHOP, state, amount);
    }

    private static Payment payment(PaymentKind kind, PaymentState state, String amount) {
        return new Payment(
                PaymentId.next(),
                kind,
                LI,
                kind == PaymentKind.SEND ? Optional.of(CustomerId.next()) : Optional.empty(),
                "S1",
                "面馆",
                Money.parse(amount + " CNY"),
                Money.parse("0.00 CNY"),
                Money.parse("0.00 CNY"),
                "",
                state,
                Optional.empty(),
                "",
                "",
                0,
                false,
                NOW,
                NOW,
                1);
    }

    private static Facts facts(Payment payment, String bank, boolean twin, Topic topic) {
        Optional<Rail.Answer> said =
                switch (bank) {
                    case "SUCCESS" -> Optional.of(new Rail.Answer.Succeeded());
                    case "FAILED" -> Optional.of(new Rail.Answer.Failed("PAYEE_REFUSED"));
                    case "PENDING" -> Optional.of(new Rail.Answer.Unclear(Rail.Why.PENDING));
                    default -> Optional.empty();
                };
        return new Facts(
                payment,
                Optional.empty(),
                said,
                twin ? Optional.of(shop(PaymentState.SUCCEEDED, "35.00")) : Optional.empty(),
                topic,
                Optional.empty(),
                Money.parse("200.00 CNY"),
                NOW);
    }
}
