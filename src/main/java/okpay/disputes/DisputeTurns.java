package okpay.disputes;

import okpay.wallet.Contests;
import org.springframework.stereotype.Component;

/// One thing at a time happens to a dispute.
@Component
class DisputeTurns {

    private final DisputeStore store;
    private final Contests contests;

    DisputeTurns(DisputeStore store, Contests contests) {
        this.store = store;
        this.contests = contests;
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
