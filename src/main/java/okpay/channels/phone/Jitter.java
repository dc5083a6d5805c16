package okpay.channels.phone;

import java.util.Arrays;

/// Makes even what comes unevenly: sound goes in as the network brings it, and out in frames of 20
/// ms. A little is held back, so that what comes late is not missed; when too much piles up, all
/// but that little is thrown away, so that nobody hears the past, nor is late for good.
final class Jitter {

    /// Of linear sound.
    static final int FRAME = Sound.FRAME * 2;

    static final int HELD_BACK = 3 * FRAME;
    private static final int MOST = 15 * FRAME;

    private final byte[] held = new byte[MOST];
    private int length;
    private boolean isFilling = true;

    synchronized void clear() {
        length = 0;
        isFilling = true;
    }

    /// @param linear of any length
    synchronized void add(byte[] linear) {
        int count = linear.length & ~1;
        if (length + count > MOST) {
            int fresh = Math.min(count, HELD_BACK);
            drop(Math.max(0, length - (HELD_BACK - fresh)));
            count = fresh;
        }
        int from = (linear.length & ~1) - count;
        System.arraycopy(linear, from, held, length, count);
        length += count;
    }

    /// The next frame: silence where there is nothing.
    synchronized byte[] take() {
        if (isFilling && length < HELD_BACK) {
            return new byte[FRAME];
        }
        isFilling = length < FRAME;
        if (isFilling) {
            return new byte[FRAME];
        }
        var frame = Arrays.copyOf(held, FRAME);
        drop(FRAME);
        return frame;
    }

    private void drop(int count) {
        length -= count;
        System.arraycopy(held, count, held, 0, length);
    }
}
