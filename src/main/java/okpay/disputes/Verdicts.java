package okpay.disputes;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import okpay.disputes.Clocks.Hand;
import okpay.disputes.Dispute.FirstWord;
import okpay.disputes.Dispute.Step;
import okpay.disputes.Dispute.Step.Kind;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Letter;
import okpay.wallet.Contests;
import org.springframework.stereotype.Component;

/// The other side's answer, the decision, and carrying it out: first it is written what is decided,
/// then the money moves, once; what a crash leaves between is done by the clock ([DisputeMoney],
/// [DisputeClock]).
@Component
public class Verdicts {

    private final DisputeStore store;
    private final DisputeTurns turns;
    private final DisputeMoney money;
    private final Contests contests;
    private final Clocks clocks;
    private final BothSides sides;
    private final DisputeSettings settings;
    private final Clock clock;

    Verdicts(
            DisputeStore store,
            DisputeTurns turns,
            DisputeMoney money,
            Contests contests,
            Clocks clocks,
            BothSides sides,
            DisputeSettings settings,
            Clock clock) {
        this.store = store;
        this.turns = turns;
        this.money = money;
        this.contests = contests;
        this.clocks = clocks;
        this.sides = sides;
        this.settings = settings;
        this.clock = clock;
    }

    /// What came of a word about a dispute.
    public enum Heard {
        DONE,
        /// So much takes a second person.
        WAITS_FOR_SECOND,
        /// It is decided, or the time to answer is over.
        NOT_NOW,
        WORDS_MISSING,
        /// Whoever spoke first, or decided what is appealed against, does not speak again.
        SAME_PERSON,
        /// The second person is a supervisor.
        NEEDS_SUPERVISOR
    }

    /// The shop answers: agrees, and the customer has the money at once; or says why not.
    public Heard answer(DisputeId id, boolean agrees, String words) {
        if (!agrees && isMissing(words)) {
            return Heard.WORDS_MISSING;
        }
        var heard =
                turns.inTurn(
                        id,
                        dispute -> {
                            var now = clock.instant();
                            if (dispute.stage() != DisputeStage.OPENED
                                    || !dispute.answerDue().isAfter(now)) {
                                return Heard.NOT_NOW;
                            }
                            var agreed = new Step(Kind.MERCHANT_AGREED, "", now);
                            if (agrees) {
                                agreed(dispute, agreed);
                            } else {
                                store.move(
                                        dispute,
                                        DisputeStage.ANSWERED,
                                        new Step(Kind.MERCHANT_ANSWERED, clean(words), now));
                            }
                            return Heard.DONE;
                        });
        money.settle(id);
        return heard;
    }

    /// An agent writes down what the other side said, where it has no page of ours.
    public Heard answerFor(DisputeId id, String words) {
        if (isMissing(words)) {
            return Heard.WORDS_MISSING;
        }
        return turns.inTurn(
                id,
                dispute -> {
                    // A shop with its money here answers for itself.
                    if (dispute.stage() != DisputeStage.OPENED || dispute.shop().isPresent()) {
                        return Heard.NOT_NOW;
                    }
                    store.move(
                            dispute,
                            DisputeStage.ANSWERED,
                            new Step(Kind.MERCHANT_ANSWERED, clean(words), clock.instant()));
                    return Heard.DONE;
                });
    }

    /// Decides. What is large and in the customer's favour takes two persons, the second a
    /// supervisor; an appeal takes somebody who has not decided before.
    ///
    /// @param words why, which both sides read; 1 to 2,000 characters
    public Heard decide(DisputeId id, Agent agent, boolean won, String words) {
        if (isMissing(words)) {
            return Heard.WORDS_MISSING;
        }
        var heard = turns.inTurn(id, dispute -> decide(dispute, agent, won, clean(words)));
        money.settle(id);
        return heard;
    }

    /// The shop agrees, or says nothing: the customer has the money if the shop has it. OKPay's own
    /// money takes a person.
    private void agreed(Dispute dispute, Step step) {
        if (contests.isCovered(dispute.payment())) {
            store.add(dispute, step);
            won(dispute, Optional.empty(), "");
        } else {
            store.move(dispute, DisputeStage.ANSWERED, step);
        }
    }

