package okpay.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.identity.Tier;
import okpay.resolution.Handling;
import okpay.resolution.Hearing;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseFilter;
import okpay.support.CaseFilter.Sleep;
import okpay.support.CaseLists;
import okpay.support.Conversations;
import okpay.support.Naps;
import okpay.support.Priority;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Reference;
import okpay.support.Stage;
import okpay.support.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// People who last: shifts, skills, rest after what is hard, and who is abusive.
class LastingTest extends DeskStory {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired private Shifts shifts;
    @Autowired private Skills skills;
    @Autowired private Exposures exposures;
    @Autowired private Strikes strikes;
    @Autowired private Tags tags;
    @Autowired private Watchers watchers;
    @Autowired private SavedViews views;
    @Autowired private Naps naps;
    @Autowired private CaseLists lists;
    @Autowired private Promises promises;
    @Autowired private Conversations conversations;
    @Autowired private Handling handling;

    @Test
    void whoIsNotOnShiftGetsNothing() {
        var wang = here("小王", 5);
        var today = clock.instant().atZone(SHANGHAI).getDayOfWeek();
        assertThat(add(wang, today.plus(3), "09:00", "18:00")).isTrue();

        var one = waiting(Priority.NORMAL);

        assertThat(stage(one)).isEqualTo(Stage.WAITING);
        shifts.of(wang.id()).forEach(it -> shifts.remove(it.id()));
        presence.set(wang.id(), Presence.State.HERE);
        eventually(() -> isWith(one, wang));
    }

    @ParameterizedTest
    @CsvSource({
        "MONDAY, 09:00, 18:00, 2026-11-30T09:00, true",
        "MONDAY, 09:00, 18:00, 2026-11-30T17:59, true",
        "MONDAY, 09:00, 18:00, 2026-11-30T18:00, false",
        "MONDAY, 09:00, 18:00, 2026-11-30T08:59, false",
        "MONDAY, 09:00, 18:00, 2026-12-01T09:00, false",
        // The night shift ends on the next morning.
        "SUNDAY, 22:00, 06:00, 2026-11-29T23:00, true",
        "SUNDAY, 22:00, 06:00, 2026-11-30T05:59, true",
        "SUNDAY, 22:00, 06:00, 2026-11-30T06:00, false",
        "SUNDAY, 22:00, 06:00, 2026-11-29T05:00, false",
        // All day round.
        "SUNDAY, 00:00, 00:00, 2026-11-29T12:00, true",
        "SUNDAY, 00:00, 00:00, 2026-11-30T00:00, false"
    })
    void aShiftIsByTheClockOnTheWall(
            DayOfWeek day, LocalTime from, LocalTime until, String when, boolean on) {
        var wang = hired("小王", Role.AGENT);
        shifts.add(wang.id(), day, from, until, "Asia/Shanghai");
        var now = java.time.LocalDateTime.parse(when).atZone(SHANGHAI).toInstant();

        assertThat(shifts.of(wang.id()).getFirst().covers(now)).isEqualTo(on);
    }

    @Test
    void nonsenseMakesNoShift() {
        var wang = hired("小王", Role.AGENT);
        assertThat(
                        shifts.add(
                                wang.id(),
                                DayOfWeek.MONDAY,
                                LocalTime.NOON,
                                LocalTime.MIDNIGHT,
                                "Mars/Olympus"))
                .isFalse();
        for (int i = 0; i < 28; i++) {
            assertThat(add(wang, DayOfWeek.MONDAY, "09:00", "10:00")).isTrue();
        }
        assertThat(add(wang, DayOfWeek.MONDAY, "09:00", "10:00")).isFalse();
    }

    @Test
    void whoIsGoodAtItGetsItFirst() {
        here("小王", 20);
        var han = here("小韩", 20);
        assertThat(skills.set(han.id(), "Abroad， 欺诈  en,en")).isTrue();
        assertThat(skills.all().get(han.id())).containsExactlyInAnyOrder("abroad", "欺诈", "en");
        for (int i = 0; i < 3; i++) {
            var busy = fresh();
            handling.takeOver(busy, han);
        }

        var one = fresh();
        tags.put(one.id(), Optional.empty(), "abroad");
        resolutions.handOver(again(one));

        assertThat(isWith(one, han)).isTrue();
        assertThat(skills.set(han.id(), "x".repeat(41))).isFalse();
        assertThat(skills.all().get(han.id())).hasSize(3);
    }

