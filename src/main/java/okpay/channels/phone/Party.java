package okpay.channels.phone;

/// Whom a caller is put through to, as the line has them: 20 ms at a time.
interface Party {

    /// False when they have hung up, or are lost.
    boolean isThere();

    /// Must not wait for anything.
    ///
    /// @param heard what the caller said in the last 20 ms
    /// @return what they say in the next
    byte[] exchange(byte[] heard);

    /// The caller pressed a key.
    void pressed(char key);
}
