package okpay.disputes;

import java.time.Clock;
import okpay.disputes.Dispute.Step;
import okpay.disputes.Dispute.Step.Kind;
import okpay.disputes.Verdicts.Heard;
import okpay.identity.Letter;
import okpay.wallet.Contests;
import org.springframework.stereotype.Component;

/// Moves the money of disputes: lends it, and carries out what was decided.
@Component
class DisputeMoney {

    private final DisputeStore store;
    private final DisputeTurns turns;
    private final Contests contests;
    private final BothSides sides;
    private final Clock clock;

    DisputeMoney(
            DisputeStore store,
            DisputeTurns turns,
            Contests contests,
            BothSides sides,
            Clock clock) {
        this.store = store;
        this.turns = turns;
        this.contests = contests;
        this.sides = sides;
        this.clock = clock;
    }

    /// Nothing was lent: the payment stands. In the caller's turn.
    void release(Dispute dispute, String why) {
        if (!contests.release(dispute.payment(), why)) {
            throw new IllegalStateException(dispute.payment() + " moved meanwhile");
        }
        store.settled(dispute.id());
    }

    /// Carries out what was decided and has its time; again and again, once.
    void settle(DisputeId id) {
        turns.inTurn(
                id,
                dispute -> {
                    var now = clock.instant();
                    boolean isOver =
                            dispute.creditEnds().filter(it -> !it.isAfter(now)).isPresent();
                    if (dispute.settled() || dispute.stage().isOpen()) {
                        return Heard.NOT_NOW;
                    }
                    // What came back from the other side after all is the customer's, however it
                    // was decided.
                    boolean isTheirs =
                            dispute.stage() == DisputeStage.WON
                                    || contests.isBack(dispute.payment());
                    if (isTheirs) {
                        contests.win(dispute.payment(), id.toString(), dispute.credited());
                        store.settled(id);
                    } else if (isOver) {
                        contests.endCredit(dispute.payment(), id.toString());
                        store.ended(id);
                        store.add(dispute, new Step(Kind.CREDIT_ENDED, "", now));
                    }
                    return Heard.DONE;
                });
    }

    /// The rules' day has come before the decision: the customer has the money until then.
    void credit(DisputeId id) {
        turns.inTurn(
                id,
                dispute -> {
                    var now = clock.instant();
                    if (!dispute.stage().isOpen()
                            || dispute.credited()
                            || dispute.creditDue().filter(it -> !it.isAfter(now)).isEmpty()) {
                        return Heard.NOT_NOW;
                    }
                    contests.credit(dispute.payment(), id.toString());
                    store.credited(id);
                    store.add(dispute, new Step(Kind.CREDITED, "", now));
                    sides.tellCustomer(dispute, Letter.Kind.DISPUTE_CREDITED, dispute.amount());
                    return Heard.DONE;
                });
    }
}
