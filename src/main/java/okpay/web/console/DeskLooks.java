package okpay.web.console;

import okpay.desk.HeldReplies;
import okpay.retention.LegalHolds;
import okpay.support.CaseEvents;
import okpay.wallet.Volumes;

/// What the desk's parts show, with the names of people in the place of their ids.
public final class DeskLooks {

    private DeskLooks() {}

    /// A colleague at the same case.
    public record Looking(String name, boolean writes) {}

    /// @param by who wrote it
    public record HeldShown(HeldReplies.Held held, String by, HeldReplies.Since since) {}

    /// @param by empty for OKPay or the customer
    public record EventShown(CaseEvents.Event event, String by) {}

    /// @param of the customer's name
    /// @param by the name of who put it
    public record HoldShown(LegalHolds.Hold hold, String of, String by) {}

    /// Cases about one kind of payment.
    ///
    /// @param kind of [okpay.wallet.PaymentKind]
    public record Contacts(String kind, Volumes.Volume volume, long cases) {

        /// For each thousand payments.
        public double rate() {
            return volume.made() == 0 ? 0 : cases * 1_000.0 / volume.made();
        }
    }
}
