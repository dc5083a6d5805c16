package okpay.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.resolution.Handling;
import okpay.resolution.Handling.Closing;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Reference;
import okpay.support.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// What is to be filled in and done before a case is closed, and what it has to do with.
class CaseworkTest extends Story {

    @Autowired private Fields fields;
    @Autowired private Checklist checklist;
    @Autowired private Links links;
    @Autowired private Causes causes;
    @Autowired private Cases cases;
    @Autowired private Handling handling;

    private Agent wang;
    private Case one;

    @BeforeEach
    void aCase() {
        wang = agent("小王", Role.AGENT);
        one = fresh();
        handling.takeOver(one, wang);
    }

    @AfterEach
    void noFields() {
        fields.all().forEach(it -> fields.takeAway(it.key()));
    }

    @Test
    void nobodyClosesACaseWithoutSayingWhyItHappened() {
        assertThat(close("")).isInstanceOf(Closing.CauseMissing.class);
        assertThat(close("MADE_UP")).isInstanceOf(Closing.CauseMissing.class);
        assertThat(stage(one)).isEqualTo(Stage.IN_PROGRESS);

        assertThat(close("APP_DEFECT")).isInstanceOf(Closing.Done.class);

        assertThat(stage(one)).isEqualTo(Stage.RESOLVED);
        assertThat(close("APP_DEFECT")).isInstanceOf(Closing.NotYours.class);
    }

    @Test
    void whatIsNeededIsFilledInFirst() {
        var needed =
                new Field("bank_ref", "Bank reference", "银行流水号", Field.Kind.TEXT, List.of(), true);
        assertThat(fields.write(needed)).isTrue();

        assertThat(close("QUESTION"))
                .isEqualTo(
                        new Closing.Unfinished(List.of(needed), List.of(), List.of(), List.of()));
        assertThat(fields.set(one.id(), wang.id(), "bank_ref", "  B-2026/7 ")).isTrue();

        assertThat(fields.of(one.id())).containsEntry("bank_ref", "B-2026/7");
        assertThat(close("QUESTION")).isInstanceOf(Closing.Done.class);
    }

    @Test
    void theChecklistIsDoneFirstAndWhoTickedItOffStaysNamed() {
        var han = agent("小韩", Role.AGENT);
        assertThat(checklist.add(one.id(), wang.id(), "给银行打电话")).isTrue();
        assertThat(checklist.add(one.id(), wang.id(), " ")).isFalse();
        var item = checklist.of(one.id()).getFirst();
        assertThat(close("QUESTION")).isInstanceOf(Closing.Unfinished.class);

        checklist.tick(one.id(), item.id(), wang.id());
        checklist.tick(one.id(), item.id(), han.id());
        checklist.tick(fresh().id(), item.id(), han.id());

        assertThat(checklist.of(one.id()).getFirst().doneBy()).contains(wang.id());
        checklist.untick(one.id(), item.id());
        assertThat(close("QUESTION")).isInstanceOf(Closing.Unfinished.class);
        checklist.remove(one.id(), item.id());
        assertThat(close("QUESTION")).isInstanceOf(Closing.Done.class);
    }

    @Test
    void aCaseIsClosedAfterItsParts() {
        var part = fresh();
        assertThat(link(one, Links.Kind.HAS_PART, part)).isEqualTo(Links.Outcome.DONE);
        assertThat(close("QUESTION"))
                .isEqualTo(
                        new Closing.Unfinished(
                                List.of(), List.of(), List.of(again(part)), List.of()));

        handling.takeOver(part, wang);
        assertThat(handling.resolve(part.id(), wang.id(), "OTHER"))
                .isInstanceOf(Closing.Done.class);

        assertThat(close("QUESTION")).isInstanceOf(Closing.Done.class);
    }

    @Test
    void aLinkIsSeenFromBothSidesAndKeptOnce() {
        var other = fresh();
        assertThat(link(one, Links.Kind.CAUSED_BY, other)).isEqualTo(Links.Outcome.DONE);
        assertThat(link(other, Links.Kind.CAUSES, one)).isEqualTo(Links.Outcome.DONE);
        assertThat(link(one, Links.Kind.RELATED, other)).isEqualTo(Links.Outcome.DONE);
        assertThat(link(other, Links.Kind.RELATED, one)).isEqualTo(Links.Outcome.DONE);

        assertThat(links.of(one.id()))
                .map(Links.Link::kind)
                .containsExactlyInAnyOrder(Links.Kind.CAUSED_BY, Links.Kind.RELATED);
        assertThat(links.of(other.id()))
                .map(Links.Link::kind)
                .containsExactlyInAnyOrder(Links.Kind.CAUSES, Links.Kind.RELATED);
        links.unlink(other.id(), Links.Kind.CAUSES, one.id());
        links.unlink(other.id(), Links.Kind.RELATED, one.id());
        assertThat(links.of(one.id())).isEmpty();
    }

