package okpay.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import okpay.id.Ids;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.support.Author;
import okpay.support.Case;
import okpay.support.CaseEvents;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Promises;
import okpay.support.Writing;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Replies in which something could not be found in the books: a second person looks at them, and
/// only then they go out, in the name of who wrote them.
@Component
public class HeldReplies {

    private static final int MOST = 100;

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Conversations conversations;
    private final CaseEvents events;
    private final Alerts alerts;
    private final Drafts drafts;
    private final Promises promises;
    private final Clock clock;

    HeldReplies(
            JdbcClient jdbc,
            Cases cases,
            Conversations conversations,
            CaseEvents events,
            Alerts alerts,
            Drafts drafts,
            Promises promises,
            Clock clock) {
        this.drafts = drafts;
        this.promises = promises;
        this.jdbc = jdbc;
        this.cases = cases;
        this.conversations = conversations;
        this.events = events;
        this.alerts = alerts;
        this.clock = clock;
    }

    public enum State {
        WAITING,
        LET_GO,
        KEPT_BACK,
        WITHDRAWN
    }

    /// Something in the words that could not be found.
    ///
    /// @param kind in the words of whoever doubts
    /// @param due for a time, when it is: promised when the words leave
    public record Doubt(String kind, String words, Optional<Instant> due) {

        private String written() {
            return kind + "\t" + words + due.map(it -> "\t" + it).orElse("");
        }

        private static Doubt read(String line) {
            var parts = line.split("\t", 3);
            return new Doubt(
                    parts[0],
                    parts[1],
                    parts.length < 3 ? Optional.empty() : Optional.of(Instant.parse(parts[2])));
        }
    }

    public record Held(
            UUID id,
            CaseId of,
            AgentId by,
            String text,
            List<Doubt> doubts,
            String clientId,
            State state,
            Instant askedAt) {
        public Held {
            doubts = List.copyOf(doubts);
        }
    }

    public enum Decision {
        DONE,
        /// Nobody lets their own words go, and only supervisors do it.
        NOT_YOURS,
        /// It was decided, or taken back.
        OVER,
        /// The customer wrote what whoever decides has not seen.
        NEWER
    }

    /// Asks for a second pair of eyes; false when the same words wait already, or were let go.
    /// Those that came back may be asked for again.
    @Transactional
    public boolean hold(Case one, Agent by, String text, List<Doubt> doubts, String clientId) {
        var id = Ids.next();
        var written = doubts.stream().map(Doubt::written).collect(Collectors.joining("\n"));
        int held =
                jdbc.sql(
                                """
                                insert into desk.held_reply
                                    (id, case_id, agent, text, doubts, client_id, state, asked_at)
                                values (:id, :caseId, :agent, :text, :doubts, :clientId, 'WAITING', :at)
                                on conflict (case_id, client_id) do update
                                set id = excluded.id, agent = excluded.agent, text = excluded.text,
                                    doubts = excluded.doubts, state = 'WAITING',
                                    asked_at = excluded.asked_at, decided_by = null,
                                    decided_at = null, why = ''
                                where desk.held_reply.state in ('KEPT_BACK', 'WITHDRAWN')
                                """)
                        .param("id", id)
                        .param("caseId", one.id().uuid())
                        .param("agent", by.id().uuid())
                        .param("text", text)
                        .param("doubts", written)
                        .param("clientId", clientId)
                        .param("at", Timestamp.from(clock.instant()))
                        .update();
        if (held == 1) {
            alerts.tellSupervisors(
                    one.id(), Alerts.Kind.TO_CHECK, by.name(), id.toString(), Optional.of(by.id()));
        }
        return held == 1;
    }

    /// Oldest first.
    public List<Held> waiting() {
        return jdbc.sql(SELECT + " where state = 'WAITING' order by asked_at limit :most")
                .param("most", MOST)
                .query(HeldReplies::row)
                .list();
    }

    public List<Held> of(CaseId id) {
        return jdbc.sql(
                        SELECT
                                + " where case_id = :id and state = 'WAITING' order by asked_at limit 20")
                .param("id", id.uuid())
                .query(HeldReplies::row)
                .list();
    }

    /// The number of the latest message, and whether the customer has written since it was held.
    public record Since(long last, boolean isOvertaken) {}

    public Since since(Held held) {
        var in = cases.find(held.of).orElseThrow().conversation();
        var last = conversations.find(in).orElseThrow().lastSeq();
        return new Since(
                last,
                conversations.latestOfCustomer(in, 1).stream()
                        .anyMatch(it -> it.at().isAfter(held.askedAt)));
    }

