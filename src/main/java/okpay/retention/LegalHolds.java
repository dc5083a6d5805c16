package okpay.retention;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import okpay.id.Ids;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Customers of whom nothing may be forgotten for now: a court, an authority or a dispute needs it.
@Component
public class LegalHolds {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 300;

    private final JdbcClient jdbc;
    private final Clock clock;

    LegalHolds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public record Hold(UUID id, CustomerId of, String why, AgentId by, Instant at) {}

    /// @return false without a reason; where there is a hold already, it stays as it is
    @Transactional
    public boolean put(CustomerId of, AgentId by, String why) {
        var tidy = why.strip();
        if (tidy.length() < SHORTEST || tidy.length() > LONGEST) {
            return false;
        }
        jdbc.sql(
                        """
                        insert into retention.hold (id, customer, why, by, at)
                        values (:id, :of, :why, :by, :now) on conflict do nothing
                        """)
                .param("id", Ids.next())
                .param("of", of.uuid())
                .param("why", tidy)
                .param("by", by.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return true;
    }

    @Transactional
    public void lift(UUID id, AgentId by) {
        jdbc.sql(
                        """
                        update retention.hold set lifted_by = :by, lifted_at = :now
                        where id = :id and lifted_at is null
                        """)
                .param("by", by.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
    }

    public boolean isHeld(CustomerId of) {
        return jdbc.sql(
                        """
                        select exists (select 1 from retention.hold
                            where customer = :of and lifted_at is null)
                        """)
                .param("of", of.uuid())
                .query(Boolean.class)
                .single();
    }

    /// Of whom nothing may be forgotten.
    public Set<CustomerId> held() {
        return jdbc.sql("select distinct customer from retention.hold where lifted_at is null")
                .query((row, _) -> new CustomerId(row.getObject("customer", UUID.class)))
                .set();
    }

    /// Those that stand, the latest first.
    public List<Hold> all() {
        return jdbc.sql(
                        """
                        select id, customer, why, by, at from retention.hold
                        where lifted_at is null order by at desc limit 500
                        """)
                .query((row, _) ->
                        new Hold(
                                row.getObject("id", UUID.class),
                                new CustomerId(row.getObject("customer", UUID.class)),
                                row.getString("why"),
                                new AgentId(row.getObject("by", UUID.class)),
                                row.getTimestamp("at").toInstant()))
                .list();
    }
}
