package okpay.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import okpay.database.Turns;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who comes to the desk and who leaves it. Nobody is given a password: whoever is invited, or has
/// forgotten theirs, gets a link that is good once, for three days, and sets one.
@Component
public class Staff {

    private static final Duration GOOD_FOR = Duration.ofDays(3);
    private static final int LONGEST = 60;

    private final JdbcClient jdbc;
    private final Agents agents;
    private final Passwords passwords;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Staff(
            JdbcClient jdbc,
            Agents agents,
            Passwords passwords,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.agents = agents;
        this.passwords = passwords;
        this.news = news;
        this.clock = clock;
    }

    /// News: somebody does not work here any more.
    public record AgentLeft(AgentId agent) {}

    public enum State {
        /// Has not set a password yet.
        INVITED,
        WORKS,
        LEFT
    }

    public record Member(Agent agent, State state) {}

    public enum Refusal {
        /// Empty, or longer than sixty characters.
        NAME,
        /// No e-mail address.
        EMAIL,
        /// Somebody has it already.
        EMAIL_TAKEN,
        /// Nobody closes their own door, or makes themselves less than they are.
        NOT_YOURSELF,
        NO_SUCH_PERSON
    }

    /// What came of it.
    public sealed interface Outcome {
        /// @param secret what the link ends with, shown once
        record Invited(Agent agent, Token secret) implements Outcome {}

        record Refused(Refusal reason) implements Outcome {}
    }

    /// Those who work here by name, then those who left.
    public List<Member> all() {
        return jdbc.sql(
                        """
                        select id, name, email, role, language, closed_at is not null as closed,
                               password_hash = '' as invited
                        from identity.agent order by closed_at is not null, name, id limit 10000
                        """)
                .query((row, n) -> {
                    var state = row.getBoolean("invited") ? State.INVITED : State.WORKS;
                    return new Member(
                            Agents.row(row, n), row.getBoolean("closed") ? State.LEFT : state);
                })
                .list();
    }

    /// Nobody who could sign in decides anything here yet.
    public boolean isWithoutSupervisor() {
        return all().stream().noneMatch(it -> it.state() == State.WORKS && it.agent().mayApprove());
    }

    @Transactional
    public Outcome invite(String name, String email, Role role, Locale language) {
        Turns.take(jdbc, "staff");
        var address = EmailAddress.read(email);
        if (isNoName(name)) {
            return new Outcome.Refused(Refusal.NAME);
        }
        if (address.isEmpty()) {
            return new Outcome.Refused(Refusal.EMAIL);
        }
        if (all().stream().anyMatch(it -> it.agent().email().equals(address.get()))) {
            return new Outcome.Refused(Refusal.EMAIL_TAKEN);
        }
        var agent = new Agent(AgentId.next(), name.strip(), address.get(), role, language);
        agents.hire(agent, "");
        return new Outcome.Invited(agent, link(agent.id()));
    }

    /// The link of the first supervisor, while there is none who could sign in; there is nobody
    /// else to invite them.
    @Transactional
    public Optional<Token> first(String email) {
        if (!isWithoutSupervisor()) {
            return Optional.empty();
        }
        var known =
                EmailAddress.read(email)
                        .flatMap(address ->
                                all().stream()
                                        .map(Member::agent)
                                        .filter(it -> it.email().equals(address))
                                        .filter(Agent::mayApprove)
                                        .findFirst());
        var outcome =
                known.isPresent()
                        ? inviteAgain(known.get().id())
                        : invite(email.replaceAll("@.*", ""), email, Role.SUPERVISOR, Locale.CHINA);
        return outcome instanceof Outcome.Invited(_, var secret)
                ? Optional.of(secret)
                : Optional.empty();
    }

    /// A fresh link for somebody who has lost theirs, or forgotten their password, or comes back.
    /// The password they have stays good until they set another.
    @Transactional
    public Outcome inviteAgain(AgentId id) {
        var agent = agents.find(id);
        if (agent.isEmpty()) {
            return new Outcome.Refused(Refusal.NO_SUCH_PERSON);
        }
        return new Outcome.Invited(agent.get(), link(id));
    }

