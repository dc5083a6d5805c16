package okpay.resolution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okpay.language.Topic;
import okpay.wallet.PaymentKind;
import okpay.wallet.PaymentState;
import okpay.wallet.Rail;

/// The diagnosis tree. Deterministic: the same facts give the same verdict, today and in a year; a
/// change of its branches raises [#VERSION], which is kept with every diagnosis.
final class Tree {

    static final int VERSION = 2;

    /// How long the bank has to find out, and an agent to decide.
    static final Duration BANK_FINDS_OUT = Duration.ofHours(24);

    static final Duration AGENT_DECIDES = Duration.ofHours(24);

    private Tree() {}

    static Verdict decide(Facts facts) {
        var evidence = evidence(facts);
        if (facts.payment().kind().isIncoming()) {
            return topUp(facts, evidence);
        }
        return switch (facts.payment().state()) {
            case REFUNDED -> done(Cause.ALREADY_REFUNDED, evidence);
            case FAILED -> done(Cause.ALREADY_FREED, evidence);
            case HELD, UNKNOWN -> open(facts, evidence);
            case SUCCEEDED -> succeeded(facts, evidence);
        };
    }

    private static Verdict open(Facts facts, List<Finding> evidence) {
        if (facts.payment().kind() == PaymentKind.PARCEL) {
            return new Verdict(
                    Cause.WAITS_FOR_PAYEE,
                    WhoActs.YOU,
                    Optional.empty(),
                    List.of(Remedy.WAIT, Remedy.TALK_TO_A_PERSON),
                    evidence);
        }
        var said = facts.bank().orElse(new Rail.Answer.Unclear(Rail.Why.NO_CONNECTION));
        return switch (said) {
            case Rail.Answer.Failed _, Rail.Answer.Returned _ ->
                    new Verdict(
                            Cause.HELD_BUT_FAILED,
                            WhoActs.YOU,
                            Optional.empty(),
                            List.of(Remedy.RELEASE, Remedy.TALK_TO_A_PERSON),
                            evidence);
            case Rail.Answer.Succeeded _ -> byAgent(Cause.SUCCEEDED_NOT_RECEIVED, facts, evidence);
            case Rail.Answer.Unclear(var why) when facts.payment().kind().isSlow() ->
                    onItsWay(facts, why, evidence);
            case Rail.Answer.Unclear _ -> unclear(facts, evidence);
        };
    }

    /// Nothing is given back ahead of a payment that may arrive tomorrow; the customer may recall
    /// it.
    private static Verdict onItsWay(Facts facts, Rail.Why why, List<Finding> evidence) {
        boolean isLate = facts.due().filter(facts.at()::isAfter).isPresent();
        if (isLate) {
            return byAgent(Cause.LATE_ABROAD, facts, evidence);
        }
        boolean isKnown = why == Rail.Why.PENDING;
        return new Verdict(
                isKnown ? Cause.ON_ITS_WAY : Cause.UNKNOWN_AT_BANK,
                WhoActs.YOU,
                facts.due(),
                List.of(Remedy.WAIT, Remedy.TALK_TO_A_PERSON),
                evidence);
    }

    /// Nothing is set aside for a top-up: the money is at the bank, or on its way from there.
    private static Verdict topUp(Facts facts, List<Finding> evidence) {
        boolean bankSaidNo = facts.bank().filter(Rail.Answer.Failed.class::isInstance).isPresent();
        return switch (facts.payment().state()) {
            case SUCCEEDED, REFUNDED -> looksRight(evidence);
            case FAILED -> done(Cause.TOP_UP_NOT_DONE, evidence);
            case HELD, UNKNOWN ->
                    bankSaidNo
                            ? done(Cause.TOP_UP_NOT_DONE, evidence)
                            : new Verdict(
                                    Cause.TOP_UP_UNDERWAY,
                                    WhoActs.YOU,
                                    Optional.of(facts.at().plus(BANK_FINDS_OUT)),
                                    List.of(Remedy.WAIT, Remedy.TALK_TO_A_PERSON),
                                    evidence);
        };
    }

