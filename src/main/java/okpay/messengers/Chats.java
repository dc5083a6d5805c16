package okpay.messengers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/// What was said between people and OKPay, as the companies remember it.
@Component
class Chats {

    private static final int MOST = 500;

    private final Clock clock;
    private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis());
    private final Map<String, List<Messengers.Line>> said = new ConcurrentHashMap<>();
    private final Map<String, Mood> moods = new ConcurrentHashMap<>();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    Chats(Clock clock) {
        this.clock = clock;
    }

    long next() {
        return numbers.incrementAndGet();
    }

    Instant now() {
        return clock.instant();
    }

    void add(Company company, String address, boolean byOkpay, String text) {
        said.compute(
                company + ":" + address,
                (_, old) -> {
                    var all = old == null ? new ArrayList<Messengers.Line>() : new ArrayList<>(old);
                    all.add(new Messengers.Line(byOkpay, text, now()));
                    return all.size() > MOST ? all.subList(all.size() - MOST, all.size()) : all;
                });
    }

    List<Messengers.Line> of(Company company, String address) {
        return List.copyOf(said.getOrDefault(company + ":" + address, List.of()));
    }

    /// Whether somebody has not written for so long.
    boolean isSilent(Company company, String address, Duration since) {
        var then = now().minus(since);
        return of(company, address).stream()
                .noneMatch(it -> !it.byOkpay() && it.at().isAfter(then));
    }

    void behave(Company company, String address, Mood mood) {
        moods.put(company + ":" + address, mood);
    }

    Mood mood(Company company, String address) {
        return moods.getOrDefault(company + ":" + address, Mood.PROMPT);
    }

    String keep(byte[] file) {
        var id = "file" + next();
        files.put(id, file);
        return id;
    }

    byte[] file(String id) {
        return files.getOrDefault(id, new byte[0]);
    }
}
