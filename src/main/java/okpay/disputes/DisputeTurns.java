package okpay.disputes;

import java.util.Objects;
import okpay.disputes.Verdicts.Heard;
import okpay.wallet.Contests;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// One thing at a time happens to a dispute.
@Component
class DisputeTurns {

    private final DisputeStore store;
    private final Contests contests;
    private final TransactionTemplate transaction;

    DisputeTurns(DisputeStore store, Contests contests, TransactionTemplate transaction) {
        this.transaction = transaction;
        this.store = store;
        this.contests = contests;
    }

    interface Turn {
        Heard take(Dispute dispute);
    }

    Heard inTurn(DisputeId id, Turn turn) {
        return Objects.requireNonNull(transaction.execute(_ -> turn.take(take(id))));
    }

    /// The dispute as it stands, for the caller alone until its transaction ends. Where a crash
    /// came between the books and the row, the books are right.
    Dispute take(DisputeId id) {
        var dispute = store.lock(id);
        boolean isForgotten =
                !dispute.credited()
                        && !dispute.settled()
                        && dispute.creditDue().isPresent()
                        && contests.isCredited(dispute.payment(), id.toString());
        if (isForgotten) {
            store.credited(id);
            return store.find(id).orElseThrow();
        }
        return dispute;
    }
}
