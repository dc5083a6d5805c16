package okpay.channels;

/// A way words come in and go out by.
public enum Channel {
    /// The wallet app, where the customer is signed in.
    APP,
    EMAIL,
    /// The hotline.
    PHONE,
    TELEGRAM,
    WHATSAPP,
    WECHAT;

    /// Words go back and forth within minutes, so that what is said next belongs to what was said
    /// last.
    public boolean isTalk() {
        return this == TELEGRAM || this == WHATSAPP || this == WECHAT;
    }
}
