package okpay.disputes;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import okpay.channels.Outbox;
import okpay.disputes.Dispute.Step.Kind;
import okpay.disputes.Disputes.NotOpened;
import okpay.disputes.Disputes.Reason;
import okpay.disputes.Verdicts.Heard;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.EmailAddress;
import okpay.identity.Role;
import okpay.ledger.Accounts;
import okpay.ledger.Statements;
import okpay.merchant.Merchants;
import okpay.merchant.Trade;
import okpay.sandbank.Behaviour;
import okpay.wallet.Contests;
import okpay.wallet.Freezes;
import okpay.wallet.PaymentState;
import okpay.wallet.Refunds;
import okpay.wallet.Shop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Both sides are heard, every step has its day, and the money follows, once.

class DisputeTest extends Story {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    @Autowired private Disputes disputes;
    @Autowired private Verdicts verdicts;
    @Autowired private DisputeMoney money;
    @Autowired private DisputeClock dates;
    @Autowired private Clocks clocks;
    @Autowired private Evidence evidence;
    @Autowired private Merchants merchants;
    @Autowired private Refunds refunds;
    @Autowired private Contests contests;
    @Autowired private Freezes freezes;
    @Autowired private Accounts accounts;
    @Autowired private Statements statements;
    @Autowired private Outbox outbox;

    private Someone wang;
    private Someone li;
    private Shop shop;
    private Agent agent;
    private Agent supervisor;

    @BeforeEach
    void aShopAndACustomer() {
        wang = customer("王师傅");
        li = customer("李雷").holding("1000.00 CNY");
        shop = ((Merchants.Opened) merchants.open(wang.customer(), "家具店", "", Trade.HOME)).shop();
        agent = agent("小王", Role.AGENT);
        supervisor = agent("老陈", Role.SUPERVISOR);
    }

    @Test
    void aShopThatAgreesGivesTheMoneyBackAtOnce() {
        li.pays("150.00 CNY", shop);
        var dispute = contested("150.00 CNY", DisputeReason.NOT_RECEIVED);
        assertThat(li.payment().contested()).isEqualTo(money("150.00 CNY"));

        assertThat(verdicts.answer(dispute.id(), true, "")).isEqualTo(Heard.DONE);
        assertThat(verdicts.answer(dispute.id(), true, "")).isEqualTo(Heard.NOT_NOW);

        li.holds("1000.00 CNY");
        li.sees(PaymentState.REFUNDED);
        assertThat(merchants.takings(shop).isPositive()).isFalse();
        assertThat(kinds(dispute)).containsExactly(Kind.OPENED, Kind.MERCHANT_AGREED, Kind.WON);
        assertThat(letters(li)).hasSize(2);
        assertThat(letters(wang)).hasSize(2);
    }

    @Test
    void silenceIsAgreementForASmallSumAndAPersonsWorkForALargeOne() {
        li.pays("150.00 CNY", shop);
        var small = contested("150.00 CNY", DisputeReason.NOT_RECEIVED);
        li.pays("500.00 CNY", shop);
        var large = contested("500.00 CNY", DisputeReason.NOT_RECEIVED);

        clock.passes(Duration.between(clock.instant(), small.answerDue()).minusSeconds(1));
        dates.work();
        assertThat(now(small).stage()).isEqualTo(DisputeStage.OPENED);
        clock.passes(Duration.ofSeconds(1));
        dates.work();
        dates.work();

        assertThat(now(small).stage()).isEqualTo(DisputeStage.WON);
        assertThat(now(large).stage()).isEqualTo(DisputeStage.ANSWERED);
        assertThat(verdicts.answer(large.id(), false, "too late")).isEqualTo(Heard.NOT_NOW);
        li.holds("500.00 CNY");
    }

