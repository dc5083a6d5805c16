package okpay.abroad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import okpay.abroad.CorrespondentMessages.Heard;
import okpay.correspondent.Conduct;
import okpay.correspondent.Correspondent;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.ledger.Accounts;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.Janitor;
import okpay.wallet.Payment;
import okpay.wallet.PaymentState;
import okpay.wallet.Refunds;
import org.iban4j.CountryCode;
import org.iban4j.Iban;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Sending abroad through a real HTTP server that speaks ISO 20022 and misbehaves.
class AbroadTest extends Story {

    private static final Currency EUR = Currency.getInstance("EUR");

    /// An account nobody else in these stories pays.
    private final String iban = Iban.random(CountryCode.DE).toString();

    @Autowired private Rates rates;
    @Autowired private Quotes quotes;
    @Autowired private Transfers transfers;
    @Autowired private CorrespondentMessages messages;
    @Autowired private CorrespondentRail rail;
    @Autowired private Correspondent correspondent;
    @Autowired private Janitor janitor;
    @Autowired private Refunds refunds;
    @Autowired private Accounts accounts;

    @BeforeEach
    void aMarket() {
        rates.set(EUR, new BigDecimal("8.2"));
    }

    @Test
    void aQuoteAddsUpToTheLastFen() {
        var offer = offer("1000.00 CNY");

        assertThat(offer.fee()).isEqualTo(money("12.00 CNY"));
        assertThat(offer.total()).isEqualTo(money("1012.00 CNY"));
        assertThat(offer.rate()).isEqualByComparingTo("8.241");
        assertThat(offer.payout()).isEqualTo(money("121.34 EUR"));
        // 121.34 x 8.2 = 994.988, rounded up; what is left is the margin.
        assertThat(offer.margin()).isEqualTo(money("5.01 CNY"));
    }

