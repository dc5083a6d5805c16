package okpay.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okpay.database.Turns;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Problems to be solved, each with a number, a stage and somebody who cares for it.
@Component
public class Cases {

    /// How often a customer may ask us to hurry.
    public static final Duration HURRY_AGAIN = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final CaseStore store;
    private final Conversations conversations;
    private final Promises promises;
    private final CaseEvents events;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Cases(
            JdbcClient jdbc,
            CaseStore store,
            Conversations conversations,
            Promises promises,
            CaseEvents events,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.conversations = conversations;
        this.promises = promises;
        this.events = events;
        this.news = news;
        this.clock = clock;
    }

    /// News: a case waits for an agent. Heard in the same transaction by whoever gives out the
    /// work.
    ///
    /// @param had who worked on it before
    public record CaseQueued(CaseId id, Optional<AgentId> had) {}

    /// News: a case was given to an agent.
    public record CaseAssigned(CaseId id, AgentId to) {}

    /// News: the customer asked us to hurry.
    public record CaseHurried(CaseId id, Instant at) {}

    /// The customer's open case about something, or a new one; asked twice at once, it is one.
    /// Where that was merged, it is the one it lies in.
    @Transactional
    public Case open(CustomerId customer, Reference about) {
        return openAbout(customer, about).orElseGet(() -> fresh(customer, about));
    }

    public Optional<Case> find(CaseId id) {
        return store.find(id);
    }

    /// One of the customer's own cases; somebody else's does not exist.
    public Optional<Case> find(CaseId id, CustomerId customer) {
        return find(id).filter(one -> one.customer().equals(customer));
    }

    /// @param number as a person types it: `c100042`
    public Optional<Case> numbered(String number) {
        return jdbc.sql(CaseStore.SELECT + " where number = :number")
                .param("number", number.strip().toUpperCase(Locale.ROOT))
                .query(CaseStore::row)
                .optional();
    }

    /// The case in which this one lies: itself, unless it was merged.
    public Case root(Case one) {
        return one.mergedInto().isEmpty() ? one : store.find(store.root(one.id())).orElseThrow();
    }

    /// The case a conversation belongs to; where there are several, the newest.
    public Optional<Case> of(ConversationId conversation) {
        return jdbc.sql(
                        CaseStore.SELECT
                                + " where conversation = :id order by opened_at desc limit 1")
                .param("id", conversation.uuid())
                .query(CaseStore::row)
                .optional();
    }

    /// The customer's cases, newest first.
    public List<Case> of(CustomerId customer, int most) {
        return jdbc.sql(
                        CaseStore.SELECT
                                + " where customer = :id order by opened_at desc limit :most")
                .param("id", customer.uuid())
                .param("most", most)
                .query(CaseStore::row)
                .list();
    }

    /// Cases about one thing, newest first.
    public List<Case> about(Reference about) {
        return jdbc.sql(
                        CaseStore.SELECT
                                + " where about_kind = :kind and about_id = :id"
                                + " order by opened_at desc limit 20")
                .param("kind", about.kind())
                .param("id", about.id())
                .query(CaseStore::row)
                .list();
    }

    /// Holds the case until the end of the caller's transaction. Whoever will change a case, its
    /// promises and its conversation in one go takes this first, so that no two wait for each
    /// other. Answers how it stands now.
    public Case lock(CaseId id) {
        return store.locked(id);
    }

    /// What the customer complains of.
    @Transactional
    public void setTopic(CaseId id, String topic) {
        store.setTopic(id, topic);
    }

    /// Puts the case before a person: into the queue, from which the news of it takes it at once if
    /// somebody is free. Where an agent has it already, it stays with them.
    @Transactional
    public Case handToAgent(CaseId id) {
        var found = store.locked(id);
        boolean isWithSomebody = found.assignee().isPresent() && found.stage().isOpen();
        if (isWithSomebody || found.stage() == Stage.WAITING) {
            return found;
        }
        move(found, Stage.WAITING, Optional.empty(), Optional.empty());
        news.publishEvent(new CaseQueued(id, found.assignee()));
        return find(id).orElseThrow();
    }

    /// Back into the queue, away from who has it.
    @Transactional
    public boolean giveBack(CaseId id, AgentId by) {
        var found = store.locked(id);
        if (!found.stage().leadsTo(Stage.WAITING) || !found.stage().isOpen()) {
            return false;
        }
        promises.resume(id);
        move(found, Stage.WAITING, Optional.empty(), Optional.of(by));
        events.write(id, Optional.of(by), CaseEvents.Kind.GIVEN_BACK, "");
        return true;
    }

