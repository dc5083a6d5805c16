package okpay.abroad;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.money.Money;
import okpay.wallet.PaymentId;

/// A payment on its way to another country.
///
/// @param note for the beneficiary; may be empty
/// @param uetr names it for every bank on the way (UUID, as SWIFT asks for)
/// @param stages so far, in their order
/// @param returned what came back of the payout, when it came back
public record Transfer(
        PaymentId payment,
        Quote quote,
        Beneficiary beneficiary,
        TransferPurpose purpose,
        String note,
        UUID uetr,
        List<Stage> stages,
        Optional<Money> returned) {

    /// What tells this account from every other one: the IBAN, or the bank and its number.
    static String payeeRef(Corridor corridor, Beneficiary to) {
        return corridor.scheme() == AccountScheme.IBAN
                ? to.account()
                : to.bank() + "/" + to.account();
    }

    String payeeRef() {
        return payeeRef(quote.offer().corridor(), beneficiary);
    }

    Money payout() {
        return quote.offer().payout();
    }

    /// The other side has said something about it.
    boolean wasHeardOf() {
        return stages.stream()
                .anyMatch(stage ->
                        stage.kind() != Stage.Kind.SENT && stage.kind() != Stage.Kind.RECALL_ASKED);
    }

    /// It was asked back, and nobody has answered yet.
    boolean waitsForRecall() {
        return is(Stage.Kind.RECALL_ASKED)
                && !is(Stage.Kind.RECALL_REFUSED)
                && latest().filter(stage -> stage.kind().isLast()).isEmpty();
    }

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

    /// Whether it can still be asked back before it arrives, as long as its payment is open; once.
    public boolean canBeRecalled() {
        return latest().filter(stage -> !stage.kind().isLast()).isPresent()
                && !is(Stage.Kind.RECALL_ASKED);
    }
}
