package okpay.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.HdrHistogram.ConcurrentHistogram;

/// Drives many callers, each asking again as soon as it is answered (closed loop), or each on its
/// own clock (open loop: waiting counts from when the call was due).
final class Load {

    private Load() {}

    /// One call; true when it was acknowledged.
    interface Call {
        boolean make(RandomGenerator dice) throws Exception;
    }

    /// What came of it.
    ///
    /// @param perSecond acknowledged calls
    record Result(double perSecond, long acknowledged, long refused, ConcurrentHistogram nanos) {
        double ms(double percentile) {
            return nanos.getValueAtPercentile(percentile) / 1e6;
        }

        double maxMs() {
            return nanos.getMaxValue() / 1e6;
        }
    }

    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static Result closed(int callers, Duration time, Call call) throws Exception {
        return drive(callers, time, 0, call);
    }

    /// @param perSecond how many calls are due each second, of all callers together
    static Result open(int callers, Duration time, int perSecond, Call call) throws Exception {
        return drive(callers, time, 1_000_000_000L * callers / perSecond, call);
    }

    private static Result drive(int callers, Duration time, long pause, Call call)
            throws Exception {
        var nanos = new ConcurrentHistogram(60_000_000_000L, 3);
        var ready = new CountDownLatch(1);
        long[] refused = new long[callers];
        var running = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            long end = start + time.toNanos();
            for (int i = 0; i < callers; i++) {
                int me = i;
                running.add(
                        threads.submit(() -> {
                            ready.await();
                            long due = start + pause * me / Math.max(1, callers);
                            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                                if (pause > 0 && now < due) {
                                    Thread.sleep(Duration.ofNanos(due - now));
                                }
                                long from = pause > 0 ? due : System.nanoTime();
                                if (call.make(ThreadLocalRandom.current())) {
                                    nanos.recordValue(
                                            Math.min(System.nanoTime() - from, 59_000_000_000L));
                                } else {
                                    refused[me]++;
                                }
                                due += pause;
                            }
                            return true;
                        }));
            }
            ready.countDown();
            for (var one : running) {
                one.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long all = 0;
            for (long one : refused) {
                all += one;
            }
            long done = nanos.getTotalCount();
            return new Result(done / seconds, done, all, nanos);
        }
    }
}
