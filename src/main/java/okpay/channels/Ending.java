package okpay.channels;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/// How threads are ended whose work must not be cut off in the middle.
public final class Ending {

    private static final int SECONDS = 4;

    private Ending() {}

    /// Takes no more work, and waits a few seconds for what was begun.
    public static void gently(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
