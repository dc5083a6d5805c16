package okpay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okpay.house.Story;
import okpay.sandbank.Behaviour;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Reference;
import okpay.support.Stage;
import okpay.webhooks.Deliveries.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Another program listens, and misbehaves.
class WebhookTest extends Story {

    @Autowired private Endpoints endpoints;
    @Autowired private Deliveries deliveries;
    @Autowired private Sender sender;
    @Autowired private Telling telling;
    @Autowired private Cases cases;
    @Autowired private JsonMapper json;
    @Autowired private TransactionTemplate transaction;

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<Integer> answers = new ConcurrentLinkedDeque<>();
    private HttpServer other;
    private EndpointId id;
    private String secret;

    private record Heard(String id, long time, String signature, String body) {}

    @BeforeEach
    void somebodyListens() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        other.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        other.createContext("/", this::hear);
        other.start();
        var added = add("http://127.0.0.1:" + other.getAddress().getPort() + "/hear");
        id = added.id();
        secret = added.secret();
        telling.lookAgain();
    }

    @AfterEach
    void nobodyListens() {
        endpoints.remove(id);
        telling.lookAgain();
        other.stop(0);
    }

    private void hear(HttpExchange asked) throws IOException {
        try (asked) {
            var headers = asked.getRequestHeaders();
            heard.add(
                    new Heard(
                            headers.getFirst("webhook-id"),
                            Long.parseLong(headers.getFirst("webhook-timestamp")),
                            headers.getFirst("webhook-signature"),
                            new String(
                                    asked.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8)));
            int status = answers.isEmpty() ? 204 : answers.removeFirst();
            if (status == 302) {
                asked.getResponseHeaders().add("Location", "/elsewhere");
            }
            asked.sendResponseHeaders(status, -1);
        }
    }

    @Test
    void whatHappensIsToldSignedAndWithoutAnybodysWords() throws Exception {
        var before = clock.instant();
        var one = aCase();

        send();

        var told = heard("case.opened").getFirst();
        var body = json.readTree(told.body);
        assertThat(body.at("/data/case").asString()).isEqualTo(one.id().toString());
        assertThat(Instant.parse(body.at("/timestamp").asString()))
                .isBetween(before, clock.instant());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
        var signed = told.id + "." + told.time + "." + told.body;
        assertThat(told.signature)
                .isEqualTo(
                        "v1,"
                                + Base64.getEncoder()
                                        .encodeToString(
                                                mac.doFinal(
                                                        signed.getBytes(StandardCharsets.UTF_8))));
        assertThat(told.time).isBetween(before.getEpochSecond(), clock.instant().getEpochSecond());
    }

    @Test
    void whatDidNotHappenAfterAllIsNotTold() {
        transaction.executeWithoutResult(it -> {
            aCase();
            it.setRollbackOnly();
        });

        send();

        assertThat(heard("case.opened")).isEmpty();
    }

    @Test
    void whatIsNotTakenIsTriedAgainUnderTheSameNumberForMoreThanADay() {
        answers.addAll(List.of(500, 503, 302));
        aCase();

        send();
        assertThat(heard("case.opened")).hasSize(1);
        assertThat(latest().nextAt().orElseThrow())
                .isBetween(clock.instant(), clock.instant().plusSeconds(5));
        clock.passes(Duration.ofSeconds(5));
        send();
        clock.passes(Duration.ofMinutes(1));
        send();
        assertThat(latest().status()).contains(302);
        assertThat(latest().state()).isEqualTo(State.WAITING);
        clock.passes(Duration.ofMinutes(5));
        send();

        assertThat(latest().state()).isEqualTo(State.DELIVERED);
        assertThat(heard("case.opened")).hasSize(4);
        assertThat(heard("case.opened").stream().map(Heard::id).distinct()).hasSize(1);
        var all = Deliveries.PAUSES.stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(all).isGreaterThan(Duration.ofHours(24));
    }

    @Test
    void inTheEndItIsGivenUpAndCanBeSentAgain() {
        answers.addAll(Collections.nCopies(Deliveries.PAUSES.size() + 1, 500));
        aCase();
        for (var pause : Deliveries.PAUSES) {
            send();
            clock.passes(pause);
        }
        send();
        assertThat(latest().state()).isEqualTo(State.GIVEN_UP);
        assertThat(latest().tries()).isEqualTo(Deliveries.PAUSES.size() + 1);

        assertThat(endpoints.all()).hasSize(1);
        assertThat(deliveries.sendAllAgain(id)).isEqualTo(1);
        send();

        assertThat(latest().state()).isEqualTo(State.DELIVERED);
        assertThat(deliveries.sendAgain(latest().id())).isTrue();
        int before = heard("case.opened").size();
        send();
        assertThat(heard("case.opened")).hasSize(before + 1);
    }

    @Test
    void whoDoesNotAnswerAtAllIsTriedAgain() {
        aCase();
        other.stop(0);

        send();

        assertThat(latest().state()).isEqualTo(State.WAITING);
        assertThat(latest().status()).isEmpty();
        assertThat(latest().said()).contains("ConnectException");
    }

    @Test
    void whoIsGoneHearsNothingMore() {
        answers.add(410);
        aCase();
        send();
        assertThat(endpoints.all().getFirst().state()).isEqualTo(Endpoints.State.GONE);
        telling.lookAgain();

        aCase();
        send();

        assertThat(heard("case.opened")).hasSize(1);
    }

    @Test
    void twoNodesSendItOnce() throws Exception {
        for (int i = 0; i < 30; i++) {
            aCase();
        }
        try (var nodes = Executors.newFixedThreadPool(4)) {
            nodes.invokeAll(Collections.nCopies(8, (Callable<Integer>) sender::send));
        }
        eventually(() -> {
            sender.send();
            return heard("case.opened").size() >= 30;
        });

        assertThat(heard("case.opened").stream().map(Heard::id).distinct()).hasSize(30);
        assertThat(heard("case.opened")).hasSize(30);
    }

    @Test
    void whatAKilledNodeHadTakenIsTriedAgain() {
        aCase();
        assertThat(deliveries.take(10, List.of())).isNotEmpty();
        send();
        assertThat(heard("case.opened")).isEmpty();

        clock.passes(Duration.ofMinutes(1));
        send();

        assertThat(heard("case.opened")).hasSize(1);
    }

    /// Who sends the beginning of an answer and then nothing more has answered, and stops nobody.
    @Test
    void whoHangsInTheMiddleOfAnAnswerStopsNobody() throws IOException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var stuck = new java.net.ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                try {
                    while (true) {
                        var line = stuck.accept();
                        line.getOutputStream()
                                .write(
                                        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"
                                                .getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException _) {
                    // The test is over.
                }
            });
            var hanging = add("http://127.0.0.1:" + stuck.getLocalPort() + "/").id();
            telling.lookAgain();
            for (int i = 0; i < 15; i++) {
                aCase();
            }

            eventually(() -> {
                sender.send();
                return heard("case.opened").size() == 15;
            });
            eventually(() -> {
                sender.send();
                return deliveries.latest(hanging).stream()
                        .filter(it -> it.type().equals("case.opened"))
                        .allMatch(it -> it.state() == State.DELIVERED);
            });
            endpoints.remove(hanging);
        }
    }

    @Test
    void aPaymentAndTheStagesOfItsCaseAreTold() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("10.00 CNY", shop("水果店", Behaviour.PROMPT));
        var one = cases.open(li.id(), Reference.to("test", li.id()));
        cases.move(one.id(), Stage.WAITING);

        send();

        assertThat(heard("payment.moved")).isNotEmpty();
        assertThat(heard("case.moved")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "ftp://example.com/",
                "https://",
                "https://me:secret@example.com/",
                "javascript:alert(1)",
                "https://exa mple.com",
                "https://example.com/#x"
            })
    void whatIsNoAddressIsRefused(String address) {
        assertThat(endpoints.add(address, EnumSet.allOf(EventType.class)))
                .isEqualTo(new Endpoints.Outcome.Refused(Endpoints.Reason.NO_ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
                "100.64.0.1", "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "224.0.0.1"
            })
    void addressesOfOurOwnNetworkAreOurs(String address) throws IOException {
        assertThat(Outside.isOurs(InetAddress.getByName(address))).isTrue();
        assertThat(Outside.isOurs(InetAddress.getByName("203.0.113.7"))).isFalse();
        var strict =
                new Outside(new WebhookSettings(false, Duration.ofSeconds(1), Duration.ZERO, 1));
        var url = strict.read("https://" + (address.contains(":") ? "[" + address + "]" : address));
        assertThat(strict.allows(url.orElseThrow())).isFalse();
    }

    @Test
    void whoNamesNothingToHearIsRefused() {
        assertThat(endpoints.add("https://example.com/x", Set.of()))
                .isEqualTo(new Endpoints.Outcome.Refused(Endpoints.Reason.NO_TYPE));
    }

    private Endpoints.Outcome.Added add(String address) {
        return (Endpoints.Outcome.Added) endpoints.add(address, EnumSet.allOf(EventType.class));
    }

    private Case aCase() {
        var li = customer("李雷");
        return cases.open(li.id(), Reference.to("test", li.id()));
    }

    /// Sends until nothing is due, and waits for the answers.
    private void send() {
        do {
            eventually(sender::isIdle);
        } while (sender.send() > 0);
        eventually(sender::isIdle);
    }

    private Deliveries.Delivery latest() {
        return deliveries.latest(id).stream()
                .filter(it -> it.type().equals("case.opened"))
                .findFirst()
                .orElseThrow();
    }

    private List<Heard> heard(String type) {
        return heard.stream().filter(it -> it.body.contains("\"" + type + "\"")).toList();
    }
}
