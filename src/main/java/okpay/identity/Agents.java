package okpay.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The people at the desk.
@Component
public class Agents {

    private static final String COLUMNS = "id, name, email, role, language";

    private final JdbcClient jdbc;

    Agents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Takes an agent in; the password comes hashed ([Passwords]). Somebody already here stays.
    @Transactional
    public void hire(Agent agent, String passwordHash) {
        jdbc.sql(
                        """
                        insert into identity.agent (id, name, email, role, language, password_hash)
                        values (:id, :name, :email, :role, :language, :hash)
                        on conflict (id) do nothing
                        """)
                .param("id", agent.id().uuid())
                .param("name", agent.name())
                .param("email", agent.email().value())
                .param("role", agent.role().name())
                .param("language", agent.language().toLanguageTag())
                .param("hash", passwordHash)
                .update();
    }

    public Optional<Agent> find(AgentId id) {
        return jdbc.sql("select " + COLUMNS + " from identity.agent where id = :id")
                .param("id", id.uuid())
                .query(Agents::row)
                .optional();
    }

    /// Everybody who was ever hired: as many as work at one company.
    public List<Agent> all() {
        return jdbc.sql("select " + COLUMNS + " from identity.agent order by id limit 10000")
                .query(Agents::row)
                .list();
    }

    /// Those who work here now.
    public List<Agent> working() {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from identity.agent where closed_at is null order by id limit 10000")
                .query(Agents::row)
                .list();
    }

    Optional<Agent> working(AgentId id) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from identity.agent where id = :id and closed_at is null")
                .param("id", id.uuid())
                .query(Agents::row)
                .optional();
    }

    record Credentials(Agent agent, String hash) {}

    Optional<Credentials> credentials(String email) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + """
                                , password_hash from identity.agent
                                where email = :email and closed_at is null and password_hash <> ''
                                """)
                .param("email", EmailAddress.read(email).map(EmailAddress::value).orElse(""))
                .query((row, n) -> new Credentials(row(row, n), row.getString("password_hash")))
                .optional();
    }

    static Agent row(ResultSet row, int n) throws SQLException {
        return new Agent(
                new AgentId(row.getObject("id", UUID.class)),
                row.getString("name"),
                new EmailAddress(row.getString("email")),
                Role.valueOf(row.getString("role")),
                Locale.forLanguageTag(row.getString("language")));
    }
}
