package okpay.wallet;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How much is done, by kind of payment: what complaints are measured by.
@Component
public class Volumes {

    private final JdbcClient jdbc;

    Volumes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param made all of them
    /// @param failed those that did not happen
    /// @param unknown those of which the bank has not said anything yet
    public record Volume(long made, long failed, long unknown) {}

    public Map<PaymentKind, Volume> since(Instant since) {
        var all = new EnumMap<PaymentKind, Volume>(PaymentKind.class);
        jdbc.sql(
                        """
                        select kind, count(*) as made, count(*) filter (where state = 'FAILED') as failed,
                            count(*) filter (where state = 'UNKNOWN') as unknown
                        from wallet.payment where at >= :since group by kind
                        """)
                .param("since", Timestamp.from(since))
                .query(row -> {
                    all.put(
                            PaymentKind.valueOf(row.getString("kind")),
                            new Volume(
                                    row.getLong("made"),
                                    row.getLong("failed"),
                                    row.getLong("unknown")));
                });
        return all;
    }

    /// Of which kinds some payments are, and how many of each.
    public Map<PaymentKind, Long> kindsOf(List<PaymentId> ids) {
        var all = new EnumMap<PaymentKind, Long>(PaymentKind.class);
        jdbc.sql(
                        "select kind, count(*) as n from wallet.payment where id = any(:ids) group by kind")
                .param("ids", ids.stream().map(PaymentId::uuid).toArray(UUID[]::new))
                .query(row -> {
                    all.put(PaymentKind.valueOf(row.getString("kind")), row.getLong("n"));
                });
        return all;
    }
}
