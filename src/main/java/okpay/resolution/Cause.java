package okpay.resolution;

/// What happened to a payment, as far as the books and the bank know.
public enum Cause {
    /// The bank says it did not pay; the money is still set aside.
    HELD_BUT_FAILED,
    /// The bank has not said whether it paid.
    UNKNOWN_AT_BANK,
    /// Somebody must accept it first.
    WAITS_FOR_PAYEE,
    /// It is on its way to another country, and in time.
    ON_ITS_WAY,
    /// It is on its way to another country, and should have been there.
    LATE_ABROAD,
    /// The bank has not said whether it took the money for a top-up.
    TOP_UP_UNDERWAY,
    /// The bank did not take the money for a top-up.
    TOP_UP_NOT_DONE,
    /// The same sum went to the same payee twice within minutes.
    PAID_TWICE,
    /// It arrived, but at somebody the customer did not mean.
    WRONG_PERSON,
    /// The books show it arrived; the customer says the other side has nothing.
    SUCCEEDED_NOT_RECEIVED,
    /// The money is back already.
    ALREADY_REFUNDED,
    /// It did not happen, and the money was freed already.
    ALREADY_FREED,
    /// Nothing is wrong in the books; the customer must say more.
    LOOKS_RIGHT
}
