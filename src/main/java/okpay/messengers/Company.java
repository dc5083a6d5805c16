package okpay.messengers;

/// A company people chat by.
public enum Company {
    TELEGRAM,
    WECHAT,
    WHATSAPP,
    FACEBOOK
}
