package okpay.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/// So many tries for each name, and then a rest. Counted on this node, in memory.
public final class Brake {

    private final int tries;
    private final Duration per;
    private final Cache<String, Bucket> buckets;

    /// @param tries in a row, and so many again within `per`
    public Brake(int tries, Duration per) {
        this.tries = tries;
        this.per = per;
        this.buckets =
                Caffeine.newBuilder()
                        .maximumSize(100_000)
                        .expireAfterAccess(per.plus(Duration.ofMinutes(1)))
                        .build();
    }

    /// Counts a try.
    public boolean isWornOut(String name) {
        return !buckets.get(name, _ -> fresh()).tryConsume(1);
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(tries).refillGreedy(tries, per))
                .build();
    }
}
