package okpay.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okpay.support.Author;
import okpay.support.Case;
import okpay.support.CaseEvents;
import okpay.support.Notes;
import okpay.support.Priority;
import okpay.support.Promise;
import okpay.support.Stage;
import okpay.support.Tags;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class QueueTest extends DeskStory {

    @Autowired private Queue queue;
    @Autowired private okpay.support.Promises promises;
    @Autowired private Notes notes;
    @Autowired private Tags tags;
    @Autowired private Reveals reveals;
    @Autowired private Drafts drafts;
    @Autowired private Viewers viewers;
    @Autowired private CaseEvents events;
    @Autowired private okpay.support.Conversations conversations;

    @Test
    void whoeverComesGetsTheMostUrgentAndNotTheNewest() {
        var first = waiting(Priority.NORMAL);
        var urgent = waiting(Priority.URGENT);
        var last = waiting(Priority.NORMAL);
        assertThat(queue.before(urgent.id())).isZero();
        assertThat(queue.before(last.id())).isGreaterThanOrEqualTo(2);

        var wang = here("小王", 1);

        eventually(() -> isWith(urgent, wang));
        assertThat(stage(first)).isEqualTo(Stage.WAITING);
        resolve(urgent);
        eventually(() -> isWith(first, wang));
        assertThat(stage(last)).isEqualTo(Stage.WAITING);
    }

    /// Whoever is told that they are next is next.
    @Test
    void thePlaceThatIsToldIsThePlaceInWhichOneIsTaken() {
        var first = waiting(Priority.NORMAL);
        var second = waiting(Priority.NORMAL);
        var urgent = waiting(Priority.URGENT);
        promises.agree(second.id(), "in ten minutes", clock.instant().plusSeconds(600));

        var order = loads.waiting(1_000).stream().map(Case::id).toList();
        for (var one : List.of(first, second, urgent)) {
            assertThat(queue.before(one.id())).isEqualTo(order.indexOf(one.id()));
        }
        assertThat(order.indexOf(second.id())).isLessThan(order.indexOf(first.id()));
    }

    @Test
    void nobodyOnABreakGetsAnything() {
        var wang = here("小王", 5);
        presence.set(wang.id(), Presence.State.BREAK);

        var one = waiting(Priority.NORMAL);
        assertThat(stage(one)).isEqualTo(Stage.WAITING);

        presence.set(wang.id(), Presence.State.HERE);
        eventually(() -> isWith(one, wang));
        eventually(() -> told(wang, Alerts.Kind.ASSIGNED));
    }

    @Test
    void aReopenedCaseOfSomebodyWhoIsAwayGoesToSomebodyElse() {
        var wang = here("小王", 5);
        var one = waiting(Priority.NORMAL);
        eventually(() -> isWith(one, wang));
        resolve(one);
        presence.set(wang.id(), Presence.State.AWAY);
        var chen = here("小陈", 5);

        resolutions.handOver(again(one));

        eventually(() -> isWith(one, chen));
    }

    @Test
    void aReopenedCaseGoesToWhoKnowsItWhenTheyAreHere() {
        var wang = here("小王", 5);
        var one = waiting(Priority.NORMAL);
        eventually(() -> isWith(one, wang));
        resolve(one);
        here("小陈", 5);

        resolutions.handOver(again(one));

        eventually(() -> isWith(one, wang));
    }

    @Test
    void whatIsHardIsNotGivenToTheSamePersonAgainAndAgain() {
        var wang = here("小王", 5);
        var chen = here("小陈", 5);

        var first = hard();
        var second = hard();

        eventually(() -> stage(first) == Stage.IN_PROGRESS && stage(second) == Stage.IN_PROGRESS);
        assertThat(List.of(again(first).assignee(), again(second).assignee()))
                .containsExactlyInAnyOrder(Optional.of(wang.id()), Optional.of(chen.id()));
    }

    @Test
    void theWorkIsSpreadEvenly() {
        for (var name : List.of("甲", "乙", "丙", "丁")) {
            here(name, 20);
        }
        var given = new java.util.HashMap<Object, Long>();
        for (int i = 0; i < 20; i++) {
            var one = waiting(Priority.NORMAL);
            eventually(() -> stage(one) == Stage.IN_PROGRESS);
            given.merge(again(one).assignee().orElseThrow(), 1L, Long::sum);
        }

        assertThat(Queue.unevenness(List.copyOf(given.values()))).isZero();
        assertThat(Queue.unevenness(List.of(0L, 0L, 0L, 100L))).isEqualTo(0.75);
    }

    @Test
    void askingToHurryRaisesItOnceInHalfAnHour() {
        var wang = here("小王", 5);
        var one = waiting(Priority.NORMAL);
        eventually(() -> isWith(one, wang));

        assertThat(resolutions.hurry(again(one))).isTrue();
        assertThat(resolutions.hurry(again(one))).isFalse();
        assertThat(again(one).priority()).isEqualTo(Priority.HIGH);
        eventually(() -> told(wang, Alerts.Kind.HURRIED));

        clock.passes(Duration.ofMinutes(31));
        assertThat(resolutions.hurry(again(one))).isTrue();
        assertThat(again(one).priority()).isEqualTo(Priority.URGENT);
    }

    /// Whoever has to come twice, because nobody answered or because it was not solved, waits for
    /// less.
    @Test
    void whoComesAgainPressesMore() {
        var wang = here("小王", 5);
        var one = waiting(Priority.NORMAL);
        eventually(() -> isWith(one, wang));
        says(one, "在吗");
        clock.passes(Duration.ofMinutes(5));
        says(one, "？");
        clock.passes(Duration.ofMinutes(61));
        says(one, "还没有人回复");
        eventually(() -> again(one).priority() == Priority.HIGH);
        clock.passes(Duration.ofHours(2));
        says(one, "喂");
        var answer = new Author.OfAgent(wang.id());
        conversations.write(one.conversation(), answer, "在的", "answer");
        eventually(() ->
                promises.of(one.id()).stream().anyMatch(it -> it.state() == Promise.State.KEPT));

        cases.move(one.id(), Stage.RESOLVED);
        clock.passes(Duration.ofHours(13));
        says(one, "又不行了");
        eventually(() -> again(one).stage().isOpen());
        eventually(() -> again(one).priority() == Priority.URGENT);
        assertThat(events.of(one.id()))
                .filteredOn(it -> it.kind() == CaseEvents.Kind.RAISED)
                .extracting(CaseEvents.Event::detail)
                .containsExactly("HIGH AGAIN", "URGENT AGAIN");
    }

    private void says(Case one, String words) {
        conversations.write(
                one.conversation(),
                new Author.OfCustomer(one.customer()),
                words,
                "w" + clock.instant());
    }

    @Test
    void whoIsNamedInANoteIsTold() {
        var wang = here("小王", 5);
        var chen = here("小陈", 5);
        var one = waiting(Priority.NORMAL);

        notes.write(one.id(), wang.id(), "@小陈 帮我看一下这个");

        eventually(() -> told(chen, Alerts.Kind.MENTIONED));
        assertThat(told(wang, Alerts.Kind.MENTIONED)).isFalse();
        assertThat(notes.write(one.id(), wang.id(), " \n ")).isFalse();
    }

    @Test
    void aPrivateFieldIsOpenForAWhileForOnePersonAndTheCustomerCanRead() {
        var wang = here("小王", 5);
        var chen = here("小陈", 5);
        var one = waiting(Priority.NORMAL);

        assertThat(reveals.reveal(one, wang.id(), Reveals.Field.PHONE, " x ")).isFalse();
        assertThat(reveals.reveal(one, wang.id(), Reveals.Field.PHONE, "要给客户回电")).isTrue();

        assertThat(reveals.open(one.id(), wang.id())).containsExactly(Reveals.Field.PHONE);
        assertThat(reveals.open(one.id(), chen.id())).isEmpty();
        assertThat(reveals.of(one.customer(), 10))
                .singleElement()
                .satisfies(it -> assertThat(it.why()).isEqualTo("要给客户回电"));
        clock.passes(Duration.ofMinutes(6));
        assertThat(reveals.open(one.id(), wang.id())).isEmpty();
    }

    @Test
    void aDraftIsKeptForItsWriterOnly() {
        var wang = here("小王", 5);
        var chen = here("小陈", 5);
        var one = waiting(Priority.NORMAL);

        drafts.keep(wang.id(), one.id(), "您好");
        drafts.keep(wang.id(), one.id(), "您好，\u0000正在核实" + "长".repeat(9_000));

        assertThat(drafts.of(wang.id(), one.id()).orElseThrow())
                .startsWith("您好，正在核实")
                .hasSize(4_000);
        assertThat(drafts.of(chen.id(), one.id())).isEmpty();
        drafts.keep(wang.id(), one.id(), " ");
        assertThat(drafts.of(wang.id(), one.id())).isEmpty();
    }

    @Test
    void colleaguesSeeWhoLooksAndWhoWrites() {
        var wang = here("小王", 5);
        var chen = here("小陈", 5);
        var one = waiting(Priority.NORMAL);

        viewers.look(one.id(), wang.id(), true);
        viewers.look(one.id(), chen.id(), false);

        assertThat(viewers.of(one.id(), chen.id()))
                .containsExactly(new Viewers.Viewer(wang.id(), true));
        assertThat(viewers.of(one.id(), wang.id()))
                .containsExactly(new Viewers.Viewer(chen.id(), false));
        clock.passes(Duration.ofMinutes(1));
        assertThat(viewers.of(one.id(), chen.id())).isEmpty();
    }

    @Test
    void whatHappenedToACaseIsWrittenDown() {
        var wang = here("小王", 5);
        var one = waiting(Priority.NORMAL);
        eventually(() -> isWith(one, wang));
        cases.setCause(one.id(), wang.id(), "银行超时");

        assertThat(events.of(one.id()))
                .map(CaseEvents.Event::kind)
                .contains(CaseEvents.Kind.MOVED, CaseEvents.Kind.ASSIGNED, CaseEvents.Kind.CAUSE);
        assertThat(events.isWhole(one.id())).isTrue();
    }

    private Case hard() {
        var one = fresh();
        tags.put(one.id(), Optional.empty(), Queue.HARD);
        resolutions.handOver(one);
        return again(one);
    }
}
