package okpay.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// So many tries for each name, and then a rest. Counted on this node, in memory.
public final class Brake {

    private static final Pattern IPV6 =
            Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.%]*");

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
        return !buckets.get(network(name), _ -> fresh()).tryConsume(1);
    }

    /// Whoever has one address of IPv6 has 2^64 of them: their network counts.
    private static String network(String name) {
        if (!IPV6.matcher(name).matches()) {
            return name;
        }
        try {
            var bytes = InetAddress.ofLiteral(name).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8));
        } catch (IllegalArgumentException _) {
            return name;
        }
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(tries).refillGreedy(tries, per))
                .build();
    }
}