    @Test
    void wonAfterAProvisionalCreditTheCustomerKeepsIt() {
        li.pays("900.00 CNY", shop);
        var dispute = contested("900.00 CNY", DisputeReason.NOT_MINE);
        verdicts.answer(dispute.id(), false, "有签收单");

        passesTo(dispute.creditDue().orElseThrow());
        dates.work();
        dates.work();
        li.holds("1000.00 CNY");
        assertThat(now(dispute).credited()).isTrue();
        assertThat(provision()).isEqualTo(-90_000);

        assertThat(verdicts.decide(dispute.id(), agent, true, "签名不是本人"))
                .isEqualTo(Heard.WAITS_FOR_SECOND);
        assertThat(verdicts.decide(dispute.id(), agent, true, "再说一遍")).isEqualTo(Heard.SAME_PERSON);
        assertThat(verdicts.decide(dispute.id(), agent("小刘", Role.AGENT), true, "同意"))
                .isEqualTo(Heard.NEEDS_SUPERVISOR);
        assertThat(verdicts.decide(dispute.id(), supervisor, true, "同意")).isEqualTo(Heard.DONE);
        dates.work();

        li.holds("1000.00 CNY");
        li.sees(PaymentState.REFUNDED);
        assertThat(provision()).isZero();
        assertThat(merchants.takings(shop).isPositive()).isFalse();
        assertThat(kinds(dispute))
                .containsExactly(Kind.OPENED, Kind.MERCHANT_ANSWERED, Kind.CREDITED, Kind.WON);
    }

    @Test
    void lostAfterAProvisionalCreditItGoesBackOnItsDay() {
        li.pays("900.00 CNY", shop);
        var dispute = contested("900.00 CNY", DisputeReason.NOT_MINE);
        passesTo(dispute.creditDue().orElseThrow());
        dates.work();
        li.holds("1000.00 CNY");

        assertThat(verdicts.decide(dispute.id(), agent, false, "指纹确认")).isEqualTo(Heard.DONE);

        var ends = now(dispute).creditEnds().orElseThrow();
        passesTo(ends.minusSeconds(1));
        dates.work();
        li.holds("1000.00 CNY");
        passesTo(ends);
        dates.work();
        dates.work();
        li.holds("100.00 CNY");
        li.sees(PaymentState.SUCCEEDED);
        assertThat(li.payment().contested().isPositive()).isFalse();
        assertThat(li.payment().remaining()).isEqualTo(money("900.00 CNY"));
        assertThat(merchants.takings(shop)).isEqualTo(money("900.00 CNY"));
        assertThat(provision()).isZero();
        assertThat(kinds(dispute)).last().isEqualTo(Kind.CREDIT_ENDED);
    }

    @Test
    void whatIsSpentMeanwhileIsOurLossAndNobodyIsShortOfWhatIsNotThere() {
        li.pays("900.00 CNY", shop);
        var dispute = contested("900.00 CNY", DisputeReason.NOT_MINE);
        passesTo(dispute.creditDue().orElseThrow());
        dates.work();
        li.sends("700.00 CNY", customer("韩梅梅"));
        verdicts.decide(dispute.id(), agent, false, "指纹确认");

        passesTo(now(dispute).creditEnds().orElseThrow());
        dates.work();

        li.holds("0.00 CNY");
        assertThat(moved("okpay:losses")).isEqualTo(-60_000);
        assertThat(provision()).isZero();
    }

    @Test
    void closingTheWalletDoesNotKeepWhatWasOnlyLent() {
        li.pays("900.00 CNY", shop);
        var dispute = contested("900.00 CNY", DisputeReason.NOT_MINE);
        passesTo(dispute.creditDue().orElseThrow());
        dates.work();
        freezes.close(li.customer());
        verdicts.decide(dispute.id(), agent, false, "指纹确认");

        passesTo(now(dispute).creditEnds().orElseThrow());
        dates.work();

        assertThat(now(dispute).credited()).isFalse();
        assertThat(provision()).isZero();
        assertThat(moved("okpay:losses")).isZero();
        li.holds("100.00 CNY");
    }

    @Test
    void whatIsInDisputeStaysWithTheShop() {
        li.pays("150.00 CNY", shop);
        customer("别人").holding("50.00 CNY").pays("50.00 CNY", shop);
        var dispute = contested("150.00 CNY", DisputeReason.NOT_RECEIVED);

        assertThat(merchants.takeOut(wang.customer(), shop, money("50.01 CNY"), "t1", PIN))
                .contains(Merchants.Reason.SHORT_OF_TAKINGS);
        assertThat(merchants.takeOut(wang.customer(), shop, money("50.00 CNY"), "t2", PIN))
                .isEmpty();
        assertThat(merchants.takeOut(wang.customer(), shop, money("50.00 CNY"), "t2", PIN))
                .isEmpty();
        verdicts.answer(dispute.id(), true, "");
        li.holds("1000.00 CNY");
    }

