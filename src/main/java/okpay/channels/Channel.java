package okpay.channels;

/// A way from outside the app by which words come in and go out.
public enum Channel {
    EMAIL(true),
    TELEGRAM(true),
    WECHAT(true),
    WHATSAPP(true),
    /// Who spoke on the telephone is answered in the app.
    PHONE(false);

    private final boolean isWritten;

    Channel(boolean isWritten) {
        this.isWritten = isWritten;
    }

    /// Answers go the same way.
    boolean isWritten() {
        return isWritten;
    }
}
