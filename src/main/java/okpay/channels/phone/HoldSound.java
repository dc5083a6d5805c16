package okpay.channels.phone;

import java.util.Arrays;

/// What is heard while one waits: a soft sign of life, and silence after it.
final class HoldSound {

    /// Each of 400 ms: so soon a colleague who sat down is heard.
    static final int STEPS = 5;

    private static final int STEP = Sound.RATE * 2 * 400 / 1000;
    private static final int BEEP_MS = 150;
    private static final byte[] ALL = Arrays.copyOf(Sound.tone(440, BEEP_MS), STEP * STEPS);

    private HoldSound() {}

    static byte[] step(int n) {
        return Arrays.copyOfRange(ALL, n * STEP, (n + 1) * STEP);
    }
}
