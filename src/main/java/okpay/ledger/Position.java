package okpay.ledger;

import java.time.Duration;
import java.time.Instant;

/// Where something stands in the books, in one number that sorts by time:
///
/// | bits | what |
/// |---|---|
/// | 44 | tenths of a millisecond since 2026-01-01T00:00Z, enough until 2081 |
/// | 3 | the lane: which of at most eight writers wrote it |
/// | 11 | which order of the batch |
/// | 5 | which instruction of the order |
///
/// So an order's lines, a batch's orders and a month's batches are ranges of numbers, and the time
/// of writing needs no column. For one account, a later line always has a larger number.
final class Position {

    static final int MOST_INSTRUCTIONS = 1 << 5;
    static final int MOST_ORDERS = 1 << 11;
    static final int MOST_LANES = 1 << 3;

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
    private static final int ORDER_SHIFT = 5;
    private static final int LANE_SHIFT = ORDER_SHIFT + 11;
    private static final int TICK_SHIFT = LANE_SHIFT + 3;
    private static final long NANOS_A_TICK = 100_000;

    /// All positions of one tenth of a millisecond.
    static final long A_TICK = 1L << TICK_SHIFT;

    private Position() {}

    static long tick(Instant time) {
        return Math.max(0, Duration.between(EPOCH, time).dividedBy(Duration.ofNanos(NANOS_A_TICK)));
    }

    static long tickOf(long position) {
        return position >>> TICK_SHIFT;
    }

    static long batch(long tick, int lane) {
        return tick << TICK_SHIFT | (long) lane << LANE_SHIFT;
    }

    static long order(long batch, int index) {
        return batch | (long) index << ORDER_SHIFT;
    }

    static long orderOf(long position) {
        return position & -MOST_INSTRUCTIONS;
    }

    /// The first position behind a batch.
    static long afterBatch(long batch) {
        return batch + (1L << LANE_SHIFT);
    }

    /// The first position that could be written at this time.
    static long at(Instant time) {
        return batch(tick(time), 0);
    }

    static Instant time(long position) {
        return EPOCH.plus(Duration.ofNanos(NANOS_A_TICK).multipliedBy(tickOf(position)));
    }
}
