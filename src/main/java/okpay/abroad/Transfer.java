package okpay.abroad;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.wallet.PaymentId;

/// A payment on its way to another country.
///
/// @param note for the beneficiary; may be empty
/// @param uetr names it for every bank on the way (UUID, as SWIFT asks for)
/// @param stages so far, in their order
public record Transfer(
        PaymentId payment,
        Quote quote,
        Beneficiary beneficiary,
        TransferPurpose purpose,
        String note,
        UUID uetr,
        List<Stage> stages) {

    public Instant arrivesBy() {
        return quote.offer().arrivesBy();
    }

    public boolean is(Stage.Kind kind) {
        return stages.stream().anyMatch(stage -> stage.kind() == kind);
    }

    /// Where it is; empty before it was sent.
    public Optional<Stage> latest() {
        return stages.isEmpty() ? Optional.empty() : Optional.of(stages.getLast());
    }

    /// Whether it can still be asked back before it arrives; once.
    public boolean canBeRecalled() {
        return latest().filter(stage -> !stage.kind().isLast()).isPresent()
                && !is(Stage.Kind.RECALL_ASKED);
    }
}
