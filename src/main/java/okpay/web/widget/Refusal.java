package okpay.web.widget;

/// Why a site is not believed when it says who is there.
public enum Refusal {
    /// Not a token, or not signed by anybody we know.
    NOT_SIGNED_FOR_US,
    /// It has not begun: the site's clock is wrong.
    NOT_YET,
    OVER,
    /// It is good for longer than we believe anybody.
    GOOD_FOR_TOO_LONG,
    /// There is no such customer, or not such a payment of theirs.
    NOBODY_WE_KNOW
}