    private static Verdict unclear(Facts facts, List<Finding> evidence) {
        boolean isRefundable = facts.payment().kind().isRefundable();
        if (isRefundable && !isWithinLimit(facts)) {
            return byAgent(Cause.UNKNOWN_AT_BANK, facts, evidence);
        }
        var wait = List.of(Remedy.WAIT, Remedy.TALK_TO_A_PERSON);
        return new Verdict(
                Cause.UNKNOWN_AT_BANK,
                WhoActs.YOU,
                Optional.of(facts.at().plus(BANK_FINDS_OUT)),
                isRefundable
                        ? List.of(Remedy.REFUND_NOW, Remedy.WAIT, Remedy.TALK_TO_A_PERSON)
                        : wait,
                evidence);
    }

    private static Verdict succeeded(Facts facts, List<Finding> evidence) {
        boolean mayBeTwin = facts.topic() == Topic.PAID_TWICE || facts.topic() == Topic.UNCLEAR;
        boolean isRefundable = facts.payment().kind().isRefundable();
        if (facts.twin().isPresent() && mayBeTwin && isRefundable) {
            // What went to a person is with that person: only a person of ours may ask for it back.
            return isWithinLimit(facts) && !hasLeft(facts) && !isWithShop(facts)
                    ? new Verdict(
                            Cause.PAID_TWICE,
                            WhoActs.YOU,
                            Optional.empty(),
                            List.of(Remedy.REFUND_NOW, Remedy.TALK_TO_A_PERSON),
                            evidence)
                    : byAgent(Cause.PAID_TWICE, facts, evidence);
        }
        boolean toPerson = hasLeft(facts);
        return switch (facts.topic()) {
            case WRONG_PERSON ->
                    toPerson ? byAgent(Cause.WRONG_PERSON, facts, evidence) : looksRight(evidence);
            case NOT_RECEIVED, CHARGED_BUT_FAILED ->
                    byAgent(Cause.SUCCEEDED_NOT_RECEIVED, facts, evidence);
            case PAID_TWICE, WANTS_A_PERSON, UNCLEAR -> looksRight(evidence);
        };
    }

    /// A shop of ours has it, and gives it back itself.
    private static boolean isWithShop(Facts facts) {
        return facts.payment().kind() == PaymentKind.MERCHANT;
    }

    /// It is with a person or in another country by now.
    private static boolean hasLeft(Facts facts) {
        var kind = facts.payment().kind();
        return kind == PaymentKind.SEND || kind == PaymentKind.PARCEL || kind == PaymentKind.ABROAD;
    }

    private static Verdict looksRight(List<Finding> evidence) {
        return new Verdict(
                Cause.LOOKS_RIGHT,
                WhoActs.YOU,
                Optional.empty(),
                List.of(Remedy.TALK_TO_A_PERSON),
                evidence);
    }

    private static Verdict byAgent(Cause cause, Facts facts, List<Finding> evidence) {
        Instant by = facts.at().plus(AGENT_DECIDES);
        return new Verdict(cause, WhoActs.AGENT, Optional.of(by), List.of(), evidence);
    }

    private static Verdict done(Cause cause, List<Finding> evidence) {
        return new Verdict(
                cause,
                WhoActs.NOBODY,
                Optional.empty(),
                List.of(Remedy.TALK_TO_A_PERSON),
                evidence);
    }

    private static boolean isWithinLimit(Facts facts) {
        return !facts.payment().remaining().exceeds(facts.atOnce());
    }

    private static List<Finding> evidence(Facts facts) {
        var payment = facts.payment();
        var found = new ArrayList<Finding>();
        var began = payment.kind().isIncoming() ? "evidence.top-up" : "evidence.paid";
        found.add(Finding.of(began, payment.amount(), payment.payeeName(), payment.at()));
        facts.hold()
                .ifPresent(hold ->
                        found.add(
                                Finding.of(
                                        "evidence.hold." + hold.state(),
                                        hold.amount(),
                                        hold.id())));
        facts.bank()
                .ifPresent(
                        said -> found.add(Finding.of("evidence.bank." + said.word(), facts.at())));
        facts.due().ifPresent(due -> found.add(Finding.of("evidence.due", due)));
        facts.twin()
                .ifPresent(
                        twin -> found.add(Finding.of("evidence.twin", twin.amount(), twin.at())));
        if (payment.kind() == PaymentKind.SEND && payment.state() == PaymentState.SUCCEEDED) {
            found.add(Finding.of("evidence.credited", payment.payeeName(), payment.movedAt()));
        }
        found.add(Finding.of("evidence.limit", facts.atOnce()));
        return found;
    }
}
