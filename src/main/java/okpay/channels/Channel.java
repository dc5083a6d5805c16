package okpay.channels;

/// A way from outside the app by which words come in or go out.
public enum Channel {
    EMAIL(true),
    TELEGRAM(true),
    WECHAT(true),
    WHATSAPP(true),
    /// Facebook Messenger.
    FACEBOOK(true),
    /// Who spoke on the telephone is answered in the app.
    PHONE(false),
    /// Text messages to a phone number: they tell, and are not answered.
    SMS(false),
    /// To a browser or phone that is signed in.
    PUSH(false);

    private final boolean isWritten;

    Channel(boolean isWritten) {
        this.isWritten = isWritten;
    }

    /// Answers go the same way.
    boolean isWritten() {
        return isWritten;
    }
}
