package okpay.channels.phone;

import java.time.Duration;

/// A telephone call, as whoever answers it has it: it says things, hears keys, and may end at any
/// moment.
interface Line {

    /// The other side has gone.
    final class HungUp extends Exception {
        private static final long serialVersionUID = 1;

        HungUp() {
            super("hung up", null, false, false);
        }
    }

    /// Says something, until it is said or a key is pressed.
    ///
    /// @param linear sound of a telephone
    void say(byte[] linear) throws HungUp;

    /// The next key: `0` to `9`, `*`, `#`.
    ///
    /// @return `' '` when none is pressed in this time
    char key(Duration wait) throws HungUp;

    /// Keys that were pressed so far, to hear no more of what was said, mean nothing.
    void forgetKeys();

    /// What the caller says, until they press a key, hang up, or it is long enough.
    ///
    /// @return linear; never more than `most`
    byte[] hear(Duration most);

    /// Lets the caller and somebody else speak with each other, until either has gone.
    void join(Party other) throws HungUp;
}
