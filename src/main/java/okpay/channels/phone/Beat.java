package okpay.channels.phone;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Every 20 ms, whatever is done between.
final class Beat {
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long TOO_LATE = 10 * STEP;
    private long next = System.nanoTime();

    void await() {
        next += STEP;
        long pause = next - System.nanoTime();
        if (pause > 0) {
            LockSupport.parkNanos(pause);
        } else if (-pause > TOO_LATE) {
            // Nobody hears ten frames at once.
            next = System.nanoTime();
        }
    }
}