    @Test
    void whoLooksAfterATierGetsItsCustomersFirst() {
        here("小王", 20);
        var han = here("小韩", 20);
        assertThat(skills.set(han.id(), "tier-three")).isTrue();
        for (int i = 0; i < 3; i++) {
            handling.takeOver(fresh(), han);
        }
        var of = customer("客");
        customers.confirmed(of.id(), "客", Tier.THREE);
        var one = cases.open(of.id(), Reference.to(Hearing.QUESTION, of.id()));
        resolutions.handOver(one);
        assertThat(isWith(one, han)).isTrue();
    }

    @Test
    void afterWhatIsHardComesARestAndItsMinutesAreCounted() {
        var wang = here("小王", 5);
        var one = fresh();
        tags.put(one.id(), Optional.empty(), Queue.HARD);
        resolutions.handOver(again(one));
        assertThat(isWith(one, wang)).isTrue();
        clock.passes(Duration.ofMinutes(20));
        assertThat(exposures.of(wang.id())).isBetween(minutes(20), minutes(21));

        cases.move(one.id(), Stage.RESOLVED);

        var next = waiting(Priority.URGENT);
        assertThat(stage(next)).isEqualTo(Stage.WAITING);
        assertThat(told(wang, Alerts.Kind.REST)).isTrue();
        clock.passes(Duration.ofMinutes(6));
        presence.set(wang.id(), Presence.State.HERE);
        eventually(() -> isWith(next, wang));
        assertThat(exposures.of(wang.id())).isBetween(minutes(20), minutes(21));
    }

    @Test
    void whoHasHadEnoughForADayGetsNoMoreOfIt() {
        var wang = here("小王", 5);
        var one = fresh();
        tags.put(one.id(), Optional.empty(), Queue.HARD);
        resolutions.handOver(again(one));
        clock.passes(Duration.ofMinutes(61));
        cases.move(one.id(), Stage.RESOLVED);

        var place = presence.of(wang.id()).orElseThrow();

        assertThat(place.sparedUntil().orElseThrow())
                .isAfter(clock.instant().plus(Duration.ofHours(23)));
    }

    @Test
    void theFirstAbuseIsAnsweredWithARequestAndTheSecondGoesToASupervisor() {
        var wang = here("小王", 5);
        var chen = agent("老陈", Role.SUPERVISOR);
        var one = waiting(Priority.NORMAL);
        eventually(() -> isWith(one, wang));

        says(one, "你们这帮骗子 傻逼");
        eventually(() -> strikes.of(one.conversation()).size() == 1);
        eventually(() -> heard(one, "chat.civil") == 1);
        assertThat(told(chen, Alerts.Kind.STRIKE)).isFalse();
        assertThat(tags.of(one.id())).contains(Queue.HARD);

        says(one, "傻逼客服");
        eventually(() -> told(chen, Alerts.Kind.STRIKE));

        // Nobody is cut off: the case stays with its agent, and an answer is promised.
        assertThat(heard(one, "chat.civil")).isEqualTo(1);
        assertThat(isWith(one, wang)).isTrue();
        assertThat(stage(one).isOpen()).isTrue();
        assertThat(exposures.all()).containsKey(wang.id());
    }

    @Test
    void whoWatchesACaseHearsWhereItGoes() {
        var wang = here("小王", 5);
        var han = hired("小韩", Role.AGENT);
        var one = waiting(Priority.NORMAL);
        eventually(() -> isWith(one, wang));
        watchers.watch(one.id(), han.id());
        watchers.watch(one.id(), han.id());

        cases.move(one.id(), Stage.RESOLVED);

        assertThat(alerts.unseen(han.id()))
                .filteredOn(it -> it.kind() == Alerts.Kind.WATCHED)
                .map(Alerts.Notice::detail)
                .containsExactly("RESOLVED");
        watchers.leave(one.id(), han.id());
        assertThat(watchers.of(one.id())).isEmpty();
    }

