package okpay.messengers;

/// How one company tells OKPay what somebody wrote.
interface Side {

    /// @param photo none when it is empty
    /// @param number of the message, the same when it is told again
    void tell(Messengers.Person who, String text, byte[] photo, long number);
}
