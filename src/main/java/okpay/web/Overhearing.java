package okpay.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import okpay.support.Feed;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Hears what other nodes wrote, ten times a second with one small query, and wakes the pages that
/// show it. A lost connection or a killed node loses nothing: what was committed is in the rows.
@Component
class Overhearing {

    private final Feed feed;
    private final LiveStreams live;
    private final Cache<String, Long> woken =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();
    private long since;

    Overhearing(Feed feed, LiveStreams live) {
        this.feed = feed;
        this.live = live;
    }

    @Scheduled(fixedDelayString = "${okpay.web.overhear-every:PT0.1S}")
    synchronized void listen() {
        long over = feed.over();
        for (var it : feed.touched(since == 0 ? over : since)) {
            var topic = it.kind() + ":" + it.of();
            var before = woken.getIfPresent(topic);
            if (live.isWatched(topic) && (before == null || before < it.last())) {
                woken.put(topic, it.last());
                live.wake(topic);
            }
        }
        since = over;
    }
}
