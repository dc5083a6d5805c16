package okpay.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okpay.database.Turns;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who comes to the desk and who leaves it. Nobody is given a password: whoever is invited, or has
/// forgotten theirs, gets a letter with a link that is good once, for three days, and sets one. Who
/// invites does not see it: else one supervisor would be two. What is done to whom is written down
/// for ever.
@Component
public class Staff {

    private static final int LONGEST = 60;

    private final JdbcClient jdbc;
    private final Agents agents;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Invitations invitations;
    private final StaffTrail trail;
    private final Courier courier;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Staff(
            JdbcClient jdbc,
            Agents agents,
            Passwords passwords,
            Sessions sessions,
            Invitations invitations,
            StaffTrail trail,
            Courier courier,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.agents = agents;
        this.passwords = passwords;
        this.sessions = sessions;
        this.invitations = invitations;
        this.trail = trail;
        this.courier = courier;
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
        /// A letter with a link is on its way to them.
        record Invited(Agent agent) implements Outcome {}

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

    /// Those who can sign in, by name.
    public List<Agent> colleagues() {
        return all().stream().filter(it -> it.state() == State.WORKS).map(Member::agent).toList();
    }

    private Optional<Agent> of(EmailAddress address) {
        return all().stream()
                .map(Member::agent)
                .filter(it -> it.email().equals(address))
                .findFirst();
    }

    /// Nobody who could sign in decides anything here yet.
    public boolean isWithoutSupervisor() {
        return colleagues().stream().noneMatch(Agent::mayApprove);
    }

    /// @param by a supervisor
    @Transactional
    public Outcome invite(AgentId by, String name, String email, Role role, Locale language) {
        Turns.take(jdbc, "staff");
        var address = EmailAddress.read(email);
        if (isNoName(name)) {
            return new Outcome.Refused(Refusal.NAME);
        }
        if (address.isEmpty()) {
            return new Outcome.Refused(Refusal.EMAIL);
        }
        if (of(address.get()).isPresent()) {
            return new Outcome.Refused(Refusal.EMAIL_TAKEN);
        }
        var agent = hire(Optional.of(by), name, address.get(), role, language);
        write(agent);
        return new Outcome.Invited(agent);
    }

    private Agent hire(
            Optional<AgentId> by, String name, EmailAddress at, Role role, Locale language) {
        var agent = new Agent(AgentId.next(), name.strip(), at, role, language);
        agents.hire(agent, "");
        trail.note(agent.id(), by, StaffTrail.Event.INVITED, role.name());
        return agent;
    }

    private void write(Agent agent) {
        courier.carry(
                new Letter(
                        Letter.Kind.DESK_INVITATION,
                        new Handle.Email(agent.email()),
                        agent.language(),
                        List.of(agent.name(), invitations.make(agent.id()).secret()),
                        Optional.of(clock.instant().plus(Invitations.GOOD_FOR))));
    }

    /// The link of the first supervisor, while there is none who could sign in: there is nobody to
    /// invite them, and whoever starts OKPay may have it. Empty when there is one, or the address
    /// is none or a colleague's who decides nothing.
    @Transactional
    public Optional<Token> first(String email) {
        Turns.take(jdbc, "staff");
        var name = email.replaceAll("@.*", "");
        return EmailAddress.read(email)
                .filter(_ -> isWithoutSupervisor() && !isNoName(name))
                .map(it -> of(it).orElseGet(() -> founder(name, it)))
                .filter(Agent::mayApprove)
                .map(it -> invitations.make(it.id()));
    }

    private Agent founder(String name, EmailAddress at) {
        return hire(Optional.empty(), name, at, Role.SUPERVISOR, Locale.CHINA);
    }

    /// A letter with a fresh link for somebody who has lost theirs, or forgotten their password, or
    /// comes back. The password they have stays good until they set another.
    @Transactional
    public Outcome inviteAgain(AgentId by, AgentId id) {
        var agent = locked(id);
        if (agent.isEmpty()) {
            return new Outcome.Refused(Refusal.NO_SUCH_PERSON);
        }
        trail.note(id, Optional.of(by), StaffTrail.Event.LINK, "");
        write(agent.get());
        return new Outcome.Invited(agent.get());
    }

    /// Holds somebody until the end of the transaction: before their links and sessions.
    private Optional<Agent> locked(AgentId id) {
        var _ =
                jdbc.sql("select 1 from identity.agent where id = :id for update")
                        .param("id", id.uuid())
                        .query(Integer.class)
                        .optional();
        return agents.find(id);
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
        if (changed == 0) {
            return Optional.of(Refusal.NO_SUCH_PERSON);
        }
        trail.note(id, Optional.of(by), StaffTrail.Event.CHANGED, name.strip() + " · " + role);
        return Optional.empty();
    }

    /// Somebody leaves: every session of theirs ends, and their cases go to others.
    @Transactional
    public Optional<Refusal> close(AgentId by, AgentId id) {
        Turns.take(jdbc, "staff");
        // Two who let each other go at once would leave nobody.
        if (by.equals(id) || agents.working(by).isEmpty()) {
            return Optional.of(Refusal.NOT_YOURSELF);
        }
        int closed =
                jdbc.sql(
                                """
                                update identity.agent set closed_at = :now, password_hash = ''
                                where id = :id and closed_at is null
                                """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id.uuid())
                        .update();
        if (closed == 0) {
            return agents.find(id).isPresent()
                    ? Optional.empty()
                    : Optional.of(Refusal.NO_SUCH_PERSON);
        }
        invitations.drop(id);
        sessions.endAll(id);
        trail.note(id, Optional.of(by), StaffTrail.Event.LEFT, "");
        news.publishEvent(new AgentLeft(id));
        return Optional.empty();
    }

    /// Whose link it is, if it is still good.
    public Optional<Agent> invited(Token secret) {
        return invitations.find(secret).flatMap(agents::find);
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
        var agent = invitations.find(secret).flatMap(this::locked);
        if (agent.isEmpty()) {
            return Setting.NO_SUCH_LINK;
        }
        var who = agent.get();
        var flaw = passwords.flaw(password, who.name(), who.email().value());
        if (flaw.isPresent()) {
            return Setting.valueOf(flaw.get().name());
        }
        if (!invitations.use(secret)) {
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
        sessions.endAll(who.id());
        trail.note(who.id(), Optional.of(who.id()), StaffTrail.Event.PASSWORD, "");
        return Setting.DONE;
    }

    private static boolean isNoName(String name) {
        return name.isBlank() || name.strip().length() > LONGEST;
    }
}
