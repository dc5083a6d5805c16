package okpay.support;

import java.util.Arrays;

/// How much a case presses. Who waits is served by it first.
public enum Priority {
    LOW(0),
    NORMAL(1),
    HIGH(2),
    URGENT(3);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    int rank() {
        return rank;
    }

    /// One step up, as far as it goes.
    public Priority raised() {
        return of(Math.min(rank + 1, URGENT.rank));
    }

    public boolean isAtLeast(Priority other) {
        return rank >= other.rank;
    }

    static Priority of(int rank) {
        return Arrays.stream(values()).filter(it -> it.rank == rank).findFirst().orElseThrow();
    }
}
