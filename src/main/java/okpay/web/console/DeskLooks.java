package okpay.web.console;

import okpay.desk.HeldReplies;
import okpay.support.CaseEvents;

/// What the desk's parts show, with the names of people in the place of their ids.
public final class DeskLooks {

    private DeskLooks() {}

    /// A colleague at the same case.
    public record Looking(String name, boolean writes) {}

    /// @param by who wrote it
    public record HeldShown(HeldReplies.Held held, String by) {}

    /// @param by empty for OKPay or the customer
    public record EventShown(CaseEvents.Event event, String by) {}
}
