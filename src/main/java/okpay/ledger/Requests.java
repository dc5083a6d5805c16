package okpay.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import okpay.ledger.Outcome.Booked;
import okpay.ledger.Outcome.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What was asked under which key, and what we answered: kept for ever.
@Component
class Requests {

    private final JdbcClient jdbc;

    Requests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Takes the keys that nobody used before. A key that another transaction is using right now is
    /// waited for; if that one commits, the key is not ours.
    Set<String> claim(List<Order> orders, Instant now) {
        var sorted = orders.stream().sorted(Comparator.comparing(Order::key)).toList();
        var claimed =
                jdbc.sql(
                                """
                                insert into ledger.request (key, hash, asked_at)
                                select key, hash, :now
                                from unnest(:keys::text[], :hashes::bytea[]) as asked (key, hash)
                                on conflict (key) do nothing
                                returning key
                                """)
                        .param("now", Timestamp.from(now))
                        .param("keys", sorted.stream().map(Order::key).toArray(String[]::new))
                        .param("hashes", sorted.stream().map(Order::hash).toArray(byte[][]::new))
                        .query(String.class)
                        .list();
        if (new HashSet<>(sorted.stream().map(Order::key).toList()).size() < sorted.size()) {
            throw new IllegalArgumentException("Two orders of one batch have the same key");
        }
        return new HashSet<>(claimed);
    }

    Outcome recall(Order order) {
        return jdbc.sql("select hash, refusal, ids from ledger.request where key = :key")
                .param("key", order.key())
                .query((row, n) -> {
                    if (!Arrays.equals(row.getBytes("hash"), order.hash())) {
                        return new Refused(Refusal.KEY_REUSED);
                    }
                    String refusal = row.getString("refusal");
                    if (refusal != null) {
                        return new Refused(Refusal.valueOf(refusal));
                    }
                    return new Booked(List.of((UUID[]) row.getArray("ids").getArray()));
                })
                .single();
    }

    void remember(Map<String, Outcome> answers) {
        var keys = answers.keySet().toArray(String[]::new);
        var refusals = new String[keys.length];
        var ids = new String[keys.length];
        for (int i = 0; i < keys.length; i++) {
            switch (answers.get(keys[i])) {
                case Booked booked ->
                        ids[i] =
                                "{"
                                        + String.join(
                                                ",",
                                                booked.ids().stream().map(UUID::toString).toList())
                                        + "}";
                case Refused refused -> refusals[i] = refused.reason().name();
                case null -> throw new IllegalStateException("No answer for " + keys[i]);
            }
        }
        jdbc.sql(
                        """
                        update ledger.request r set refusal = a.refusal, ids = a.ids::uuid[]
                        from unnest(:keys::text[], :refusals::text[], :ids::text[])
                            as a (key, refusal, ids)
                        where r.key = a.key
                        """)
                .param("keys", keys)
                .param("refusals", refusals)
                .param("ids", ids)
                .update();
    }
}
