package okpay.help;

/// The shelves of the help centre, in the order they are shown in.
public enum Category {
    TROUBLE,
    ACCOUNT,
    PAY,
    SEND,
    MONEY,
    ABROAD,
    DISPUTES,
    IDENTITY,
    SAFETY,
    START,
    SHOPS,
    APP,
    US,
    DESK
}