    @Test
    void whenTheShopHasNothingLeftAgreementAndSilenceTakeAPerson() {
        li.pays("150.00 CNY", shop);
        var agreed = li.payment();
        li.pays("140.00 CNY", shop);
        merchants.takeOut(wang.customer(), shop, money("290.00 CNY"), "t1", PIN);
        var silent = contested("140.00 CNY", DisputeReason.NOT_RECEIVED);
        var opening =
                disputes.open(
                        li.customer(),
                        agreed,
                        money("150.00 CNY"),
                        DisputeReason.NOT_RECEIVED,
                        "没发货");
        var dispute = ((Disputes.Opened) opening).dispute();

        assertThat(verdicts.answer(dispute.id(), true, "")).isEqualTo(Heard.DONE);
        passesTo(silent.answerDue());
        dates.work();
        assertThat(now(dispute).stage()).isEqualTo(DisputeStage.ANSWERED);
        assertThat(now(silent).stage()).isEqualTo(DisputeStage.ANSWERED);
        li.holds("710.00 CNY");

        verdicts.decide(silent.id(), agent, true, "没有发货");
        assertThat(moved("okpay:advances")).isEqualTo(-14_000);
        li.holds("850.00 CNY");
    }

    @Test
    void whatComesBackAfterTheCustomerLostIsStillTheirs() {
        var far = shop("外地商场", Behaviour.PROMPT);
        li.pays("150.00 CNY", far);
        var dispute = contested("150.00 CNY", DisputeReason.NOT_MINE);
        passesTo(dispute.creditDue().orElseThrow());
        dates.work();
        verdicts.decide(dispute.id(), agent, false, "指纹确认");

        payments.hear(li.paymentId(), new okpay.wallet.Rail.Answer.Returned("AC06"));
        eventually(() -> now(dispute).settled());
        passesTo(now(dispute).creditEnds().orElseThrow());
        dates.work();

        li.holds("1000.00 CNY");
        assertThat(provision()).isZero();
        assertThat(li.payment().refunded()).isEqualTo(money("150.00 CNY"));
    }

    @Test
    void aCreditThatACrashForgotIsRemembered() {
        li.pays("900.00 CNY", shop);
        var dispute = contested("900.00 CNY", DisputeReason.NOT_MINE);
        passesTo(dispute.creditDue().orElseThrow());
        // Killed between the books and the row.
        contests.credit(dispute.payment(), dispute.id().toString());
        assertThat(now(dispute).credited()).isFalse();

        verdicts.decide(dispute.id(), agent, true, "是");
        verdicts.decide(dispute.id(), supervisor, true, "是");

        li.holds("1000.00 CNY");
        assertThat(provision()).isZero();
    }

    @Test
    void aPartIsContestedAndTheRestMayBeRefunded() {
        li.pays("150.00 CNY", shop);
        var dispute = contested("50.00 CNY", DisputeReason.WRONG_AMOUNT);

        assertThat(merchants.refund(wang.customer(), li.payment(), money("100.01 CNY"), "r1", PIN))
                .contains(Merchants.Reason.MORE_THAN_TAKEN);
        assertThat(merchants.refund(wang.customer(), li.payment(), money("100.00 CNY"), "r2", PIN))
                .isEmpty();
        assertThat(refunds.refund(li.paymentId(), PaymentState.SUCCEEDED))
                .isInstanceOf(Refunds.Back.Refused.class);
        verdicts.answer(dispute.id(), true, "");

        li.holds("1000.00 CNY");
        li.sees(PaymentState.REFUNDED);
    }

