package okpay.help;

/// Why an article did not help.
public enum Complaint {
    UNCLEAR,
    WRONG,
    DID_NOT_WORK,
    NOT_WHAT_I_SOUGHT,
    OTHER
}
