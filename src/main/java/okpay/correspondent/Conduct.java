package okpay.correspondent;

/// How the correspondent treats payments to one account.
public enum Conduct {
    /// Takes it, passes it on, pays it.
    PAYS,
    /// The account is closed: rejected at once (AC04).
    ACCOUNT_CLOSED,
    /// The name is not that of the account: taken, passed on, then rejected (BE01).
    OTHER_NAME,
    /// Takes it, and the answer is lost; asked again, it knows.
    ANSWER_LOST,
    /// The payment is lost; it never heard of it.
    PAYMENT_LOST,
    /// Takes it, and is hidden behind somebody who answers 404 to every question.
    HIDDEN,
    /// Waits for papers, and does not hear the first recall.
    DEAF_AT_FIRST,
    /// Waits for papers until somebody settles it (PDNG, G003).
    WANTS_PAPERS,
    /// Pays, and a while later the beneficiary's bank sends it back (pacs.004, AC06).
    RETURNS,
    /// The same, but banks on the way keep 10 of it.
    RETURNS_LESS,
    /// Tells everything twice, and what is old once more at the end.
    TWICE_AND_LATE,
    /// Signs what it says with another secret.
    WRONG_SIGNATURE,
    /// Pays, and does not stop for a recall.
    KEEPS;

    /// What it says at once.
    String first() {
        return switch (this) {
            case ACCOUNT_CLOSED -> "RJCT";
            case WANTS_PAPERS, DEAF_AT_FIRST -> "PDNG";
            default -> "ACTC";
        };
    }

    /// What it says after `status`, a while later; the same when that was the last word.
    String after(String status) {
        return switch (status) {
            case "ACTC" -> "ACSP";
            case "ACSP" -> this == OTHER_NAME ? "RJCT" : "ACCC";
            case "ACCC" -> this == RETURNS || this == RETURNS_LESS ? "RTRN" : "ACCC";
            default -> status;
        };
    }

    String reason(String status) {
        return switch (status) {
            case "RJCT" -> this == OTHER_NAME ? "BE01" : "AC04";
            case "PDNG" -> "G003";
            case "ACSP" -> "G000";
            case "RTRN" -> "AC06";
            default -> "";
        };
    }
}
