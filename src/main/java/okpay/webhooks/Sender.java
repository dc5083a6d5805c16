package okpay.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import okpay.id.Digests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// Sends what is due. Each try has a thread of its own and each endpoint a few places, so that who
/// answers slowly, or not at all, stops nobody else.
@Component
class Sender implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final int OF_EACH_AT_ONCE = 10;
    private static final int AT_ONCE = 200;
    private static final int LONGEST_ANSWER = 2_000;
    private static final int A_MOMENT_SECONDS = 2;

    private final Deliveries deliveries;
    private final Endpoints endpoints;
    private final Outside outside;
    private final WebhookSettings settings;
    private final Clock clock;
    private final SingletonSupplier<HttpClient> http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger underWay = new AtomicInteger();
    private final ConcurrentHashMap<EndpointId, Integer> ofEach = new ConcurrentHashMap<>();

    Sender(
            Deliveries deliveries,
            Endpoints endpoints,
            Outside outside,
            WebhookSettings settings,
            Clock clock) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.outside = outside;
        this.settings = settings;
        this.clock = clock;
        this.http =
                SingletonSupplier.of(() ->
                        HttpClient.newBuilder()
                                .connectTimeout(settings.patience())
                                .followRedirects(HttpClient.Redirect.NEVER)
                                .build());
    }

    @Scheduled(fixedDelayString = "${okpay.webhooks.every:PT0.5S}")
    void everyMoment() {
        send();
    }

    /// Begins to send what is due now.
    ///
    /// @return how many tries were begun
    int send() {
        if (underWay.get() >= AT_ONCE) {
            return 0;
        }
        var busy =
                ofEach.entrySet().stream()
                        .filter(it -> it.getValue() >= OF_EACH_AT_ONCE)
                        .map(Map.Entry::getKey)
                        .toList();
        var due = deliveries.take(OF_EACH_AT_ONCE, busy);
        underWay.addAndGet(due.size());
        due.forEach(it -> {
            ofEach.merge(it.to(), 1, Integer::sum);
            threads.execute(() -> send(it));
        });
        return due.size();
    }

    /// Whether no try is under way here.
    boolean isIdle() {
        return underWay.get() == 0;
    }

    private void send(Deliveries.Due it) {
        try {
            var answer = post(it);
            deliveries.answered(it, answer);
            if (answer.isGone()) {
                endpoints.set(it.to(), Endpoints.State.GONE);
                log.warn("{} says it is gone; nothing more is sent there", it.to());
            }
        } finally {
            ofEach.computeIfPresent(it.to(), (_, n) -> n > 1 ? n - 1 : null);
            underWay.decrementAndGet();
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    private Deliveries.Answer post(Deliveries.Due it) {
        if (!outside.allows(it.url())) {
            return new Deliveries.Answer(0, "not outside");
        }
        var now = clock.instant();
        var request =
                HttpRequest.newBuilder(it.url())
                        .timeout(settings.patience())
                        .header("Content-Type", "application/json")
                        .header("User-Agent", "OKPay")
                        .header("webhook-id", it.id().toString())
                        .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                        .header("webhook-signature", signature(it, now))
                        .POST(HttpRequest.BodyPublishers.ofString(it.body()))
                        .build();
        var asked = http.obtain().sendAsync(request, BodyHandlers.ofInputStream());
        try {
            var answer = asked.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
            return new Deliveries.Answer(answer.statusCode(), begin(answer.body()));
        } catch (ExecutionException | TimeoutException e) {
            asked.cancel(true);
            var cause = e.getCause() == null ? e : e.getCause();
            return new Deliveries.Answer(0, cause.toString());
        } catch (InterruptedException _) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return new Deliveries.Answer(0, "stopped");
        }
    }

    /// The beginning of what was said with it, if it comes soon: whoever stops in the middle of
    /// their answer has answered.
    private String begin(InputStream body) {
        var read = threads.submit(() -> body.readNBytes(LONGEST_ANSWER));
        try {
            return new String(read.get(A_MOMENT_SECONDS, TimeUnit.SECONDS), StandardCharsets.UTF_8);
        } catch (ExecutionException | TimeoutException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            read.cancel(true);
            threads.execute(() -> close(body));
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            log.debug("An answer was cut off", e);
        }
    }

    /// HMAC-SHA256 over id, time and body, as Standard Webhooks has it.
    private static String signature(Deliveries.Due it, Instant now) {
        var secret = Base64.getDecoder().decode(it.secret().substring("whsec_".length()));
        var signed = it.id() + "." + now.getEpochSecond() + "." + it.body();
        var bytes = Digests.hmac(secret, signed.getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(bytes);
    }
}