    @Test
    void whatSleepsIsOutOfSightUntilItsTimeOrItsCustomerWrites() {
        var wang = here("小王", 20);
        var one = waiting(Priority.NORMAL);
        var two = waiting(Priority.NORMAL);
        eventually(() -> isWith(one, wang) && isWith(two, wang));
        var soon = clock.instant().plus(Duration.ofMinutes(2));

        assertThat(naps.sleep(one.id(), wang.id(), soon)).isEqualTo(Naps.Outcome.DONE);
        assertThat(naps.sleep(two.id(), wang.id(), soon)).isEqualTo(Naps.Outcome.DONE);
        assertThat(own(wang, Sleep.AWAKE)).isEmpty();
        assertThat(own(wang, Sleep.ASLEEP)).hasSize(2);
        says(two, "在吗");
        eventually(() -> naps.until(two.id()).isEmpty());
        clock.passes(Duration.ofMinutes(3));
        naps.wakeDue();

        assertThat(naps.until(one.id())).isEmpty();
        eventually(() ->
                alerts.unseen(wang.id()).stream()
                                .filter(it -> it.kind() == Alerts.Kind.AWAKE)
                                .count()
                        == 2);
    }

    @Test
    void nothingSleepsLongerThanAPromise() {
        var wang = here("小王", 20);
        var han = hired("小韩", Role.AGENT);
        var one = waiting(Priority.NORMAL);
        eventually(() -> isWith(one, wang));
        var due =
                promises.of(one.id()).stream()
                        .filter(it -> it.state() == Promise.State.RUNNING)
                        .map(Promise::due)
                        .min(Instant::compareTo)
                        .orElseThrow();

        assertThat(naps.sleep(one.id(), wang.id(), due.plusSeconds(1)))
                .isEqualTo(Naps.Outcome.PROMISED_BEFORE);
        assertThat(naps.sleep(one.id(), han.id(), due.minusSeconds(1)))
                .isEqualTo(Naps.Outcome.NOT_YOURS);
        assertThat(naps.sleep(one.id(), wang.id(), clock.instant().minusSeconds(1)))
                .isEqualTo(Naps.Outcome.NO_SUCH_TIME);
        assertThat(naps.until(one.id())).isEmpty();
    }

    @Test
    void aViewSomebodyBuiltShowsWhatTheyWanted() {
        var wang = here("小王", 20);
        var chen = agent("老陈", Role.SUPERVISOR);
        var urgent = waiting(Priority.URGENT);
        var normal = waiting(Priority.NORMAL);
        eventually(() -> isWith(urgent, wang) && isWith(normal, wang));
        tags.put(urgent.id(), Optional.empty(), "vip客户");
        var wanted =
                new SavedViews.Wanted(
                        SavedViews.Belonging.MINE,
                        Set.of(Stage.IN_PROGRESS),
                        Priority.HIGH,
                        "vip客户",
                        Optional.of(24));

        assertThat(views.save(wang, true, "急事", wanted)).isTrue();
        assertThat(views.save(wang, false, " ", wanted)).isFalse();

        var view = views.of(wang.id()).stream().filter(it -> !it.shared()).findFirst();
        assertThat(shown(view.orElseThrow(), wang)).containsExactly(urgent.id());
        // An agent's view is their own, whatever the form said.
        assertThat(views.of(chen.id())).noneMatch(it -> it.owner().equals(wang.id()));
        views.remove(chen, view.orElseThrow().id());
        assertThat(views.of(wang.id())).contains(view.orElseThrow());
        views.remove(wang, view.orElseThrow().id());
        assertThat(views.of(wang.id())).doesNotContain(view.orElseThrow());
    }

    private List<okpay.support.CaseId> shown(SavedViews.View view, Agent reader) {
        return lists.list(views.filter(view, reader.id()), 10, 0).stream().map(Case::id).toList();
    }

    private List<Case> own(Agent agent, Sleep sleep) {
        return lists.list(CaseFilter.ALL.of(agent.id()).open(true).that(sleep), 10, 0);
    }

    private boolean add(Agent agent, DayOfWeek day, String from, String until) {
        return shifts.add(
                agent.id(), day, LocalTime.parse(from), LocalTime.parse(until), "Asia/Shanghai");
    }

    private void says(Case one, String text) {
        conversations.write(
                one.conversation(),
                new Author.OfCustomer(one.customer()),
                text,
                "k" + clock.instant());
    }

    private long heard(Case one, String key) {
        return conversations.since(one.conversation(), 0).stream()
                .filter(it -> it.body() instanceof Body.Words(var said, _) && said.equals(key))
                .count();
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