    @Test
    void anAppealIsDecidedBySomebodyElse() {
        li.pays("150.00 CNY", shop);
        var dispute = contested("150.00 CNY", DisputeReason.NOT_AS_DESCRIBED);
        verdicts.decide(dispute.id(), agent, false, "照片与描述一致");
        assertThat(li.payment().contested().isPositive()).isFalse();

        assertThat(disputes.appeal(dispute.id(), "")).contains(Reason.WORDS_MISSING);
        assertThat(disputes.appeal(dispute.id(), "少了一条腿")).isEmpty();
        assertThat(disputes.appeal(dispute.id(), "再来")).contains(Reason.NOT_NOW);
        assertThat(li.payment().contested()).isEqualTo(money("150.00 CNY"));
        assertThat(verdicts.decide(dispute.id(), agent, false, "不变")).isEqualTo(Heard.SAME_PERSON);
        assertThat(verdicts.decide(dispute.id(), supervisor, true, "确实少一条腿")).isEqualTo(Heard.DONE);

        li.holds("1000.00 CNY");
        assertThat(kinds(dispute)).containsExactly(Kind.OPENED, Kind.LOST, Kind.APPEALED, Kind.WON);
    }

    @Test
    void anAppealHasItsTimeAndIsTheLastWord() {
        li.pays("150.00 CNY", shop);
        var first = contested("150.00 CNY", DisputeReason.NOT_AS_DESCRIBED);
        verdicts.decide(first.id(), agent, false, "一致");
        passesTo(now(first).appealUntil().orElseThrow());
        assertThat(disputes.appeal(first.id(), "晚了")).contains(Reason.TOO_LATE);
        assertThat(open("再来", "150.00 CNY")).isEqualTo(new NotOpened(Reason.DECIDED_ALREADY));
        li.pays("150.00 CNY", shop);

        var second = contested("150.00 CNY", DisputeReason.NOT_AS_DESCRIBED);
        verdicts.decide(second.id(), agent, false, "一致");
        disputes.appeal(second.id(), "少了一条腿");
        verdicts.decide(second.id(), supervisor, false, "四条腿都在");
        assertThat(now(second).stage()).isEqualTo(DisputeStage.UPHELD);
        assertThat(disputes.appeal(second.id(), "还是不对")).contains(Reason.NOT_NOW);
        assertThat(now(second).settled()).isTrue();
        assertThat(li.payment().remaining()).isEqualTo(money("150.00 CNY"));
    }

    @Test
    void takenBackTheCreditGoesBackAtOnce() {
        li.pays("900.00 CNY", shop);
        var dispute = contested("900.00 CNY", DisputeReason.NOT_MINE);
        passesTo(dispute.creditDue().orElseThrow());
        dates.work();

        assertThat(disputes.withdraw(dispute.id())).isEmpty();
        assertThat(disputes.withdraw(dispute.id())).contains(Reason.NOT_NOW);
        dates.work();

        li.holds("100.00 CNY");
        assertThat(provision()).isZero();
        assertThat(now(dispute).stage()).isEqualTo(DisputeStage.WITHDRAWN);
    }

    @Test
    void withABankShopThePersonAtTheDeskHearsTheOtherSide() {
        var far = shop("外地商场", Behaviour.PROMPT);
        li.pays("150.00 CNY", far);
        var dispute = contested("150.00 CNY", DisputeReason.NOT_RECEIVED);

        assertThat(verdicts.answerFor(dispute.id(), "")).isEqualTo(Heard.WORDS_MISSING);
        assertThat(verdicts.answerFor(dispute.id(), "收单行：已发货，无签收")).isEqualTo(Heard.DONE);
        assertThat(verdicts.answerFor(dispute.id(), "again")).isEqualTo(Heard.NOT_NOW);
        verdicts.decide(dispute.id(), agent, true, "没有签收");

        li.holds("1000.00 CNY");
        li.sees(PaymentState.REFUNDED);
    }

    @Test
    void whatTheBankSendsBackMeanwhileIsWonAndGivenOnce() {
        var far = shop("外地商场", Behaviour.PROMPT);
        li.pays("150.00 CNY", far);
        var dispute = contested("150.00 CNY", DisputeReason.NOT_RECEIVED);
        payments.hear(li.paymentId(), new okpay.wallet.Rail.Answer.Returned("AC06"));

        eventually(() -> now(dispute).stage() == DisputeStage.WON && now(dispute).settled());

        li.holds("1000.00 CNY");
        assertThat(li.payment().refunded()).isEqualTo(money("150.00 CNY"));
    }

