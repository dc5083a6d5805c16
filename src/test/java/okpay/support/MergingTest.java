package okpay.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import okpay.house.Story;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import okpay.identity.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class MergingTest extends Story {

    @Autowired private Cases cases;
    @Autowired private Merging merging;
    @Autowired private Conversations conversations;
    @Autowired private Promises promises;
    @Autowired private CaseLists lists;
    @Autowired private CaseEvents events;
    @Autowired private JdbcClient jdbc;

    private CustomerId li;
    private AgentId wang;

    @BeforeEach
    void people() {
        li = customer("李雷").customer().id();
        wang = agent("小王", Role.AGENT).id();
    }

    @Test
    void wordsToAMergedCaseLandWhereItLies() {
        var first = aCase("a");
        var second = aCase("b");
        merge(first, second);

        write(first, "还没到账", "m1");
        write(first, "还没到账", "m1");

        assertThat(texts(first)).isEmpty();
        assertThat(texts(second)).containsExactly("还没到账");
        assertThat(cases.root(again(first)).id()).isEqualTo(second.id());
        assertThat(cases.open(li, first.about()).id()).isEqualTo(second.id());
        assertThat(lists.list(CaseFilter.ALL.with(first.number(), ""), 10, 0)).isEmpty();
    }

    /// A try that came before the merge is still the same message after it.
    @Test
    void whatWasSentBeforeIsNotSentAgain() {
        var first = aCase("a");
        var second = aCase("b");
        write(first, "在吗", "m1");
        merge(first, second);

        write(first, "在吗", "m1");

        assertThat(texts(first)).containsExactly("在吗");
        assertThat(texts(second)).isEmpty();
    }

    @Test
    void anAnswerKeepsWhatBothWerePromised() {
        var first = aCase("a");
        var second = aCase("b");
        promises.make(first.id(), Promise.Kind.FIRST_REPLY, Priority.NORMAL);
        promises.make(second.id(), Promise.Kind.FIRST_REPLY, Priority.NORMAL);
        merge(first, second);

        promises.keep(second.id(), Promise.Kind.FIRST_REPLY);

        assertThat(promises.of(first.id())).map(Promise::state).containsOnly(Promise.State.KEPT);
    }

    /// What is open opens what it is put into; taken out again, both stand as they stood.
    @ParameterizedTest
    @EnumSource(names = {"RESOLVED", "CLOSED"})
    void aSolvedCaseThatWasOpenedByAnotherIsSolvedAgainWithoutIt(Stage over) {
        var open = aCase("a");
        var solved = aCase("b");
        write(open, "一", "a");
        promises.make(open.id(), Promise.Kind.RESOLUTION, Priority.NORMAL);
        eventually(() -> isWithSomebody(open));
        cases.take(solved.id(), wang);
        promises.make(solved.id(), Promise.Kind.RESOLUTION, Priority.NORMAL);
        cases.move(solved.id(), Stage.RESOLVED);
        if (over == Stage.CLOSED) {
            cases.move(solved.id(), over);
        }
        clock.passes(Duration.ofHours(2));
        var before = rows(List.of(open, solved));

        merge(open, solved);
        assertThat(again(solved).stage().isOpen()).isTrue();
        assertThat(promises.isOpen(solved.id(), Promise.Kind.RESOLUTION)).isTrue();
        done(merging.unmerge(open.id(), wang));
        assertThat(rows(List.of(open, solved))).isEqualTo(before);

        // Another open one lies in it by then: it stays open, or nobody would see that one.
        var third = aCase("c" + over);
        merge(open, solved);
        merge(third, solved);
        done(merging.unmerge(open.id(), wang));
        assertThat(again(solved).stage().isOpen()).isTrue();
        done(merging.unmerge(third.id(), wang));
        cases.move(solved.id(), Stage.RESOLVED);

        // Somebody wrote there meanwhile: it stays open.
        merge(open, solved);
        write(open, "还没好", "b");
        done(merging.unmerge(open.id(), wang));
        assertThat(again(solved).stage().isOpen()).isTrue();
    }

    @Test
    void twoPeoplesCasesAreNeverOneAndNoCaseLiesInItself() {
        var mine = aCase("a");
        var other = customer("韩梅梅").customer().id();
        var theirs = cases.open(other, Reference.to("question", other));

        assertThat(merging.merge(mine.id(), theirs.number(), wang))
                .isEqualTo(no(Merging.Reason.SOMEBODY_ELSES));
        assertThat(merging.merge(mine.id(), mine.number(), wang))
                .isEqualTo(no(Merging.Reason.ITSELF));
        assertThat(merging.merge(mine.id(), "C1", wang)).isEqualTo(no(Merging.Reason.NO_SUCH_CASE));
        assertThat(merging.unmerge(mine.id(), wang)).isEqualTo(no(Merging.Reason.NOT_MERGED));

        var second = aCase("b");
        merge(mine, second);
        assertThat(merging.merge(second.id(), mine.number(), wang))
                .isEqualTo(no(Merging.Reason.ITSELF));
        assertThat(merging.merge(mine.id(), second.number(), wang))
                .isEqualTo(no(Merging.Reason.ALREADY_MERGED));
    }

    @Test
    void someWordsBecomeACaseOfTheirOwnAndStayWhereTheyAre() {
        var one = aCase("a");
        for (int i = 1; i <= 5; i++) {
            write(one, "第" + i + "条", "m" + i);
        }

        assertThat(merging.takeOut(one.id(), 0, 3, one.about(), wang))
                .isEqualTo(no(Merging.Reason.NO_SUCH_WORDS));
        assertThat(merging.takeOut(one.id(), 3, 99, one.about(), wang))
                .isEqualTo(no(Merging.Reason.NO_SUCH_WORDS));
        var part = done(merging.takeOut(one.id(), 2, 3, Reference.to("question", li), wang));

        assertThat(texts(one)).hasSize(5);
        assertThat(conversations.since(part.conversation(), 0))
                .map(Message::body)
                .containsExactly(
                        new Body.Shown(new Reference(Merging.WORDS, one.conversation() + ":2-3")));
        assertThat(merging.origin(part.id())).map(Case::id).contains(one.id());
    }

    /// Anything merged, taken out and merged back, in any order, then all undone: every row is
    /// where it was.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverWasJoinedOrTakenOutCanBeUndone(long seed) {
        var dice = new Random(seed);
        var all = new ArrayList<Case>();
        for (int i = 0; i < 6; i++) {
            var one = aCase("n" + i);
            write(one, "一", "a");
            write(one, "二", "b");
            promises.make(one.id(), Promise.Kind.RESOLUTION, Priority.NORMAL);
            all.add(one);
        }
        eventually(() -> all.stream().allMatch(this::isWithSomebody));
        var before = rows(all);
        var undo = new ArrayDeque<Runnable>();
        var original = List.copyOf(all);

        for (int i = 0; i < 25; i++) {
            var one = all.get(dice.nextInt(all.size()));
            var other = all.get(dice.nextInt(all.size()));
            if (dice.nextInt(4) == 0 && original.contains(one)) {
                var part =
                        done(
                                merging.takeOut(
                                        one.id(), 1, 2, Reference.to("x", seed + ":" + i), wang));
                all.add(part);
                undo.push(() -> done(merging.merge(part.id(), one.id(), wang)));
            } else if (merging.merge(one.id(), other.id(), wang) instanceof Merging.Outcome.Done) {
                undo.push(() -> done(merging.unmerge(one.id(), wang)));
            }
        }
        undo.forEach(Runnable::run);

        assertThat(rows(original)).isEqualTo(before);
        assertThat(all).allMatch(it -> events.isWhole(it.id()));
    }

    @Test
    void whatHappenedCannotBeChangedUnseen() {
        var one = aCase("a");
        merge(one, aCase("b"));
        merging.unmerge(one.id(), wang);
        assertThat(events.isWhole(one.id())).isTrue();

        // The application may not change a line, nor take one away.
        assertThatThrownBy(() -> change(one, "update support.case_event set detail = 'C9'"))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> change(one, "delete from support.case_event"))
                .hasStackTraceContaining("permission denied");
        // And a line it did not write itself shows.
        jdbc.sql(
                        """
                        insert into support.case_event (case_id, seq, at, kind, detail, digest)
                        select case_id, seq + 1, at, kind, detail, digest from support.case_event
                        where case_id = :id order by seq desc limit 1
                        """)
                .param("id", one.id().uuid())
                .update();
        assertThat(events.isWhole(one.id())).isFalse();
    }

    private boolean isWithSomebody(Case one) {
        return again(one).stage() != Stage.OPENED
                && promises.of(one.id()).stream()
                        .anyMatch(it -> it.kind() == Promise.Kind.FIRST_REPLY);
    }

    private void change(Case one, String sql) {
        jdbc.sql(sql + " where case_id = :id").param("id", one.id().uuid()).update();
    }

    private List<Map<String, Object>> rows(List<Case> of) {
        var all = new ArrayList<Map<String, Object>>();
        for (var one : of) {
            all.addAll(
                    jdbc.sql("select * from support.support_case where id = :id")
                            .param("id", one.id().uuid())
                            .query()
                            .listOfRows());
            all.addAll(
                    jdbc.sql("select * from support.promise where case_id = :id order by id")
                            .param("id", one.id().uuid())
                            .query()
                            .listOfRows());
            all.addAll(
                    jdbc.sql(
                                    """
                                    select * from support.message
                                    where conversation = :id and author_kind <> 'OKPAY' order by seq
                                    """)
                            .param("id", one.conversation().uuid())
                            .query()
                            .listOfRows());
        }
        return all.stream().map(it -> Map.copyOf(filled(it))).toList();
    }

    private static Map<String, Object> filled(Map<String, Object> row) {
        row.replaceAll((_, value) -> value == null ? "-" : value.toString());
        return row;
    }

    private Case aCase(String about) {
        return cases.open(li, new Reference("thing", about + li));
    }

    private Case again(Case one) {
        return cases.find(one.id()).orElseThrow();
    }

    private void merge(Case one, Case into) {
        done(merging.merge(one.id(), into.number(), wang));
    }

    private static Case done(Merging.Outcome outcome) {
        return ((Merging.Outcome.Done) outcome).one();
    }

    private static Merging.Outcome no(Merging.Reason reason) {
        return new Merging.Outcome.Refused(reason);
    }

    private void write(Case one, String text, String clientId) {
        conversations.write(one.conversation(), new Author.OfCustomer(li), text, clientId);
    }

    private List<String> texts(Case one) {
        return conversations.since(one.conversation(), 0).stream()
                .map(Message::body)
                .filter(Body.Text.class::isInstance)
                .map(it -> ((Body.Text) it).text())
                .toList();
    }
}
