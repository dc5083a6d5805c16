package okpay.web.console;

import java.util.stream.Stream;
import okpay.desk.HeldReplies;
import okpay.retention.LegalHolds;
import okpay.support.CaseEvents;
import okpay.support.Priority;
import okpay.support.Raise;
import okpay.wallet.Volumes;
import okpay.web.Page;

/// What the desk's parts show, with the names of people in the place of their ids.
public final class DeskLooks {

    private DeskLooks() {}

    /// A colleague at the same case.
    public record Looking(String name, boolean writes) {}

    /// @param by who wrote it
    public record HeldShown(HeldReplies.Held held, String by, HeldReplies.Since since) {}

    /// @param by empty for OKPay or the customer
    public record EventShown(CaseEvents.Event event, String by) {}

    /// `HIGH NEAR` in words; what was written down before there were words for it, as it stands.
    public static String raised(Page page, String detail) {
        var parts = detail.split(" ", -1);
        boolean isKnown =
                parts.length == 2
                        && Stream.of(Priority.values()).anyMatch(it -> it.name().equals(parts[0]))
                        && Stream.of(Raise.values()).anyMatch(it -> it.name().equals(parts[1]));
        return isKnown
                ? page.say("priority." + parts[0]) + " · " + page.say("raise." + parts[1])
                : detail;
    }

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
