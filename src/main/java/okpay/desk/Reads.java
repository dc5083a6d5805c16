package okpay.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import okpay.support.Case;
import okpay.support.CaseId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who opened a customer's case, noted once a day; the customer can read it.
@Component
public class Reads {

    private final JdbcClient jdbc;
    private final DeskSettings settings;
    private final Clock clock;

    Reads(JdbcClient jdbc, DeskSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param at the first time on that day
    public record Read(AgentId by, CaseId of, Instant at) {}

    @Transactional
    public void note(Case one, AgentId by) {
        var now = clock.instant();
        jdbc.sql(
                        """
                        insert into desk.case_read (case_id, agent, day, customer, at)
                        values (:id, :by, :day, :customer, :now) on conflict do nothing
                        """)
                .param("id", one.id().uuid())
                .param("by", by.uuid())
                .param("day", LocalDate.ofInstant(now, settings.zone()))
                .param("customer", one.customer().uuid())
                .param("now", Timestamp.from(now))
                .update();
    }

    /// The latest first.
    public List<Read> of(CustomerId customer, int most) {
        return jdbc.sql(
                        """
                        select agent, case_id, at from desk.case_read
                        where customer = :customer order by at desc limit :most
                        """)
                .param("customer", customer.uuid())
                .param("most", most)
                .query((row, _) ->
                        new Read(
                                new AgentId(row.getObject("agent", UUID.class)),
                                new CaseId(row.getObject("case_id", UUID.class)),
                                row.getTimestamp("at").toInstant()))
                .list();
    }
}
