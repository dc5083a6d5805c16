package okpay.abroad;

/// What a transfer abroad is for, in the codes of ISO 20022 (ExternalPurpose1Code).
public enum TransferPurpose {
    /// Family and gifts.
    GIFT,
    /// Study and tuition.
    STDY,
    RENT,
    /// Medical services.
    MDCS,
    /// Goods that were bought.
    GDDS
}