    private Heard decide(Dispute dispute, Agent agent, boolean won, String words) {
        if (!dispute.stage().isOpen()) {
            return Heard.NOT_NOW;
        }
        if (store.decider(dispute.id()).filter(agent.id()::equals).isPresent()
                || dispute.first().filter(it -> it.by().equals(agent.id())).isPresent()) {
            return Heard.SAME_PERSON;
        }
        boolean isLarge = won && dispute.amount().minor() > settings.mostAlone();
        if (isLarge && dispute.first().isEmpty()) {
            store.first(dispute.id(), new FirstWord(won, agent.id(), words));
            return Heard.WAITS_FOR_SECOND;
        }
        if (dispute.first().isPresent() && !agent.mayApprove()) {
            return Heard.NEEDS_SUPERVISOR;
        }
        if (won) {
            won(dispute, Optional.of(agent.id()), words);
        } else {
            lost(dispute, agent.id(), words);
        }
        return Heard.DONE;
    }

    /// In the caller's turn.
    void won(Dispute dispute, Optional<AgentId> by, String words) {
        var now = clock.instant();
        store.move(dispute, DisputeStage.WON, new Step(Kind.WON, words, now));
        store.decided(dispute.id(), by, Optional.empty(), Optional.empty());
        sides.tellCustomer(dispute, Letter.Kind.DISPUTE_WON, dispute.amount());
        sides.tellShop(dispute, Letter.Kind.DISPUTE_WON_AGAINST, dispute.amount());
    }

    private void lost(Dispute dispute, AgentId by, String words) {
        var now = clock.instant();
        boolean isLast = dispute.stage() == DisputeStage.APPEALED;
        store.move(
                dispute,
                isLast ? DisputeStage.UPHELD : DisputeStage.LOST,
                new Step(isLast ? Kind.UPHELD : Kind.LOST, words, now));
        Optional<Instant> ends =
                dispute.credited() ? due(dispute, Hand.END_CREDIT, now) : Optional.empty();
        store.decided(
                dispute.id(),
                Optional.of(by),
                ends,
                isLast ? Optional.empty() : due(dispute, Hand.APPEAL, now));
        if (ends.isPresent()) {
            sides.tellCustomer(
                    dispute, Letter.Kind.DISPUTE_LOST_CREDITED, dispute.amount(), ends.get());
        } else {
            money.release(dispute, "DISPUTE_LOST");
            var kind = isLast ? Letter.Kind.DISPUTE_UPHELD : Letter.Kind.DISPUTE_LOST;
            sides.tellCustomer(dispute, kind, dispute.amount());
        }
    }

    private Optional<Instant> due(Dispute dispute, Hand hand, Instant from) {
        return clocks.due(dispute.regime(), hand, dispute.reason(), from);
    }

    /// The other side's time is over. A shop with its money here that is silent has agreed, unless
    /// so much takes a person.
    void silence(DisputeId id) {
        turns.inTurn(
                id,
                dispute -> {
                    var now = clock.instant();
                    if (dispute.stage() != DisputeStage.OPENED
                            || dispute.answerDue().isAfter(now)) {
                        return Heard.NOT_NOW;
                    }
                    var silent = new Step(Kind.MERCHANT_SILENT, "", now);
                    if (dispute.shop().isPresent()
                            && dispute.amount().minor() <= settings.mostAlone()) {
                        agreed(dispute, silent);
                    } else {
                        store.move(dispute, DisputeStage.ANSWERED, silent);
                    }
                    return Heard.DONE;
                });
    }

    /// We promised a day and missed it: it is written where everybody sees it.
    void late(DisputeId id) {
        turns.inTurn(
                id,
                dispute -> {
                    var now = clock.instant();
                    if (!dispute.stage().isOpen() || dispute.decisionDue().isAfter(now)) {
                        return Heard.NOT_NOW;
                    }
                    store.late(id);
                    store.add(dispute, new Step(Kind.DECISION_LATE, "", now));
                    return Heard.DONE;
                });
    }

    /// The bank sent the money back: there is nothing left to decide.
    void sentBack(DisputeId id) {
        turns.inTurn(
                id,
                dispute -> {
                    if (!dispute.stage().isOpen()) {
                        return Heard.NOT_NOW;
                    }
                    won(dispute, Optional.empty(), "");
                    return Heard.DONE;
                });
        money.settle(id);
    }

    private static String clean(String words) {
        return words.strip().replace("\0", "");
    }

    private static boolean isMissing(String words) {
        return words.isBlank() || words.length() > Disputes.LONGEST;
    }
}