    @Test
    void aMissedDateIsWrittenWhereEverybodySeesIt() {
        li.pays("500.00 CNY", shop);
        var dispute = contested("500.00 CNY", DisputeReason.NOT_RECEIVED);
        passesTo(dispute.decisionDue());
        dates.work();
        dates.work();

        assertThat(kinds(dispute)).containsOnlyOnce(Kind.DECISION_LATE, Kind.CREDITED);
        li.holds("1000.00 CNY");
    }

    @Test
    void whatCannotBeContestedIsRefused() {
        li.pays("150.00 CNY", shop);
        var payment = li.payment();
        var other = customer("别人").holding("10.00 CNY");
        assertThat(open(" ", "150.00 CNY")).isEqualTo(new NotOpened(Reason.WORDS_MISSING));
        assertThat(open("x".repeat(2_001), "150.00 CNY"))
                .isEqualTo(new NotOpened(Reason.WORDS_TOO_LONG));
        assertThat(open("x", "150.01 CNY")).isEqualTo(new NotOpened(Reason.MORE_THAN_LEFT));
        assertThat(open("x", "0.00 CNY")).isEqualTo(new NotOpened(Reason.MORE_THAN_LEFT));
        var dispute = contested("150.00 CNY", DisputeReason.NOT_RECEIVED);
        assertThat(open("x", "1.00 CNY")).isEqualTo(new NotOpened(Reason.ALREADY_CONTESTED));
        assertThat(disputes.find(dispute.id(), other.customer())).isEmpty();
        assertThat(disputes.find(dispute.id(), "M99999999")).isEmpty();
        verdicts.answer(dispute.id(), true, "");
        assertThat(open("x", "1.00 CNY")).isEqualTo(new NotOpened(Reason.NOT_CONTESTABLE));

        li.pays("10.00 CNY", shop("关门的店", Behaviour.REFUSES));
        assertThat(open("x", "10.00 CNY")).isEqualTo(new NotOpened(Reason.NOT_CONTESTABLE));
        li.pays("10.00 CNY", shop);
        clock.passes(Duration.ofDays(367));
        assertThat(open("x", "10.00 CNY")).isEqualTo(new NotOpened(Reason.TOO_LATE));
        assertThat(payment.id()).isNotNull();
    }

