package okpay.identity;

/// How well we know who somebody is, and so how much they may pay: the three classes of payment
/// accounts of the People's Bank of China's 43号文 (非银行支付机构网络支付业务管理办法), article 11.
public enum Tier {
    /// Reached by phone or e-mail only.
    ONE,
    /// Confirmed by three independent sources.
    TWO,
    /// Confirmed by five.
    THREE
}