    @Test
    void whatIsSentIsHeldThenTakenLineByLine() {
        var li = customer("Li Lei").holding("2000.00 CNY");
        var quote = quote(li, "1000.00 CNY");
        var before = standing();

        var made = sent(li, quote);

        assertThat(made.state()).isEqualTo(PaymentState.HELD);
        li.canSpend("988.00 CNY");
        li.holds("2000.00 CNY");
        assertThat(stages(quote)).containsExactly(Stage.Kind.SENT, Stage.Kind.ACCEPTED);

        correspondent.moveOn(made.id().toString());
        assertThat(state(made)).isEqualTo(PaymentState.HELD);
        correspondent.moveOn(made.id().toString());

        assertThat(state(made)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(stages(quote))
                .containsExactly(
                        Stage.Kind.SENT,
                        Stage.Kind.ACCEPTED,
                        Stage.Kind.PASSED_ON,
                        Stage.Kind.CREDITED);
        li.holds("988.00 CNY");
        assertThat(since(before)).containsExactly(99499L, 501L, 1200L, -12134L, 12134L);
    }

    @ParameterizedTest
    @CsvSource({"ACCOUNT_CLOSED, AC04, REJECTED", "OTHER_NAME, BE01, REJECTED"})
    void whatIsRejectedIsBackWithItsFeeAndTheReasonIsKept(
            Conduct conduct, String reason, Stage.Kind last) {
        correspondent.behave(iban, conduct);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var quote = quote(li, "1000.00 CNY");

        var made = sent(li, quote);
        goesToItsEnd(made);

        var now = payments.find(made.id()).orElseThrow();
        assertThat(now.state()).isEqualTo(PaymentState.FAILED);
        assertThat(now.bankReason()).isEqualTo(reason);
        assertThat(stages(quote)).endsWith(last);
        li.canSpend("2000.00 CNY");
    }

    @Test
    void anAnswerThatWasLostIsAskedForAndNothingIsSentTwice() {
        correspondent.behave(iban, Conduct.ANSWER_LOST);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var quote = quote(li, "1000.00 CNY");

        var made = sent(li, quote);
        assertThat(made.state()).isEqualTo(PaymentState.HELD);
        clock.passes(Duration.ofMinutes(5));
        janitor.askAgain(1000);

        assertThat(state(made)).isEqualTo(PaymentState.HELD);
        assertThat(stages(quote)).containsExactly(Stage.Kind.SENT, Stage.Kind.ACCEPTED);
        goesToItsEnd(made);
        assertThat(state(made)).isEqualTo(PaymentState.SUCCEEDED);
        li.holds("988.00 CNY");
    }

    @Test
    void aPaymentThatNeverArrivedIsFreedOnceItMayNotBePaidAnyMore() {
        correspondent.behave(iban, Conduct.PAYMENT_LOST);
        var li = customer("Li Lei").holding("2000.00 CNY");

        var made = sent(li, quote(li, "1000.00 CNY"));
        clock.passes(Duration.ofMinutes(1));
        janitor.askAgain(1000);
        assertThat(state(made)).isEqualTo(PaymentState.HELD);
        clock.passes(Duration.ofMinutes(5));
        janitor.askAgain(1000);

        assertThat(state(made)).isEqualTo(PaymentState.FAILED);
        li.canSpend("2000.00 CNY");
    }

    @Test
    void whatTheBankThereSendsBackComesBackWhole() {
        correspondent.behave(iban, Conduct.RETURNS);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var before = standing();
        var quote = quote(li, "1000.00 CNY");

        var made = sent(li, quote);
        for (int i = 0; i < 3; i++) {
            correspondent.moveOn(made.id().toString());
        }

        assertThat(state(made)).isEqualTo(PaymentState.REFUNDED);
        assertThat(stages(quote)).endsWith(Stage.Kind.CREDITED, Stage.Kind.RETURNED);
        li.canSpend("2000.00 CNY");
        assertThat(since(before)).containsOnly(0L);
        var message =
                """
                <Document><PmtRtr><OrgnlEndToEndId>%s</OrgnlEndToEndId>\
                <RtrdIntrBkSttlmAmt Ccy="EUR">121.34</RtrdIntrBkSttlmAmt></PmtRtr></Document>\
                """
                        .formatted(made.id());
        assertThat(messages.hear(message, rail.signature().of(message))).isEqualTo(Heard.TAKEN);
        li.canSpend("2000.00 CNY");
    }

    @Test
    void whatBanksOnTheWayKeepOfAReturnIsOurs() {
        correspondent.behave(iban, Conduct.RETURNS_LESS);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var before = standing();

        var made = sent(li, quote(li, "1000.00 CNY"));
        for (int i = 0; i < 3; i++) {
            correspondent.moveOn(made.id().toString());
        }

        assertThat(state(made)).isEqualTo(PaymentState.REFUNDED);
        li.canSpend("2000.00 CNY");
        // 10 EUR are missing there, and what they are worth was put in here.
        assertThat(since(before)).containsExactly(8200L, 0L, 0L, -1000L, 1000L);
    }

    @Test
    void whatBanksKeptIsOursAlsoWhenItCameBackBeforeItArrived() {
        correspondent.behave(iban, Conduct.RETURNS_LESS);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var before = standing();
        var made = sent(li, quote(li, "1000.00 CNY"));

        correspondent.settle(made.id().toString(), "RTRN", "AC06");

        assertThat(state(made)).isEqualTo(PaymentState.FAILED);
        li.canSpend("2000.00 CNY");
        assertThat(since(before)).containsExactly(8200L, 0L, 0L, -1000L, 1000L);
    }

    @Test
    void afterAPartWasRefundedTheRestIsStillLookedAfter() {
        correspondent.behave(iban, Conduct.RETURNS);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var made = sent(li, quote(li, "1000.00 CNY"));
        goesToItsEnd(made);
        var part = refunds.propose(made.id(), money("300.00 CNY"), "ag_1", "why").orElseThrow();
        refunds.approve(part.id(), "ag_2");
        correspondent.quietly(made.id().toString(), "RTRN", "AC06");

        clock.passes(Duration.ofHours(25));
        janitor.askAgain(1000);

        assertThat(state(made)).isEqualTo(PaymentState.REFUNDED);
        li.canSpend("2000.00 CNY");
    }

    @Test
    void whatComesBackIsFoundEvenWhenNobodyTellsUs() {
        correspondent.behave(iban, Conduct.RETURNS);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var made = sent(li, quote(li, "1000.00 CNY"));
        goesToItsEnd(made);
        assertThat(state(made)).isEqualTo(PaymentState.SUCCEEDED);

        correspondent.quietly(made.id().toString(), "RTRN", "AC06");
        clock.passes(Duration.ofHours(25));
        janitor.askAgain(1000);

        assertThat(state(made)).isEqualTo(PaymentState.REFUNDED);
        li.canSpend("2000.00 CNY");
    }

    @Test
    void aReturnThatIsHeardBeforeThePaymentLosesNothing() {
        var li = customer("Li Lei").holding("2000.00 CNY");
        var before = standing();
        var made = sent(li, quote(li, "1000.00 CNY"));
        var reference = made.id().toString();

        correspondent.settle(reference, "RTRN", "AC06");
        assertThat(state(made)).isEqualTo(PaymentState.FAILED);
        correspondent.settle(reference, "ACCC", "");

        assertThat(state(made)).isEqualTo(PaymentState.FAILED);
        li.canSpend("2000.00 CNY");
        assertThat(since(before)).containsOnly(0L);
    }

    @Test
    void whatWasPaidAfterItWasRejectedIsOurLossAndComesBack() {
        correspondent.behave(iban, Conduct.ACCOUNT_CLOSED);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var before = standing();
        var losses = posted("okpay:losses", CNY);
        var made = sent(li, quote(li, "1000.00 CNY"));
        var reference = made.id().toString();

        correspondent.settle(reference, "ACCC", "");
        assertThat(state(made)).isEqualTo(PaymentState.FAILED);
        li.canSpend("2000.00 CNY");
        assertThat(since(before)).containsExactly(99499L, 0L, 0L, -12134L, 12134L);
        assertThat(posted("okpay:losses", CNY) - losses).isEqualTo(-99499);
        correspondent.settle(reference, "RTRN", "AC04");

        assertThat(since(before)).containsOnly(0L);
        assertThat(posted("okpay:losses", CNY)).isEqualTo(losses);
        li.canSpend("2000.00 CNY");
    }

    @Test
    void whoHadItOnceHasNotLostItWhateverAProxySays() {
        correspondent.behave(iban, Conduct.HIDDEN);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var made = sent(li, quote(li, "1000.00 CNY"));

        clock.passes(Duration.ofHours(2));
        janitor.askAgain(1000);

        assertThat(state(made)).isEqualTo(PaymentState.HELD);
        li.canSpend("988.00 CNY");
    }

    @Test
    void whatWaitsForWeeksIsNotGivenUpAndIsRecalledUntilSomebodyHears() {
        correspondent.behave(iban, Conduct.DEAF_AT_FIRST);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var quote = quote(li, "1000.00 CNY");
        var made = sent(li, quote);
        clock.passes(Duration.ofDays(40));
        janitor.askAgain(1000);
        assertThat(state(made)).isEqualTo(PaymentState.HELD);
        assertThat(stages(quote)).endsWith(Stage.Kind.WAITING);

        transfers.recall(li.id(), made.id());
        assertThat(stages(quote)).endsWith(Stage.Kind.RECALL_ASKED);
        li.canSpend("988.00 CNY");
        clock.passes(Duration.ofHours(1));
        janitor.askAgain(1000);

        assertThat(stages(quote)).endsWith(Stage.Kind.RECALLED);
        assertThat(state(made)).isEqualTo(PaymentState.FAILED);
        li.canSpend("2000.00 CNY");
    }

    @Test
    void whatAnAgentRefundedAndTheBankReturnsIsGivenOnce() {
        correspondent.behave(iban, Conduct.RETURNS);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var before = standing();
        var advances = posted("okpay:advances", CNY);
        var made = sent(li, quote(li, "150.00 CNY"));
        correspondent.moveOn(made.id().toString());
        assertThat(refunds.refund(made.id(), PaymentState.HELD))
                .as("not ahead of who may still pay")
                .isInstanceOf(Refunds.Back.Refused.class);
        correspondent.moveOn(made.id().toString());
        assertThat(refunds.refund(made.id(), PaymentState.SUCCEEDED))
                .isInstanceOf(Refunds.Back.Given.class);
        li.canSpend("2000.00 CNY");

        correspondent.moveOn(made.id().toString());
        janitor.askAgain(1000);

        assertThat(state(made)).isEqualTo(PaymentState.REFUNDED);
        li.canSpend("2000.00 CNY");
        assertThat(since(before)).containsOnly(0L);
        assertThat(posted("okpay:advances", CNY)).isEqualTo(advances);
    }

    @Test
    void afterAPartWasRefundedAReturnGivesTheRest() {
        correspondent.behave(iban, Conduct.RETURNS);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var before = standing();
        var advances = posted("okpay:advances", CNY);
        var made = sent(li, quote(li, "1000.00 CNY"));
        goesToItsEnd(made);
        var part = refunds.propose(made.id(), money("300.00 CNY"), "ag_1", "why").orElseThrow();
        assertThat(refunds.approve(part.id(), "ag_2")).isInstanceOf(Refunds.Back.Given.class);
        li.canSpend("1288.00 CNY");

        correspondent.moveOn(made.id().toString());

        assertThat(state(made)).isEqualTo(PaymentState.REFUNDED);
        li.canSpend("2000.00 CNY");
        assertThat(since(before)).containsOnly(0L);
        assertThat(posted("okpay:advances", CNY)).isEqualTo(advances);
    }

    @Test
    void aPriceThatIsTooOldIsNotPromised() {
        clock.passes(Duration.ofHours(25));

        assertThat(quotes.ask("DE", money("1000.00 CNY")))
                .isEqualTo(new Quotes.NotOffered(Quotes.Reason.NO_RATE_NOW));
    }

    @Test
    void whatIsOnItsWayCanBeAskedBackOnce() {
        var li = customer("Li Lei").holding("2000.00 CNY");
        var quote = quote(li, "1000.00 CNY");
        var made = sent(li, quote);

        assertThat(transfers.recall(customer("Other").id(), made.id())).isEmpty();
        assertThat(transfers.recall(li.id(), made.id())).contains(Transfers.Recall.ASKED);

        assertThat(state(made)).isEqualTo(PaymentState.FAILED);
        assertThat(stages(quote)).endsWith(Stage.Kind.RECALL_ASKED, Stage.Kind.RECALLED);
        li.canSpend("2000.00 CNY");
        assertThat(transfers.recall(li.id(), made.id())).contains(Transfers.Recall.TOO_LATE);
        assertThat(correspondent.believes(made.id().toString())).isEqualTo("CANC");
    }

    @Test
    void whoDoesNotGiveBackPaysOn() {
        correspondent.behave(iban, Conduct.KEEPS);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var quote = quote(li, "1000.00 CNY");
        var made = sent(li, quote);

        transfers.recall(li.id(), made.id());

        assertThat(stages(quote)).endsWith(Stage.Kind.RECALL_ASKED, Stage.Kind.RECALL_REFUSED);
        assertThat(state(made)).isEqualTo(PaymentState.HELD);
        goesToItsEnd(made);
        assertThat(state(made)).isEqualTo(PaymentState.SUCCEEDED);
    }

    @Test
    void whatIsToldTwiceAndLateChangesNothing() {
        correspondent.behave(iban, Conduct.TWICE_AND_LATE);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var quote = quote(li, "1000.00 CNY");
        var made = sent(li, quote);

        goesToItsEnd(made);

        assertThat(state(made)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(stages(quote)).doesNotHaveDuplicates().endsWith(Stage.Kind.CREDITED);
        li.holds("988.00 CNY");
    }

    @Test
    void whatIsNotSignedByTheCorrespondentIsNotHeard() {
        correspondent.behave(iban, Conduct.WRONG_SIGNATURE);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var quote = quote(li, "1000.00 CNY");

        var made = sent(li, quote);
        goesToItsEnd(made);

        assertThat(state(made)).isEqualTo(PaymentState.HELD);
        assertThat(stages(quote)).containsExactly(Stage.Kind.SENT);
        li.canSpend("988.00 CNY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no message|NOT_UNDERSTOOD",
                "<a>|NOT_UNDERSTOOD",
                "<Document/>|NOT_UNDERSTOOD",
                "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>|NOT_UNDERSTOOD",
                "<Document><PmtRtr/></Document>|NOT_UNDERSTOOD",
                "<Document><PmtRtr><OrgnlEndToEndId>pm_0</OrgnlEndToEndId></PmtRtr></Document>"
                        + "|NOT_UNDERSTOOD",
                "<Document><FIToFIPmtStsRpt><OrgnlEndToEndId>pm_0</OrgnlEndToEndId>"
                        + "<OrgnlEndToEndId>pm_1</OrgnlEndToEndId><TxSts>ACCC</TxSts>"
                        + "</FIToFIPmtStsRpt></Document>|NOT_UNDERSTOOD",
                "<Document><FIToFIPmtStsRpt><OrgnlEndToEndId>pm_0</OrgnlEndToEndId>"
                        + "<TxSts>ACCC</TxSts></FIToFIPmtStsRpt></Document>|NO_SUCH_PAYMENT"
            })
    void nonsenseIsRefusedClearly(String message, Heard heard) {
        assertThat(messages.hear(message, rail.signature().of(message))).isEqualTo(heard);
        assertThat(messages.hear(message, "00")).isEqualTo(Heard.NOT_SIGNED_BY_THE_CORRESPONDENT);
    }

    @Test
    void aPriceHoldsForHalfAnHourAndNotLonger() {
        var li = customer("Li Lei").holding("3000.00 CNY");
        var kept = quote(li, "1000.00 CNY");
        var late = quote(li, "1000.00 CNY");
        rates.set(EUR, new BigDecimal("9.9"));

        clock.passes(Duration.ofMinutes(29));
        var made = sent(li, kept);
        clock.passes(Duration.ofMinutes(2));

        assertThat(transfers.find(made.id()).orElseThrow().quote().offer().payout())
                .isEqualTo(money("121.34 EUR"));
        assertThat(send(li, late, iban))
                .isEqualTo(new Attempt.NotMade(Attempt.Reason.QUOTE_IS_OVER));
        assertThat(sent(li, kept).id()).as("paid already").isEqualTo(made.id());
        li.canSpend("1988.00 CNY");
    }

    @Test
    void aQuoteIsPaidOnceHoweverOftenAndToOneAccount() throws Exception {
        var li = customer("Li Lei").holding("9000.00 CNY");
        var quote = quote(li, "1000.00 CNY");
        int received = correspondent.received();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries =
                    IntStream.range(0, 8)
                            .mapToObj(i -> threads.submit(() -> send(li, quote, account(i))))
                            .toList();
            for (var one : tries) {
                one.get();
            }
        }

        assertThat(correspondent.received()).isEqualTo(received + 1);
        li.canSpend("7988.00 CNY");
        assertThat(send(li, quote, "DE02120300000000202051"))
                .isEqualTo(new Attempt.NotMade(Attempt.Reason.KEY_REUSED));
    }

    private String account(int number) {
        return number % 2 == 0 ? iban : Iban.valueOf(iban).toFormattedString();
    }

    @Test
    void whatWasRecalledIsNotSentAgainByASecondTap() {
        var li = customer("Li Lei").holding("9000.00 CNY");
        var quote = quote(li, "1000.00 CNY");
        var made = sent(li, quote);
        transfers.recall(li.id(), made.id());
        var stages = stages(quote);
        int received = correspondent.received();

        assertThat(sent(li, quote).state()).isEqualTo(PaymentState.FAILED);

        assertThat(correspondent.received()).isEqualTo(received);
        assertThat(stages(quote)).isEqualTo(stages);
        li.canSpend("9000.00 CNY");
    }

    @Test
    void aWrongPinLeavesTheQuoteAsItWas() {
        var li = customer("Li Lei").holding("2000.00 CNY");
        var quote = quote(li, "1000.00 CNY");

        var wrong =
                transfers.send(
                        li.customer(), quote, form(iban), TransferPurpose.GIFT, "", "000000");

        assertThat(wrong).isEqualTo(new Attempt.NotMade(Attempt.Reason.PIN_WRONG));
        li.canSpend("2000.00 CNY");
        assertThat(stages(quote)).isEmpty();
        assertThat(sent(li, quote).state()).isEqualTo(PaymentState.HELD);
    }

    @Test
    void somebodyElsesQuoteDoesNotExist() {
        var quote = quote(customer("Li Lei"), "1000.00 CNY");

        assertThat(quotes.find(quote.id(), customer("Other").id())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "XX, 1000.00 CNY, COUNTRY_NOT_SERVED",
        "'', 1000.00 CNY, COUNTRY_NOT_SERVED",
        "DE, 99.99 CNY, LESS_THAN_WE_SEND",
        "DE, 50000.01 CNY, MORE_THAN_WE_SEND",
        "DE, 19988.01 CNY, MORE_THAN_WE_SEND"
    })
    void whatWeDoNotSendIsRefusedByName(String country, String amount, Quotes.Reason reason) {
        assertThat(quotes.ask(country, money(amount))).isEqualTo(new Quotes.NotOffered(reason));
    }

    @ParameterizedTest
    @EnumSource(Conduct.class)
    void whateverTheOtherSideDoesTheBooksAndTheCustomerAgree(Conduct conduct) {
        correspondent.behave(iban, conduct);
        var li = customer("Li Lei").holding("2000.00 CNY");
        var before = standing();
        var made = sent(li, quote(li, "1000.00 CNY"));
        for (int i = 0; i < 4; i++) {
            if (!correspondent.believes(made.id().toString()).isEmpty()) {
                correspondent.moveOn(made.id().toString());
            }
            clock.passes(Duration.ofMinutes(30));
            janitor.askAgain(1000);
        }

        var account = li.account();
        switch (state(made)) {
            case SUCCEEDED -> {
                li.holds("988.00 CNY");
                assertThat(since(before)).containsExactly(99499L, 501L, 1200L, -12134L, 12134L);
            }
            case FAILED, REFUNDED -> {
                li.canSpend("2000.00 CNY");
                if (conduct != Conduct.RETURNS_LESS) {
                    assertThat(since(before)).containsOnly(0L);
                }
            }
            case HELD, UNKNOWN -> {
                assertThat(account.held()).isEqualTo(101_200);
                assertThat(since(before)).containsOnly(0L);
            }
        }
    }

    @Test
    void thePayoutIsWorthWhatItCostsWithinAFen() {
        for (long fen = 10_000; fen < 1_990_000; fen += 3_919) {
            var offer = offer(new Money(fen, CNY).toString());
            var worth = offer.send().minus(offer.margin()).minor();
            assertThat((double) worth).isCloseTo(offer.payout().minor() * 8.2, within(1.0));
            assertThat(offer.margin().minor()).isBetween(fen / 250, fen / 150 + 10);
        }
    }

    private Offer offer(String amount) {
        return ((Quotes.Offered) quotes.ask("de", money(amount))).offer();
    }

    private Quote quote(Someone who, String amount) {
        return quotes.lock(who.id(), offer(amount));
    }

    private static BeneficiaryForm form(String account) {
        return new BeneficiaryForm("Erika Mustermann", account, "", "Berlin", "");
    }

    private Attempt send(Someone who, Quote quote, String account) {
        return transfers.send(
                who.customer(), quote, form(account), TransferPurpose.GIFT, "hello", PIN);
    }

    private Payment sent(Someone who, Quote quote) {
        return ((Attempt.Made) send(who, quote, iban)).payment();
    }

    /// Passed on, and then what the other side makes of it.
    private void goesToItsEnd(Payment payment) {
        correspondent.moveOn(payment.id().toString());
        correspondent.moveOn(payment.id().toString());
    }

    private PaymentState state(Payment payment) {
        return payments.find(payment.id()).orElseThrow().state();
    }

    private List<Stage.Kind> stages(Quote quote) {
        return transfers.find(quote.id().payment()).orElseThrow().stages().stream()
                .map(Stage::kind)
                .toList();
    }

    /// What stands where an exchange leaves its traces, in minor units.
    private List<Long> standing() {
        return List.of(
                posted(CorrespondentRail.EXCHANGE, CNY),
                posted(CorrespondentRail.MARGIN, CNY),
                posted(CorrespondentRail.FEES, CNY),
                posted(CorrespondentRail.EXCHANGE, EUR),
                posted(CorrespondentRail.NOSTRO, EUR));
    }

    private List<Long> since(List<Long> before) {
        var now = standing();
        return IntStream.range(0, now.size()).mapToObj(i -> now.get(i) - before.get(i)).toList();
    }

    private long posted(String owner, Currency currency) {
        return accounts.find(wallets.ours(owner, currency)).orElseThrow().posted();
    }
}
