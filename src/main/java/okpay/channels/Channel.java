package okpay.channels;

/// A way from outside the app by which words come in and go out.
public enum Channel {
    EMAIL,
    TELEGRAM,
    WECHAT,
    WHATSAPP
}
