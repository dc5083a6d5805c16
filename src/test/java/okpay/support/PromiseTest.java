package okpay.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import okpay.house.Story;
import okpay.identity.AgentId;
import okpay.identity.Role;
import okpay.support.Promise.Kind;
import okpay.support.Promise.State;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class PromiseTest extends Story {

    @Autowired private Cases cases;
    @Autowired private Promises promises;
    @Autowired private Timers timers;
    @Autowired private Postponing postponing;
    @Autowired private Conversations conversations;
    @Autowired private ApplicationEvents events;

    @Test
    void halfNearAndMissedAreToldOnceEach() {
        var one = aCase();
        promises.make(one.id(), Kind.DECISION, in(Duration.ofHours(10)), "");

        clock.passes(Duration.ofMinutes(299));
        timers.act();
        assertThat(steps(one)).isEmpty();
        clock.passes(Duration.ofMinutes(2));
        timers.act();
        timers.act();
        assertThat(steps(one)).containsExactly(Promise.Step.HALF);
        clock.passes(Duration.ofHours(3));
        timers.act();
        assertThat(steps(one)).containsExactly(Promise.Step.HALF, Promise.Step.NEAR);
        assertThat(state(one, Kind.DECISION)).isEqualTo(State.RUNNING);

        clock.passes(Duration.ofHours(2));
        timers.act();
        assertThat(state(one, Kind.DECISION)).isEqualTo(State.MISSED);
        assertThat(missed(one)).hasSize(1);
    }

    @Test
    void whatIsKeptClimbsNoFurther() {
        var one = aCase();
        promises.make(one.id(), Kind.DECISION, in(Duration.ofHours(1)), "");
        promises.keep(one.id(), Kind.DECISION);

        clock.passes(Duration.ofHours(3));
        timers.act();

        assertThat(steps(one)).isEmpty();
        assertThat(missed(one)).isEmpty();
        assertThat(state(one, Kind.DECISION)).isEqualTo(State.KEPT);
    }

    @Test
    void anHourAfterItWasMissedItGoesToSomebodyElseIfNobodyAnswered() {
        var first = agent("小王", Role.AGENT);
        var one = aCase();
        cases.take(one.id(), first.id());
        var second = agent("小陈", Role.AGENT);
        assertThat(second.id()).isNotEqualTo(first.id());
        promises.make(one.id(), Kind.DECISION, in(Duration.ofMinutes(10)), "");

        clock.passes(Duration.ofMinutes(11));
        timers.act();
        eventually(() -> cases.find(one.id()).orElseThrow().priority() == Priority.HIGH);
        clock.passes(Duration.ofMinutes(61));
        timers.act();

        eventually(() -> cases.find(one.id()).orElseThrow().priority() == Priority.URGENT);
        eventually(() ->
                !cases.find(one.id()).orElseThrow().assignee().orElseThrow().equals(first.id()));
    }

    @Test
    void theClockStandsStillWhileWeWaitForTheCustomer() {
        var one = inProgress();
        promises.make(one.id(), Kind.RESOLUTION, Priority.NORMAL);
        promises.make(one.id(), Kind.MONEY_BACK, in(Duration.ofHours(100)), "");
        var due = due(one, Kind.RESOLUTION);

        clock.passes(Duration.ofHours(1));
        assertThat(cases.move(one.id(), Stage.WAITING_FOR_CUSTOMER)).isTrue();
        assertThat(state(one, Kind.RESOLUTION)).isEqualTo(State.PAUSED);
        assertThat(state(one, Kind.MONEY_BACK)).isEqualTo(State.RUNNING);
        clock.passes(Duration.ofDays(3));
        timers.act();
        assertThat(state(one, Kind.RESOLUTION)).isEqualTo(State.PAUSED);

        var text = "这是您要的截图";
        conversations.write(one.conversation(), new Author.OfCustomer(one.customer()), text, "c");
        eventually(() -> cases.find(one.id()).orElseThrow().stage() == Stage.IN_PROGRESS);
        assertThat(state(one, Kind.RESOLUTION)).isEqualTo(State.RUNNING);
        assertThat(Duration.between(due.plus(Duration.ofDays(3)), due(one, Kind.RESOLUTION)).abs())
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void anAnswerIsPromisedWheneverTheCustomerWritesToWhoeverHasTheCase() {
        var one = inProgress();

        conversations.write(one.conversation(), new Author.OfCustomer(one.customer()), "在吗", "1");
        eventually(() -> promised(one, Kind.NEXT_UPDATE));
        var due = due(one, Kind.NEXT_UPDATE);
        clock.passes(Duration.ofMinutes(5));
        conversations.write(one.conversation(), new Author.OfCustomer(one.customer()), "？", "2");
        var agent = new Author.OfAgent(one.assignee().orElseThrow());
        conversations.write(one.conversation(), agent, "在的", "3");

        eventually(() -> state(one, Kind.NEXT_UPDATE) == State.KEPT);
        assertThat(due(one, Kind.NEXT_UPDATE)).isEqualTo(due);
    }

    /// What somebody gave their word for is moved with a reason; what was said first stays written.
    @Test
    void aWordThatCannotBeKeptIsMovedForAReasonTheCustomerReads() {
        var one = inProgress();
        var agent = one.assignee().orElseThrow();
        var first = in(Duration.ofHours(2));
        promises.agree(one.id(), "两小时内", first);
        var word = latest(one, Kind.AGREED).id();
        var later = in(Duration.ofHours(30));
        clock.passes(Duration.ofMinutes(61));
        timers.act();
        assertThat(steps(one)).containsExactly(Promise.Step.HALF);

        var why = Postponing.Why.WAITS_FOR_OTHERS;
        assertThat(postponing.move(one.id(), word, clock.instant(), why, agent)).isFalse();
        assertThat(postponing.move(one.id(), word, in(Duration.ofDays(91)), why, agent)).isFalse();
        assertThat(postponing.move(aCase().id(), word, later, why, agent)).isFalse();
        assertThat(promised(one, Kind.AGREED)).isTrue();
        assertThat(postponing.move(one.id(), word, later, why, agent)).isTrue();
        assertThat(postponing.move(one.id(), word, later, why, agent)).as("twice").isFalse();

        assertThat(promises.of(one.id()))
                .filteredOn(it -> it.kind() == Kind.AGREED)
                .extracting(Promise::state, Promise::why, Promise::movedWhy)
                .containsExactly(
                        tuple(State.MOVED, "两小时内", why.name()), tuple(State.RUNNING, "", ""));
        assertThat(promises.of(one.id()).getFirst().due()).isEqualTo(first);
        assertThat(due(one, Kind.AGREED)).isEqualTo(later);
        assertThat(conversations.since(one.conversation(), 0))
                .extracting(Message::body)
                .contains(Body.Words.of("chat.moved.AGREED." + why, first, later));
        clock.passes(Duration.ofHours(2));
        timers.act();
        assertThat(missed(one)).isEmpty();
        clock.passes(Duration.ofHours(30));
        timers.act();
        assertThat(missed(one)).hasSize(1);
    }

    /// Whoever solves a case without them has not done what they said.
    @Test
    void aWordOutlivesACaseThatIsSolvedByItself() {
        var one = inProgress();
        promises.make(one.id(), Kind.RESOLUTION, Priority.NORMAL);
        promises.agree(one.id(), "我会给您打电话", in(Duration.ofHours(2)));
        cases.move(one.id(), Stage.RESOLVED);
        assertThat(state(one, Kind.RESOLUTION)).isEqualTo(State.KEPT);
        assertThat(state(one, Kind.AGREED)).isEqualTo(State.RUNNING);

        clock.passes(Duration.ofHours(3));
        timers.act();
        eventually(() -> cases.find(one.id()).orElseThrow().stage().isOpen());
    }

    /// Many at once, two nodes: each acts once.
    @Test
    void allThatAreDueAtOnceActOnceEachOnSeveralNodes() throws Exception {
        var some = IntStream.range(0, 30).mapToObj(_ -> aCase()).toList();
        for (var one : some) {
            for (int i = 0; i < 10; i++) {
                promises.agree(one.id(), "call back " + i, in(Duration.ofMinutes(1)));
            }
        }
        events.clear();

        clock.passes(Duration.ofMinutes(2));
        try (var nodes = Executors.newFixedThreadPool(2)) {
            int acted = 0;
            for (var it : nodes.invokeAll(List.<Callable<Integer>>of(timers::act, timers::act))) {
                acted += it.get();
            }
            // Each is missed, and climbed two of its three steps.
            assertThat(acted).isGreaterThanOrEqualTo(30 * 10 * 3);
        }

        assertThat(some)
                .allSatisfy(one ->
                        assertThat(promises.of(one.id()))
                                .filteredOn(it -> it.kind() == Kind.AGREED)
                                .hasSize(10)
                                .allMatch(it -> it.state() == State.MISSED));
    }

    private List<Promise.Step> steps(Case one) {
        return events.stream(Timers.PromiseNears.class)
                .filter(it -> it.of().equals(one.id()))
                .map(Timers.PromiseNears::step)
                .toList();
    }

    private List<Timers.PromiseMissed> missed(Case one) {
        return events.stream(Timers.PromiseMissed.class)
                .filter(it -> it.of().equals(one.id()))
                .toList();
    }

    private Case aCase() {
        var who = customer("李雷").customer().id();
        return cases.open(who, Reference.to("question", who));
    }

    private Case inProgress() {
        AgentId agent = agent("小王", Role.AGENT).id();
        return cases.take(aCase().id(), agent);
    }

    private Instant in(Duration time) {
        return clock.instant().plus(time);
    }

    private boolean promised(Case one, Kind kind) {
        return promises.of(one.id()).stream()
                .anyMatch(it -> it.kind() == kind && it.state() == State.RUNNING);
    }

    private State state(Case one, Kind kind) {
        return latest(one, kind).state();
    }

    private Instant due(Case one, Kind kind) {
        return latest(one, kind).due();
    }

    private Promise latest(Case one, Kind kind) {
        return promises.of(one.id()).stream()
                .filter(it -> it.kind() == kind)
                .reduce((_, later) -> later)
                .orElseThrow();
    }
}
