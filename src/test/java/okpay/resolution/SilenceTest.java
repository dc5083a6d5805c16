package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import okpay.desk.Presence;
import okpay.desk.Queue;
import okpay.desk.Shifts;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.sandbank.Behaviour;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Reference;
import okpay.support.Stage;
import okpay.support.Timers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Nobody waits for ever: we not for a customer, and no customer for somebody who has gone home.
class SilenceTest extends Story {

    @Autowired private Silence silence;
    @Autowired private Resolutions resolutions;
    @Autowired private Handling handling;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Promises promises;
    @Autowired private Timers timers;
    @Autowired private Shifts shifts;
    @Autowired private Queue queue;

    private Someone li;
    private Agent wang;

    @BeforeEach
    void people() {
        presence.all().forEach(it -> presence.set(it.agent(), Presence.State.AWAY));
        li = customer("李雷").holding("100.00 CNY");
        wang = agent("小王", Role.AGENT);
    }

    @Test
    void whoDoesNotAnswerIsRemindedOnceAndThenItIsSolved() {
        var one = waiting();
        clock.passes(Duration.ofDays(3).minusMinutes(1));
        silence.look();
        assertThat(said(one, "chat.silent.remind")).isZero();

        clock.passes(Duration.ofMinutes(2));
        silence.look();
        silence.look();
        assertThat(said(one, "chat.silent.remind")).isOne();
        assertThat(now(one).stage()).isEqualTo(Stage.WAITING_FOR_CUSTOMER);

        clock.passes(Duration.ofDays(4));
        silence.look();
        assertThat(said(one, "chat.silent.solved")).isOne();
        assertThat(now(one).stage()).isEqualTo(Stage.RESOLVED);

        writes(one, "谢谢");
        eventually(() -> said(one, "chat.welcome") == 1);
        assertThat(now(one).stage()).as("thanks ask for nothing").isEqualTo(Stage.RESOLVED);
        writes(one, "谢谢，可是还没到账");
        eventually(() -> now(one).stage().isOpen());
    }

    @Test
    void whatSomebodyGaveTheirWordForIsNotOverBySilence() {
        var one = waiting();
        promises.make(
                one.id(), Promise.Kind.MONEY_BACK, clock.instant().plus(Duration.ofDays(30)), "");
        clock.passes(Duration.ofDays(8));
        silence.look();
        assertThat(now(one).stage()).isEqualTo(Stage.WAITING_FOR_CUSTOMER);
        clock.passes(Duration.ofDays(30));
        timers.act();
        silence.look();
        assertThat(now(one).stage()).as("missed, it is owed still").isNotEqualTo(Stage.RESOLVED);
        assertThat(said(one, "chat.silent")).isZero();
    }

    @Test
    void whatIsSolvedIsOverOneDayAndWhatIsAskedThenBeginsAnew() {
        var about = Reference.to(Hearing.QUESTION, li.id());
        var one = cases.open(li.id(), about);
        cases.move(one.id(), Stage.RESOLVED);
        var solvedAt = now(one).movedAt();
        clock.passes(Duration.ofDays(13));
        silence.look();
        assertThat(cases.open(li.id(), about).id()).isEqualTo(one.id());

        clock.passes(Duration.ofDays(2));
        silence.look();
        assertThat(now(one).stage()).isEqualTo(Stage.CLOSED);
        assertThat(now(one).movedAt()).as("kept from when it was solved").isEqualTo(solvedAt);
        assertThat(cases.open(li.id(), about).id()).isNotEqualTo(one.id());
    }

    @Test
    void whoHasGoneHomeKeepsNobodyWaiting() {
        var one = waiting();
        presence.set(wang.id(), Presence.State.AWAY);
        writes(one, "我的单号是 12345");
        eventually(() -> now(one).stage() == Stage.IN_PROGRESS);
        assertThat(now(one).assignee()).as("only just away").contains(wang.id());

        clock.passes(Duration.ofHours(2));
        var zhao = agent("小赵", Role.AGENT);
        writes(one, "在吗");
        eventually(() -> now(one).assignee().filter(zhao.id()::equals).isPresent());
        assertThat(said(one, "chat.left")).isOne();

        // A colleague at work keeps it, shift or no shift.
        var china = clock.instant().atZone(ZoneId.of("Asia/Shanghai"));
        shifts.add(
                zhao.id(),
                china.minusDays(2).getDayOfWeek(),
                LocalTime.of(9, 0),
                LocalTime.of(10, 0),
                "Asia/Shanghai");
        assertThat(queue.isLeft(now(one))).isFalse();
        presence.set(zhao.id(), Presence.State.AWAY);
        assertThat(queue.isLeft(now(one))).as("only just away").isFalse();
        clock.passes(Duration.ofHours(2));
        assertThat(queue.isLeft(now(one))).isTrue();
        var local = clock.instant().atZone(ZoneId.of("Asia/Shanghai"));
        shifts.add(
                zhao.id(),
                local.getDayOfWeek(),
                LocalTime.MIN,
                LocalTime.of(23, 59),
                "Asia/Shanghai");
        assertThat(queue.isLeft(now(one))).as("in a long meeting").isFalse();
        shifts.of(zhao.id()).forEach(it -> shifts.remove(it.id()));
        assertThat(resolutions.hurry(now(one))).isTrue();
        assertThat(now(one).stage()).as("nobody is there: it waits").isEqualTo(Stage.WAITING);
    }

    private Case waiting() {
        li.pays("35.00 CNY", shop("便利店", Behaviour.PROMPT));
        var one = resolutions.openHelp(li.id(), li.paymentId()).orElseThrow();
        cases.take(one.id(), wang.id());
        assertThat(handling.waitForCustomer(one.id(), wang.id())).isTrue();
        return one;
    }

    private void writes(Case one, String text) {
        var key = Ids.next().toString();
        conversations.write(one.conversation(), new Author.OfCustomer(li.id()), text, key);
    }

    private Case now(Case one) {
        return cases.find(one.id()).orElseThrow();
    }

    private long said(Case one, String key) {
        return conversations.all(one.conversation(), 0).stream()
                .filter(it -> it.body() instanceof Body.Words words && words.key().startsWith(key))
                .count();
    }
}
