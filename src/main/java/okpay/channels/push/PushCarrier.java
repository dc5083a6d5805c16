package okpay.channels.push;

import com.interaso.webpush.WebPush;
import com.interaso.webpush.WebPush.Urgency;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import okpay.channels.Carrier;
import okpay.channels.Channel;
import okpay.channels.Envelope;
import okpay.channels.OwnKeys;
import okpay.channels.Pulse;
import okpay.channels.Returns;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Sends to browsers, through the push service each of them named; nobody between can read it. A
/// browser that showed it says so, and shows one notice once.
@Component
class PushCarrier implements Carrier, DisposableBean {

    static final String KEY = "push";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int AT_ONCE = 16;

    static final String LANE = "push.out";

    /// Push services are asked only when there is something to show.
    private static final Duration QUIET = Duration.ofDays(1);

    /// Nobody wants to hear it later by push, or somebody may have signed out since.
    private static final Duration LONGEST = Duration.ofHours(4);

    private final Browsers browsers;
    private final PushKeys keys;
    private final PushSettings settings;
    private final OwnKeys signing;
    private final Returns returns;
    private final Pulse pulse;
    private final JsonMapper json;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    PushCarrier(
            Browsers browsers,
            PushKeys keys,
            PushSettings settings,
            OwnKeys signing,
            Returns returns,
            Pulse pulse,
            JsonMapper json) {
        this.browsers = browsers;
        this.keys = keys;
        this.settings = settings;
        this.signing = signing;
        this.returns = returns;
        this.pulse = pulse;
        this.json = json;
    }

    @Override
    public Set<CustomerId> leadsTo(Set<CustomerId> some) {
        return browsers.ofAny(some);
    }

    @Override
    public Channel channel() {
        return Channel.PUSH;
    }

    @Override
    public List<String> addresses(Customer customer) {
        return settings.on()
                ? browsers.of(customer.id()).stream().map(it -> it.id().toString()).toList()
                : List.of();
    }

    /// Several at once: what is about safety does not wait for hundreds who were paid.
    @Override
    public void carry(Iterable<Envelope> envelopes, Consumer<Result> told) {
        var places = new Semaphore(AT_ONCE);
        var beat = new Beat();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var it : envelopes) {
                places.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        told.accept(beat.seen(carry(it)));
                    } catch (RuntimeException e) {
                        told.accept(new Result.Later(it, e.toString()));
                    } finally {
                        places.release();
                    }
                });
            }
        }
        beat.tell(pulse);
    }

    /// What was sent together tells once how the push services do.
    private static final class Beat {
        private final AtomicBoolean isAlive = new AtomicBoolean();
        private final AtomicReference<String> trouble = new AtomicReference<>("");

        Result seen(Result it) {
            if (it instanceof Result.Sent) {
                isAlive.set(true);
            } else if (it instanceof Result.Later(_, var said, _)) {
                trouble.set(said);
            }
            return it;
        }

        void tell(Pulse pulse) {
            if (isAlive.get()) {
                pulse.beat(LANE, QUIET);
            } else if (!trouble.get().isEmpty()) {
                pulse.failed(LANE, trouble.get());
            }
        }
    }

    private Result carry(Envelope envelope) {
        var browser = browsers.find(UUID.fromString(envelope.address()));
        if (browser.isEmpty()) {
            return new Result.Never(envelope, "signed out");
        }
        try {
            int status = post(browser.get(), envelope);
            if (status == 404 || status == 410) {
                browsers.gone(browser.get().id());
                return new Result.Never(envelope, "HTTP " + status);
            }
            if (status == 429 || status >= 500) {
                return new Result.Later(envelope, "HTTP " + status);
            }
            return status < 300
                    ? new Result.Sent(envelope, envelope.id().toString())
                    : new Result.Never(envelope, "HTTP " + status);
        } catch (IOException e) {
            return new Result.Later(envelope, e.getClass().getSimpleName());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Result.Later(envelope, "interrupted");
        }
    }

    private int post(Browsers.Browser to, Envelope envelope)
            throws IOException, InterruptedException {
        WebPush push = keys.push();
        var body = push.getBody(words(envelope), to.key().getByteArray(), to.auth().getByteArray());
        var request =
                HttpRequest.newBuilder(URI.create(to.endpoint()))
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofByteArray(body));
        int lasts = (int) Math.min(envelope.lasts().toSeconds(), LONGEST.toSeconds());
        push.getHeaders(to.endpoint(), lasts, null, Urgency.High).forEach(request::header);
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /// What the browser shows, and by what it says that it did.
    private byte[] words(Envelope envelope) {
        var id = envelope.id().toString();
        return json.writeValueAsString(
                        Map.of(
                                "id", id,
                                "title", envelope.subject(),
                                "body", envelope.body(),
                                "lang", envelope.language().toLanguageTag(),
                                "seen", signing.marked(KEY, id)))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// A browser says that it showed something.
    ///
    /// @param seen as it was told to say it
    /// @return false when it was never told so
    boolean shown(String seen) {
        var id = signing.unmarked(KEY, seen);
        id.ifPresent(it -> returns.arrived(Channel.PUSH, it));
        return id.isPresent();
    }

    @Override
    public void destroy() {
        http.shutdownNow();
    }
}
