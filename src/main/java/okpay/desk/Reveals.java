package okpay.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import okpay.id.Ids;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import okpay.support.Case;
import okpay.support.CaseId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Private fields are masked until somebody at the desk says why they must see one; then they see
/// it for a few minutes, and the customer can read who looked, when and why.
@Component
public class Reveals {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 300;

    private final JdbcClient jdbc;
    private final DeskSettings settings;
    private final Clock clock;

    Reveals(JdbcClient jdbc, DeskSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    public enum Field {
        PHONE,
        EMAIL,
        BALANCE,
        /// What was said on the telephone.
        RECORDING
    }

    /// One look, as the customer may read it.
    public record Look(AgentId by, CaseId of, Field field, String why, Instant at) {}

    /// @param why 3 to 300 characters
    /// @return false when it says no reason
    @Transactional
    public boolean reveal(Case one, AgentId to, Field field, String why) {
        var tidy = why.strip().replaceAll("\\p{Cc}", " ");
        if (tidy.length() < SHORTEST || tidy.length() > LONGEST) {
            return false;
        }
        var now = clock.instant();
        jdbc.sql(
                        """
                        insert into desk.reveal (id, customer, case_id, agent, field, why, at, until)
                        values (:id, :customer, :caseId, :agent, :field, :why, :at, :until)
                        """)
                .param("id", Ids.next())
                .param("customer", one.customer().uuid())
                .param("caseId", one.id().uuid())
                .param("agent", to.uuid())
                .param("field", field.name())
                .param("why", tidy)
                .param("at", Timestamp.from(now))
                .param("until", Timestamp.from(now.plus(settings.revealed())))
                .update();
        return true;
    }

    /// What this agent may see at this moment, in this case.
    public Set<Field> open(CaseId of, AgentId to) {
        return jdbc
                .sql(
                        """
                        select distinct field from desk.reveal
                        where case_id = :caseId and agent = :agent and until > :now
                        """)
                .param("caseId", of.uuid())
                .param("agent", to.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> Field.valueOf(row.getString("field")))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Who looked at this customer's private fields, newest first.
    public List<Look> of(CustomerId customer, int most) {
        return jdbc.sql(
                        """
                        select agent, case_id, field, why, at from desk.reveal
                        where customer = :customer order by at desc, id desc limit :most
                        """)
                .param("customer", customer.uuid())
                .param("most", most)
                .query((row, _) ->
                        new Look(
                                new AgentId(row.getObject("agent", UUID.class)),
                                new CaseId(row.getObject("case_id", UUID.class)),
                                Field.valueOf(row.getString("field")),
                                row.getString("why"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }
}