    @Test
    void nothingIsAPartOfItself() {
        var two = fresh();
        var three = fresh();
        assertThat(link(one, Links.Kind.PART_OF, one)).isEqualTo(Links.Outcome.ITSELF);
        assertThat(links.link(one.id(), Links.Kind.PART_OF, "C9", wang.id()))
                .isEqualTo(Links.Outcome.NO_SUCH_CASE);
        assertThat(links.link(one.id(), Links.Kind.PART_OF, "'; drop", wang.id()))
                .isEqualTo(Links.Outcome.NO_SUCH_CASE);
        link(one, Links.Kind.PART_OF, two);
        link(two, Links.Kind.PART_OF, three);
        assertThat(link(three, Links.Kind.PART_OF, one)).isEqualTo(Links.Outcome.A_CIRCLE);
        assertThat(link(one, Links.Kind.HAS_PART, three)).isEqualTo(Links.Outcome.A_CIRCLE);
        assertThat(link(one, Links.Kind.CAUSED_BY, three)).isEqualTo(Links.Outcome.DONE);
    }

    /// Whatever is linked in whatever order, following parts upwards comes to an end.
    @Test
    void randomLinksNeverMakeACircle() {
        var random = new Random(7);
        var all = new ArrayList<Case>();
        for (int i = 0; i < 8; i++) {
            all.add(fresh());
        }
        for (int i = 0; i < 120; i++) {
            var from = all.get(random.nextInt(all.size()));
            var to = all.get(random.nextInt(all.size()));
            link(from, random.nextBoolean() ? Links.Kind.PART_OF : Links.Kind.HAS_PART, to);
        }
        for (var it : all) {
            assertThat(depth(it, 0)).isLessThanOrEqualTo(all.size());
        }
    }

    private int depth(Case from, int soFar) {
        return soFar > 20
                ? soFar
                : links.of(from.id()).stream()
                        .filter(it -> it.kind() == Links.Kind.PART_OF)
                        .mapToInt(it -> depth(it.other(), soFar + 1))
                        .max()
                        .orElse(soFar);
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER, 12, true",
        "NUMBER, -3.50, true",
        "NUMBER, 1e9, false",
        "NUMBER, 一, false",
        "NUMBER, 1234567890123456, false",
        "DATE, 2026-02-29, false",
        "DATE, 2028-02-29, true",
        "DATE, tomorrow, false",
        "YES_NO, yes, true",
        "YES_NO, maybe, false",
        "CHOICE, 甲, true",
        "CHOICE, 丙, false",
        "TEXT, <script>, true"
    })
    void aFieldTakesWhatItIs(Field.Kind kind, String typed, boolean taken) {
        List<String> choices = kind == Field.Kind.CHOICE ? List.of("甲", "乙") : List.of();
        assertThat(fields.write(new Field("f", "F", "项", kind, choices, false))).isTrue();

        assertThat(fields.set(one.id(), wang.id(), "f", typed)).isEqualTo(taken);

        assertThat(fields.of(one.id()).containsKey("f")).isEqualTo(taken);
        assertThat(fields.set(one.id(), wang.id(), "f", "")).isTrue();
        assertThat(fields.of(one.id())).isEmpty();
        assertThat(fields.set(one.id(), wang.id(), "no_such", "x")).isFalse();
    }

    @Test
    void unsoundFieldsAndCausesAreRefused() {
        var text = Field.Kind.TEXT;
        assertThat(fields.write(new Field("Bad Key", "x", "x", text, List.of(), false))).isFalse();
        assertThat(fields.write(new Field("k", "", "x", text, List.of(), false))).isFalse();
        assertThat(fields.write(new Field("k", "x", "x".repeat(81), text, List.of(), false)))
                .isFalse();
        assertThat(fields.write(new Field("k", "x", "x", Field.Kind.CHOICE, List.of(), false)))
                .isFalse();
        assertThat(causes.write("bad", "x", "x")).isFalse();
        assertThat(causes.write("NEW_RULE", "New rule", "新规")).isTrue();
        causes.takeAway("NEW_RULE");
        assertThat(causes.all()).noneMatch(it -> it.key().equals("NEW_RULE"));
        assertThat(causes.find("NEW_RULE")).isPresent();
    }

    private Closing close(String cause) {
        return handling.resolve(one.id(), wang.id(), cause);
    }

    private Links.Outcome link(Case from, Links.Kind kind, Case to) {
        return links.link(from.id(), kind, to.number(), wang.id());
    }

    private Case fresh() {
        var who = customer("李雷").customer().id();
        return cases.open(who, Reference.to("question", who));
    }

    private Stage stage(Case it) {
        return again(it).stage();
    }

    private Case again(Case it) {
        return cases.find(it.id()).orElseThrow();
    }
}