    /// Gives a waiting case to an agent.
    ///
    /// @return false when it waits no longer
    @Transactional
    public boolean assign(CaseId id, AgentId agent) {
        var found = store.locked(id);
        if (found.stage() != Stage.WAITING) {
            return false;
        }
        move(found, Stage.IN_PROGRESS, Optional.of(agent), Optional.empty());
        events.write(id, Optional.of(agent), CaseEvents.Kind.ASSIGNED, "");
        news.publishEvent(new CaseAssigned(id, agent));
        return true;
    }

    /// An agent takes the case, from whoever had it.
    @Transactional
    public Case take(CaseId id, AgentId agent) {
        var found = store.locked(id);
        var stage =
                switch (found.stage()) {
                    case WAITING_FOR_APPROVAL, WAITING_FOR_CUSTOMER -> found.stage();
                    default -> Stage.IN_PROGRESS;
                };
        move(found, stage, Optional.of(agent), Optional.of(agent));
        events.write(id, Optional.of(agent), CaseEvents.Kind.ASSIGNED, "");
        return find(id).orElseThrow();
    }

    /// Goes on to another stage; false when that step is not drawn in [Stage].
    @Transactional
    public boolean move(CaseId id, Stage next) {
        var found = store.locked(id);
        if (found.stage() == next) {
            return true;
        }
        if (!found.stage().leadsTo(next)) {
            return false;
        }
        move(found, next, found.assignee(), Optional.empty());
        switch (next) {
            case RESOLVED -> promises.keepAll(id);
            case WAITING_FOR_CUSTOMER -> promises.pause(id);
            default -> promises.resume(id);
        }
        return true;
    }

    /// Why it happened, in a word or two: for those who mend what breaks often.
    @Transactional
    public void setCause(CaseId id, AgentId agent, String cause) {
        store.setCause(id, cause);
        events.write(id, Optional.of(agent), CaseEvents.Kind.CAUSE, cause);
    }

    /// It presses more than it did; never less.
    @Transactional
    public void raise(CaseId id, Priority to, Raise why) {
        var found = store.locked(id);
        if (found.priority().isAtLeast(to)) {
            return;
        }
        store.setPriority(id, to);
        events.write(id, Optional.empty(), CaseEvents.Kind.RAISED, to + " " + why);
        news.publishEvent(new CaseMoved(id, found.stage(), found.stage()));
    }

    /// The customer asks us to hurry (催办): the case is raised by one step. What was promised stays
    /// promised.
    ///
    /// @return false when they did so within half an hour already, or it is over
    @Transactional
    public boolean hurry(CaseId id) {
        var found = store.locked(id);
        var now = clock.instant();
        if (!found.stage().isOpen() || !store.hurry(id, now, now.minus(HURRY_AGAIN))) {
            return false;
        }
        events.write(id, Optional.empty(), CaseEvents.Kind.HURRIED, "");
        raise(id, found.priority().raised(), Raise.HURRIED);
        news.publishEvent(new CaseHurried(id, now));
        return true;
    }

    /// Until the end of the transaction nobody else opens one.
    Optional<Case> openAbout(CustomerId customer, Reference about) {
        Turns.take(jdbc, "case " + customer + " " + about);
        return about(about).stream()
                .filter(one -> one.customer().equals(customer))
                .map(this::root)
                .filter(one -> one.stage() != Stage.CLOSED)
                .findFirst();
    }

    Case fresh(CustomerId customer, Reference about) {
        var now = clock.instant();
        var fresh =
                new Case(
                        CaseId.next(),
                        store.nextNumber(),
                        customer,
                        conversations.start(customer).id(),
                        about,
                        "",
                        Stage.OPENED,
                        Priority.NORMAL,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        now,
                        now);
        store.insert(fresh);
        news.publishEvent(new CaseOpened(fresh.id()));
        news.publishEvent(new CaseMoved(fresh.id(), Stage.OPENED, Stage.OPENED));
        return fresh;
    }

    private void move(Case from, Stage next, Optional<AgentId> agent, Optional<AgentId> by) {
        if (from.stage() != next && !from.stage().leadsTo(next)) {
            throw new IllegalStateException(
                    from.number() + " cannot go from " + from.stage() + " to " + next);
        }
        store.move(from.id(), next, agent, clock.instant());
        events.write(from.id(), by, CaseEvents.Kind.MOVED, next.name());
        news.publishEvent(new CaseMoved(from.id(), from.stage(), next));
    }
}