    @Test
    void tenOpenItAtOnceAndOneDoes() throws Exception {
        li.pays("150.00 CNY", shop);
        var payment = li.payment();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 10)
                            .mapToObj(_ ->
                                    threads.submit(() ->
                                            disputes.open(
                                                    li.customer(),
                                                    payment,
                                                    money("150.00 CNY"),
                                                    DisputeReason.NOT_MINE,
                                                    "不是我付的")))
                            .toList();
            int opened = 0;
            for (var one : all) {
                opened += one.get() instanceof Disputes.Opened ? 1 : 0;
            }
            assertThat(opened).isEqualTo(1);
        }
        assertThat(disputes.of(payment.id())).hasSize(1);
    }

    @Test
    void decidedTwiceAtOnceTheMoneyMovesOnce() throws Exception {
        li.pays("150.00 CNY", shop);
        customer("别人").holding("500.00 CNY").pays("500.00 CNY", shop);
        var dispute = contested("150.00 CNY", DisputeReason.NOT_RECEIVED);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 12)
                            .mapToObj(i ->
                                    threads.submit(() -> {
                                        switch (i % 3) {
                                            case 0 ->
                                                    verdicts.decide(dispute.id(), agent, true, "是");
                                            case 1 -> verdicts.answer(dispute.id(), true, "");
                                            default -> money.settle(dispute.id());
                                        }
                                    }))
                            .toList();
            for (var one : all) {
                one.get();
            }
        }
        li.holds("1000.00 CNY");
        assertThat(merchants.takings(shop)).isEqualTo(money("500.00 CNY"));
    }

    @Test
    void filesAreLookedAtNotBelieved() throws IOException {
        li.pays("150.00 CNY", shop);
        var dispute = contested("150.00 CNY", DisputeReason.NOT_AS_DESCRIBED);
        var pdf = "%PDF-1.7 …".getBytes(StandardCharsets.UTF_8);
        var html = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);

        assertThat(add(dispute, "../../etc/桌子.JPG", picture("jpg"))).isEmpty();
        assertThat(add(dispute, "a\"b\r\nX: y.hta", pdf)).isEmpty();
        assertThat(add(dispute, "photo.png", html)).contains(Reason.FILE_NOT_READABLE);
        assertThat(add(dispute, "x.png", new byte[0])).contains(Reason.FILE_NOT_READABLE);
        assertThat(add(dispute, "x.png", new byte[8_000_001])).contains(Reason.FILE_TOO_LARGE);
        var pieces = evidence.list(dispute.id());
        assertThat(pieces).map(Evidence.Piece::name).containsExactly("桌子.jpg", "abX y.pdf");
        assertThat(pieces.getFirst().type()).isEqualTo("image/jpeg");
        var body = evidence.find(dispute.id(), pieces.getFirst().id()).orElseThrow().body();
        assertThat(ImageIO.read(body)).isNotNull();
        for (int i = 0; i < 8; i++) {
            add(dispute, "p.pdf", pdf);
        }
        assertThat(add(dispute, "p.pdf", pdf)).contains(Reason.TOO_MANY_FILES);
        verdicts.answer(dispute.id(), true, "");
        assertThat(add(dispute, "p.pdf", pdf)).contains(Reason.NOT_NOW);
    }

    @ParameterizedTest
    @CsvSource({
        // Reg E: ten business days over Thanksgiving, 45 calendar days.
        "US, CREDIT, NOT_MINE, 2026-11-20T12:00:00Z, 2026-12-07",
        "US, DECIDE, NOT_MINE, 2026-11-20T12:00:00Z, 2027-01-04",
        // PSD2: the end of the next business day; a Friday's is Monday.
        "EU, CREDIT, NOT_MINE, 2026-11-20T12:00:00Z, 2026-11-23",
        "EU, CREDIT, NOT_RECEIVED, 2026-11-20T12:00:00Z, ",
        "EU, DECIDE, NOT_RECEIVED, 2026-12-21T12:00:00Z, 2027-01-13",
        "CN, DECIDE, NOT_RECEIVED, 2026-11-20T12:00:00Z, 2026-12-05",
        // Late in the evening in Europe it is the next day in China.
        "CN, ANSWER, NOT_RECEIVED, 2026-11-20T20:00:00Z, 2026-11-24"
    })
    void everyCountryHasItsClocks(
            String regime, Clocks.Hand hand, DisputeReason reason, Instant start, LocalDate last) {
        var end = clocks.due(regime, hand, reason, start);

        assertThat(end.map(it -> LocalDate.ofInstant(it.minusNanos(1), CHINA)))
                .isEqualTo(Optional.ofNullable(last));
    }

    private String about = "";

    private Dispute contested(String amount, DisputeReason reason) {
        about = li.payment().about();
        var opening = disputes.open(li.customer(), li.payment(), money(amount), reason, "请看照片");
        return ((Disputes.Opened) opening).dispute();
    }

    private Disputes.Opening open(String words, String amount) {
        return disputes.open(
                li.customer(), li.payment(), money(amount), DisputeReason.NOT_MINE, words);
    }

    private Dispute now(Dispute dispute) {
        return disputes.find(dispute.id()).orElseThrow();
    }

    private List<Kind> kinds(Dispute dispute) {
        return disputes.steps(dispute).stream().map(Dispute.Step::kind).toList();
    }

    private void passesTo(Instant moment) {
        clock.passes(Duration.between(clock.instant(), moment));
    }

    private Optional<Reason> add(Dispute dispute, String name, byte[] body) {
        return evidence.add(dispute.id(), Evidence.Side.CUSTOMER, name, body);
    }

    private List<?> letters(Someone who) {
        return outbox.latest(who.customer().email().map(EmailAddress::value).orElseThrow());
    }

    private long provision() {
        return moved("okpay:provision");
    }

    /// What the contested payment did to one of our own accounts; other tests have theirs.
    private long moved(String owner) {
        return accounts.of(owner, CNY).stream()
                .flatMap(it -> statements.legs(it.id(), List.of(about)).stream())
                .mapToLong(leg -> leg.change().minor())
                .sum();
    }

    private static byte[] picture(String format) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), format, out);
        return new ByteArrayInputStream(out.toByteArray()).readAllBytes();
    }
}