    private boolean hasNewer(Case one, long seen) {
        return conversations.since(one.conversation(), seen).stream()
                .anyMatch(it -> it.author() instanceof Author.OfCustomer);
    }

    /// It goes out as it was written.
    ///
    /// @param seen the number of the last message on the screen of whoever decides
    @Transactional
    public Decision letGo(UUID id, Agent by, long seen) {
        var held = locked(id);
        var decision = check(held, by);
        if (decision == Decision.DONE) {
            var one = cases.find(held.orElseThrow().of()).orElseThrow();
            if (hasNewer(one, seen)) {
                return Decision.NEWER;
            }
            decide(id, State.LET_GO, Optional.of(by.id()), "");
            var written =
                    conversations.write(
                            one.conversation(),
                            new Author.OfAgent(held.get().by()),
                            held.get().text(),
                            held.get().clientId());
            if (!(written instanceof Writing.Accepted)) {
                throw new IllegalStateException("what was held was too long: " + id);
            }
            held.get()
                    .doubts()
                    .forEach(it ->
                            it.due().ifPresent(due -> promises.agree(one.id(), it.words(), due)));
            events.write(one.id(), Optional.of(by.id()), CaseEvents.Kind.LET_GO, "");
            alerts.tell(held.get().by(), one.id(), Alerts.Kind.LET_GO, by.name(), id.toString());
        }
        return decision;
    }

    /// It does not go out; who wrote it reads why.
    @Transactional
    public Decision keepBack(UUID id, Agent by, String why) {
        var held = locked(id);
        var decision = check(held, by);
        if (decision == Decision.DONE) {
            decide(id, State.KEPT_BACK, Optional.of(by.id()), why);
            giveBack(held.orElseThrow());
            var of = held.orElseThrow().of();
            events.write(of, Optional.of(by.id()), CaseEvents.Kind.KEPT_BACK, why);
            alerts.tell(held.get().by(), of, Alerts.Kind.KEPT_BACK, why, id.toString());
        }
        return decision;
    }

    /// Who wrote it thought better of it.
    @Transactional
    public void withdraw(UUID id, AgentId by) {
        locked(id)
                .filter(it -> it.state() == State.WAITING && it.by().equals(by))
                .ifPresent(it -> {
                    decide(id, State.WITHDRAWN, Optional.empty(), "");
                    giveBack(it);
                });
    }

    /// The words go back to the desk of who wrote them, unless something else lies there.
    private void giveBack(Held held) {
        if (drafts.of(held.by(), held.of()).isEmpty()) {
            drafts.keep(held.by(), held.of(), held.text());
        }
    }

    private static Decision check(Optional<Held> held, Agent by) {
        if (held.filter(it -> it.state() == State.WAITING).isEmpty()) {
            return Decision.OVER;
        }
        return !by.mayApprove() || held.get().by().equals(by.id())
                ? Decision.NOT_YOURS
                : Decision.DONE;
    }

    private void decide(UUID id, State as, Optional<AgentId> by, String why) {
        jdbc.sql(
                        """
                        update desk.held_reply
                        set state = :state, decided_by = :by, decided_at = :now, why = :why
                        where id = :id
                        """)
                .param("state", as.name())
                .param("by", by.map(AgentId::uuid).orElse(null))
                .param("now", Timestamp.from(clock.instant()))
                .param("why", why)
                .param("id", id)
                .update();
    }

    private static final String SELECT =
            """
            select id, case_id, agent, text, doubts, client_id, state, asked_at from desk.held_reply
            """;

    /// The case first, like everybody else.
    private Optional<Held> locked(UUID id) {
        var found =
                jdbc.sql(SELECT + " where id = :id")
                        .param("id", id)
                        .query(HeldReplies::row)
                        .optional();
        found.ifPresent(it -> cases.lock(it.of()));
        return jdbc.sql(SELECT + " where id = :id for update")
                .param("id", id)
                .query(HeldReplies::row)
                .optional();
    }

    private static Held row(ResultSet row, int n) throws SQLException {
        return new Held(
                row.getObject("id", UUID.class),
                new CaseId(row.getObject("case_id", UUID.class)),
                new AgentId(row.getObject("agent", UUID.class)),
                row.getString("text"),
                row.getString("doubts").lines().map(Doubt::read).toList(),
                row.getString("client_id"),
                State.valueOf(row.getString("state")),
                row.getTimestamp("asked_at").toInstant());
    }
}