    private Token link(AgentId id) {
        var secret = Token.fresh();
        jdbc.sql(
                        """
                        insert into identity.agent_invitation (token_hash, agent, until)
                        values (:hash, :agent, :until)
                        on conflict (agent) do update set token_hash = :hash, until = :until
                        """)
                .param("hash", secret.hash())
                .param("agent", id.uuid())
                .param("until", Timestamp.from(clock.instant().plus(GOOD_FOR)))
                .update();
        return secret;
    }

    @Transactional
    public Optional<Refusal> change(
            AgentId by, AgentId id, String name, Role role, Locale language) {
        if (isNoName(name)) {
            return Optional.of(Refusal.NAME);
        }
        if (by.equals(id) && role != Role.SUPERVISOR) {
            return Optional.of(Refusal.NOT_YOURSELF);
        }
        int changed =
                jdbc.sql(
                                """
                                update identity.agent set name = :name, role = :role, language = :language
                                where id = :id
                                """)
                        .param("name", name.strip())
                        .param("role", role.name())
                        .param("language", language.toLanguageTag())
                        .param("id", id.uuid())
                        .update();
        return changed > 0 ? Optional.empty() : Optional.of(Refusal.NO_SUCH_PERSON);
    }

    /// Somebody leaves: every session of theirs ends, and their cases go to others.
    @Transactional
    public Optional<Refusal> close(AgentId by, AgentId id) {
        if (by.equals(id)) {
            return Optional.of(Refusal.NOT_YOURSELF);
        }
        var now = Timestamp.from(clock.instant());
        int closed =
                jdbc.sql(
                                """
                                update identity.agent set closed_at = :now, password_hash = ''
                                where id = :id and closed_at is null
                                """)
                        .param("now", now)
                        .param("id", id.uuid())
                        .update();
        if (closed == 0) {
            return agents.find(id).isPresent()
                    ? Optional.empty()
                    : Optional.of(Refusal.NO_SUCH_PERSON);
        }
        jdbc.sql("delete from identity.agent_invitation where agent = :id")
                .param("id", id.uuid())
                .update();
        endSessions(id);
        news.publishEvent(new AgentLeft(id));
        return Optional.empty();
    }

    /// Whose link it is, if it is still good.
    public Optional<Agent> invited(Token secret) {
        return jdbc.sql(
                        """
                        select agent from identity.agent_invitation
                        where token_hash = :hash and until > :now
                        """)
                .param("hash", secret.hash())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new AgentId(row.getObject("agent", UUID.class)))
                .optional()
                .flatMap(agents::find);
    }

    /// What came of setting a password.
    public enum Setting {
        DONE,
        /// It was used, is too old, or never was.
        NO_SUCH_LINK,
        TOO_SHORT,
        TOO_LONG,
        TOO_EASY
    }

    /// Sets the password of whose link it is: every session they had ends.
    @Transactional
    public Setting accept(Token secret, String password) {
        var agent = invited(secret);
        if (agent.isEmpty()) {
            return Setting.NO_SUCH_LINK;
        }
        var who = agent.get();
        var flaw = passwords.flaw(password, who.name(), who.email().value());
        if (flaw.isPresent()) {
            return Setting.valueOf(flaw.get().name());
        }
        int used =
                jdbc.sql("delete from identity.agent_invitation where token_hash = :hash")
                        .param("hash", secret.hash())
                        .update();
        if (used == 0) {
            return Setting.NO_SUCH_LINK;
        }
        jdbc.sql(
                        """
                        update identity.agent set password_hash = :hash, closed_at = null
                        where id = :id
                        """)
                .param("hash", passwords.hash(password))
                .param("id", who.id().uuid())
                .update();
        endSessions(who.id());
        return Setting.DONE;
    }

    private void endSessions(AgentId id) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                        update identity.session set ended_at = :now
                        where agent = :id and ended_at is null
                        """)
                .param("now", Timestamp.from(now))
                .param("id", id.uuid())
                .update();
    }

    private static boolean isNoName(String name) {
        return name.isBlank() || name.strip().length() > LONGEST;
    }
}
