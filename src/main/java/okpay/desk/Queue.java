package okpay.desk;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okpay.database.Turns;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Agents;
import okpay.identity.Customers;
import okpay.identity.Role;
import okpay.support.Case;
import okpay.support.CaseEvents;
import okpay.support.CaseId;
import okpay.support.CaseMoved;
import okpay.support.Cases;
import okpay.support.Loads;
import okpay.support.Stage;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Who gets which case. A true queue: whenever somebody has room, they get the most urgent of all
/// that wait, never just the newest.
@Component
public class Queue {

    /// A case with this tag is hard on whoever reads it: abuse, danger, fear.
    public static final String HARD = "hard";

    private static final Duration GONE_HOME = Duration.ofHours(1);

    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Loads loads;
    private final Skills skills;
    private final Shifts shifts;
    private final CaseEvents events;
    private final Customers customers;
    private final Agents agents;
    private final Presence presence;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Queue(
            JdbcClient jdbc,
            Cases cases,
            Loads loads,
            Skills skills,
            Shifts shifts,
            CaseEvents events,
            Customers customers,
            Agents agents,
            Presence presence,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.loads = loads;
        this.skills = skills;
        this.shifts = shifts;
        this.events = events;
        this.customers = customers;
        this.agents = agents;
        this.presence = presence;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// In the transaction that puts it into the queue: if somebody is free, it need not wait.
    @EventListener
    void on(Cases.CaseQueued news) {
        fill(Optional.of(news));
    }

    @ApplicationModuleListener
    void on(Presence.CameToTheDesk news) {
        fill(Optional.empty());
    }

    @ApplicationModuleListener(condition = "#news.leftTheTable()")
    void on(CaseMoved news) {
        fill(Optional.empty());
    }

    /// What a lost piece of news left behind.
    @Scheduled(fixedDelayString = "${okpay.desk.every-moment:PT5S}")
    void everyMoment() {
        if (loads.isAnybodyWaiting()) {
            transaction.executeWithoutResult(_ -> fill(Optional.empty()));
        }
    }

    /// Gives out what waits for as long as somebody has room for it. A case that somebody is
    /// changing at this moment is left for the next time.
    private void fill(Optional<Cases.CaseQueued> latest) {
        Turns.take(jdbc, "queue");
        var desk = desk();
        if (desk.isEmpty()) {
            return;
        }
        for (var waiting : loads.waiting(AT_ONCE)) {
            var had =
                    latest.filter(it -> it.id().equals(waiting.id()))
                            .flatMap(Cases.CaseQueued::had);
            give(waiting, desk, had);
            if (desk.isEmpty()) {
                return;
            }
        }
    }

    /// Somebody with room.
    ///
    /// @param load how many cases they work on
    /// @param able what they are good at
    private record Seat(Agent agent, Presence.Place place, long load, Set<String> able) {
        boolean speaks(String language) {
            return agent.language().getLanguage().equals(language) || able.contains(language);
        }

        double share() {
            return (double) load / place.capacity();
        }
    }

    private List<Seat> desk() {
        Map<AgentId, Long> busy = loads.ofAgents();
        var people = new HashMap<AgentId, Agent>();
        agents.working().forEach(it -> people.put(it.id(), it));
        var planned = shifts.all();
        var able = skills.all();
        var seats = new ArrayList<Seat>();
        for (var place : presence.all()) {
            long load = busy.getOrDefault(place.agent(), 0L);
            if (place.state() == Presence.State.HERE
                    && load < place.capacity()
                    && people.containsKey(place.agent())
                    && place.isRested(clock.instant())
                    && shifts.isOn(planned.getOrDefault(place.agent(), List.of()))) {
                seats.add(
                        new Seat(
                                people.get(place.agent()),
                                place,
                                load,
                                able.getOrDefault(place.agent(), Set.of())));
            }
        }
        return seats;
    }

    private void give(Case one, List<Seat> desk, Optional<AgentId> had) {
        var customer = customers.find(one.customer());
        var language = customer.map(it -> it.language().getLanguage()).orElse("");
        var wanted = skills.wantedBy(one);
        customer.ifPresent(it -> wanted.add(Skills.of(it.tier())));
        boolean isHard = wanted.contains(HARD);
        // Who could not go on with it gets it again only if there is nobody else.
        var gaveBack = events.givenBackBy(one.id());
        var best =
                desk.stream()
                        .min(
                                Comparator.comparing((Seat it) ->
                                                gaveBack.filter(it.agent.id()::equals).isPresent())
                                        .thenComparing(order(wanted, isHard, had))
                                        .thenComparing(spread(language)));
        if (best.isEmpty() || !cases.assign(one.id(), best.get().agent.id())) {
            return;
        }
        var seat = best.get();
        if (isHard) {
            presence.spare(seat.agent.id());
        }
        desk.remove(seat);
        if (seat.load + 1 < seat.place.capacity()) {
            desk.add(new Seat(seat.agent, seat.place, seat.load + 1, seat.able));
        }
    }

    /// Who had it knows it; nobody gets one hard case after the other while there are others; a
    /// supervisor must stay free to decide; then who is good at it.
    private Comparator<Seat> order(Set<String> wanted, boolean isHard, Optional<AgentId> had) {
        var now = clock.instant();
        return Comparator.comparing((Seat it) -> had.filter(it.agent.id()::equals).isEmpty())
                .thenComparing(
                        it -> isHard && it.place.sparedUntil().filter(now::isBefore).isPresent())
                .thenComparing(it -> it.agent.role() == Role.SUPERVISOR)
                .thenComparing(it -> java.util.Collections.disjoint(it.able, wanted));
    }

    private static Comparator<Seat> spread(String language) {
        return Comparator.comparing((Seat it) -> !it.speaks(language))
                .thenComparingDouble(Seat::share)
                .thenComparing(it -> it.agent.id().uuid());
    }

    /// How evenly the work was spread: 0 when everybody had the same, near 1 when one had all
    /// (Gini's coefficient).
    public static double unevenness(List<Long> shares) {
        long sum = shares.stream().mapToLong(Long::longValue).sum();
        if (sum == 0) {
            return 0;
        }
        var sorted = shares.stream().sorted().toList();
        double weighted = 0;
        for (int i = 0; i < sorted.size(); i++) {
            weighted += (2.0 * (i + 1) - sorted.size() - 1) * sorted.get(i);
        }
        return weighted / (sorted.size() * (double) sum);
    }

    /// Takes a case that lies with somebody too long to somebody else, if there is anybody with
    /// room.
    @Transactional
    public void moveOn(Case one) {
        Turns.take(jdbc, "queue");
        var owner = one.assignee();
        boolean hasOther =
                desk().stream().anyMatch(it -> owner.filter(it.agent.id()::equals).isEmpty());
        if (hasOther) {
            letGo(one);
        }
    }

    /// Whether who has it has gone home: no sign of them for an hour, and no shift of theirs now.
    public boolean isLeft(Case one) {
        if (one.assignee().isEmpty() || !one.stage().leadsTo(Stage.WAITING)) {
            return false;
        }
        var owner = one.assignee().get();
        // Asked with every word of a customer: of most it is enough to know that they are here.
        return presence.isGone(owner, GONE_HOME) && !isExpected(owner);
    }

    private boolean isExpected(AgentId agent) {
        var planned = shifts.of(agent);
        return !planned.isEmpty() && shifts.isOn(planned);
    }

    /// Takes a case from whoever has it: the next who is free has it.
    @Transactional
    public void letGo(Case one) {
        Turns.take(jdbc, "queue");
        if (one.assignee().isPresent() && cases.giveBack(one.id(), one.assignee().get())) {
            fill(Optional.empty());
        }
    }

    /// The place of a waiting case: how many are served before it.
    public int before(CaseId id) {
        return loads.before(cases.find(id).orElseThrow());
    }
}
