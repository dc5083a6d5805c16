package okpay.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import okpay.database.Turns;
import okpay.identity.AgentId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Cases that turn out to be one, and one that turns out to be two. A merged case keeps all its
/// rows and only points at the other, so that taking it back leaves everything as it was; what is
/// written to it meanwhile lands where it lies.
@Component
public class Merging {

    private static final int MOST_WORDS = 200;

    /// What the words of another conversation are shown as: `cv_…:first-last`.
    public static final String WORDS = "words";

    private final JdbcClient jdbc;
    private final CaseStore store;
    private final Cases cases;
    private final Conversations conversations;
    private final CaseEvents events;
    private final Promises promises;
    private final Apart apart;
    private final ApplicationEventPublisher news;

    Merging(
            JdbcClient jdbc,
            CaseStore store,
            Cases cases,
            Conversations conversations,
            CaseEvents events,
            Promises promises,
            Apart apart,
            ApplicationEventPublisher news) {
        this.jdbc = jdbc;
        this.store = store;
        this.cases = cases;
        this.conversations = conversations;
        this.events = events;
        this.promises = promises;
        this.apart = apart;
        this.news = news;
    }

    /// What came of it.
    public sealed interface Outcome {
        record Done(Case one) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}
    }

    public enum Reason {
        NO_SUCH_CASE,
        /// Cases of two people are never one.
        SOMEBODY_ELSES,
        ITSELF,
        /// It lies in another one already.
        ALREADY_MERGED,
        /// It lies in no other.
        NOT_MERGED,
        /// There are no such words in it.
        NO_SUCH_WORDS
    }

    /// @param number the other case's number, as typed
    @Transactional
    public Outcome merge(CaseId id, String number, AgentId agent) {
        var other = byNumber(number);
        return other.isEmpty() ? refuse(Reason.NO_SUCH_CASE) : merge(id, other.get().id(), agent);
    }

    @Transactional
    public Outcome merge(CaseId id, CaseId other, AgentId agent) {
        return merge(id, other, Optional.of(agent));
    }

    /// What a case is about has turned out. Where there is one about that already, it comes to lie
    /// in it.
    ///
    /// @return the case in which it is about that
    @Transactional
    public Case turnsOut(CaseId id, Reference about) {
        var one = store.find(id).orElseThrow();
        Turns.take(jdbc, "merging " + one.customer());
        var there = cases.openAbout(one.customer(), about).map(Case::id);
        if (there.isPresent()) {
            if (!there.get().equals(store.root(id))) {
                merge(id, there.get(), Optional.empty());
            }
            return store.find(there.get()).orElseThrow();
        }
        store.locked(id);
        store.setAbout(id, about);
        events.write(id, Optional.empty(), CaseEvents.Kind.TURNED_OUT, about.toString());
        news.publishEvent(new CaseMoved(id, one.stage(), one.stage()));
        return store.find(id).orElseThrow();
    }

    private Outcome merge(CaseId id, CaseId other, Optional<AgentId> agent) {
        var from = store.find(id).orElseThrow();
        // One after the other for each person: no two cases can end up within each other.
        Turns.take(jdbc, "merging " + from.customer());
        var found = store.find(other);
        if (found.isEmpty()) {
            return refuse(Reason.NO_SUCH_CASE);
        }
        if (!found.get().customer().equals(from.customer())) {
            return refuse(Reason.SOMEBODY_ELSES);
        }
        // The one it will lie in goes before it, as everywhere.
        var into = store.locked(store.root(other));
        from = store.locked(id);
        if (from.mergedInto().isPresent()) {
            return refuse(Reason.ALREADY_MERGED);
        }
        if (into.id().equals(id)) {
            return refuse(Reason.ITSELF);
        }
        conversations.say(
                from.conversation(),
                Body.Words.of("chat.merged", into.number()),
                "merged:" + into.id() + ":" + events.of(id).size());
        store.mergeInto(id, Optional.of(into.id()));
        events.write(id, agent, CaseEvents.Kind.MERGED, into.number());
        if (from.stage().isOpen() && !into.stage().isOpen()) {
            // What is open is not solved by lying in something that is.
            agent.ifPresentOrElse(
                    it -> cases.take(into.id(), it), () -> cases.handToAgent(into.id()));
            apart.remember(from, into);
            promises.makeFirst(into.id(), Promise.Kind.NEXT_UPDATE, from.priority());
            promises.makeFirst(into.id(), Promise.Kind.RESOLUTION, from.priority());
        }
        news.publishEvent(new AnsweredElsewhere(from.conversation(), into.conversation()));
        tell(from, into);
        return new Outcome.Done(into);
    }

    /// Takes a case out of the one it lies in, with all that was its own.
    @Transactional
    public Outcome unmerge(CaseId id, AgentId agent) {
        Turns.take(jdbc, "merging " + store.find(id).orElseThrow().customer());
        // Before what lies in it, like whoever keeps a promise for both.
        store.locked(store.root(id));
        var from = store.locked(id);
        if (from.mergedInto().isEmpty()) {
            return refuse(Reason.NOT_MERGED);
        }
        var into = store.find(from.mergedInto().get()).orElseThrow();
        store.mergeInto(id, Optional.empty());
        events.write(id, Optional.of(agent), CaseEvents.Kind.UNMERGED, into.number());
        boolean isAsBefore = apart.restore(from, into, agent);
        news.publishEvent(new AnsweredApart(from.conversation(), into.conversation()));
        tell(from, into);
        if (isAsBefore) {
            var now = store.find(into.id()).orElseThrow();
            news.publishEvent(new CaseMoved(into.id(), into.stage(), now.stage()));
        }
        return new Outcome.Done(from);
    }

    /// Some words of a case were about something else: they become a case of their own, shown there
    /// as they stand here. Merged again, it is as if nothing had been.
    ///
    /// @param first the number of the first message, `last` of the last
    @Transactional
    public Outcome takeOut(CaseId id, long first, long last, Reference about, AgentId agent) {
        var origin = store.locked(id);
        long there = conversations.find(origin.conversation()).orElseThrow().lastSeq();
        if (first < 1 || last < first || last > there || last - first >= MOST_WORDS) {
            return refuse(Reason.NO_SUCH_WORDS);
        }
        var fresh = cases.fresh(origin.customer(), about);
        jdbc.sql(
                        """
                        insert into support.taken_out (case_id, origin, first_seq, last_seq)
                        values (:id, :origin, :first, :last)
                        """)
                .param("id", fresh.id().uuid())
                .param("origin", id.uuid())
                .param("first", first)
                .param("last", last)
                .update();
        var words = "%s:%d-%d".formatted(origin.conversation(), first, last);
        conversations.say(
                fresh.conversation(), new Body.Shown(new Reference(WORDS, words)), "words");
        events.write(id, Optional.of(agent), CaseEvents.Kind.TAKEN_OUT, fresh.number());
        promises.makeFirst(fresh.id(), Promise.Kind.RESOLUTION, fresh.priority());
        news.publishEvent(new AnsweredElsewhere(origin.conversation(), fresh.conversation()));
        return new Outcome.Done(cases.take(fresh.id(), agent));
    }

    /// What lies in a case, oldest first.
    public List<Case> within(CaseId id) {
        return jdbc.sql(CaseStore.SELECT + " where merged_into = :id order by opened_at limit 50")
                .param("id", id.uuid())
                .query(CaseStore::row)
                .list();
    }

    /// Other open cases of the same person: perhaps the same thing.
    public List<Case> perhapsTheSame(Case one) {
        return jdbc.sql(
                        CaseStore.SELECT
                                + """
                                 where customer = :customer and id <> :id and merged_into is null
                                   and stage <> 'CLOSED' order by opened_at desc limit 5
                                """)
                .param("customer", one.customer().uuid())
                .param("id", one.id().uuid())
                .query(CaseStore::row)
                .list();
    }

    /// The case it was taken out of.
    public Optional<Case> origin(CaseId id) {
        return jdbc.sql("select origin from support.taken_out where case_id = :id")
                .param("id", id.uuid())
                .query(Merging::id)
                .optional()
                .flatMap(store::find);
    }

    private Optional<Case> byNumber(String number) {
        return jdbc.sql(CaseStore.SELECT + " where number = :number")
                .param("number", number.strip().toUpperCase(java.util.Locale.ROOT))
                .query(CaseStore::row)
                .optional();
    }

    private void tell(Case from, Case into) {
        news.publishEvent(new CaseMoved(from.id(), from.stage(), from.stage()));
        news.publishEvent(new CaseMoved(into.id(), into.stage(), into.stage()));
    }

    private static CaseId id(ResultSet row, int n) throws SQLException {
        return new CaseId(row.getObject("origin", java.util.UUID.class));
    }

    private static Outcome refuse(Reason reason) {
        return new Outcome.Refused(reason);
    }
}
