package okpay.webhooks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okpay.feedback.SurveyAnswered;
import okpay.support.CaseMoved;
import okpay.support.CaseOpened;
import okpay.support.MessageWritten;
import okpay.support.Rewriting;
import okpay.support.Timers.PromiseMissed;
import okpay.wallet.PaymentMoved;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes down what is to be told, in the transaction in which it happens: told if it happened, and
/// only then.
@Component
class Telling {

    private final JdbcClient jdbc;
    private final Endpoints endpoints;
    private final JsonMapper json;
    private final Clock clock;

    /// Most installations tell nobody; no payment asks the database for that. A new endpoint hears
    /// what happens from a few seconds later on.
    private final Cache<String, List<Endpoints.Endpoint>> known =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(2)).build();

    Telling(JdbcClient jdbc, Endpoints endpoints, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.endpoints = endpoints;
        this.json = json;
        this.clock = clock;
    }

    @EventListener
    void on(CaseOpened news) {
        tell(EventType.CASE_OPENED, Map.of("case", news.id().toString()));
    }

    @EventListener
    void on(CaseMoved news) {
        if (news.from() != news.to()) {
            tell(
                    EventType.CASE_MOVED,
                    Map.of(
                            "case", news.id().toString(),
                            "from", news.from().name(),
                            "to", news.to().name()));
        }
    }

    @EventListener
    void on(MessageWritten news) {
        tell(
                EventType.MESSAGE_WRITTEN,
                Map.of(
                        "conversation", news.conversation().toString(),
                        "seq", news.seq(),
                        "byPerson", news.byPerson()));
    }

    @EventListener
    void on(Rewriting.Rewritten news) {
        tell(
                EventType.MESSAGE_CHANGED,
                Map.of(
                        "conversation", news.conversation().toString(),
                        "seq", news.seq(),
                        "takenBack", !news.words()));
    }

    @EventListener
    void on(PromiseMissed news) {
        tell(
                EventType.PROMISE_MISSED,
                Map.of("promise", news.promise().toString(), "case", news.of().toString()));
    }

    @EventListener
    void on(PaymentMoved news) {
        if (news.from() != news.to()) {
            tell(
                    EventType.PAYMENT_MOVED,
                    Map.of(
                            "payment", news.payment().toString(),
                            "from", news.from().name(),
                            "to", news.to().name()));
        }
    }

    @EventListener
    void on(SurveyAnswered news) {
        tell(
                EventType.SURVEY_ANSWERED,
                Map.of("case", news.of().toString(), "score", news.score()));
    }

    /// Forgets which endpoints there are.
    void lookAgain() {
        known.invalidateAll();
    }

    private void tell(EventType type, Map<String, Object> data) {
        var wanted =
                known.get("", _ -> endpoints.all()).stream()
                        .filter(it -> it.state() == Endpoints.State.ON)
                        .filter(it -> it.types().contains(type))
                        .toList();
        if (wanted.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var payload = new LinkedHashMap<String, Object>();
        payload.put("type", type.text());
        payload.put("timestamp", now.toString());
        payload.put("data", data);
        var body = json.writeValueAsString(payload);
        for (var it : wanted) {
            jdbc.sql(
                            """
                            insert into webhooks.delivery
                                (id, endpoint, type, body, state, happened_at, next_at)
                            select :id, id, :type, :body, 'WAITING', :now, :now
                            from webhooks.endpoint where id = :endpoint and state = 'ON'
                            for key share skip locked
                            """)
                    .param("id", DeliveryId.next().uuid())
                    .param("endpoint", it.id().uuid())
                    .param("type", type.text())
                    .param("body", body)
                    .param("now", Timestamp.from(now))
                    .update();
        }
    }
}
