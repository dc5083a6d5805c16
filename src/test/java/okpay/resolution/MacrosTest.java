package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import okpay.casework.Checklist;
import okpay.desk.Canned;
import okpay.desk.Canned.Afterwards;
import okpay.desk.Canned.Step;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Reference;
import okpay.support.Stage;
import okpay.support.Tags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What a prepared reply does besides being sent.
class MacrosTest extends Story {

    @Autowired private Macros macros;
    @Autowired private Canned canned;
    @Autowired private Cases cases;
    @Autowired private Tags tags;
    @Autowired private Handling handling;
    @Autowired private Checklist checklist;

    private Someone li;
    private Agent wang;
    private Case one;

    @BeforeEach
    void aCase() {
        li = customer("李雷");
        wang = agent("小王", Role.AGENT);
        one = cases.open(li.id(), Reference.to("question", li.id()));
        handling.takeOver(one, wang);
    }

    @Test
    void tagsArePutAndTheCaseWaitsForTheCustomer() {
        var macro = written(new Afterwards("bank, 等待材料 ,", Step.QUESTION, ""));
        assertThat(macros.carryOut(one.id(), wang, macro)).isEmpty();
        assertThat(tags.of(one.id())).contains("bank", "等待材料");
        assertThat(stage()).isEqualTo(Stage.WAITING_FOR_CUSTOMER);
        assertThat(macros.carryOut(one.id(), wang, macro)).as("twice").isEmpty();
    }

    @Test
    void solvingAsksForWhatSolvingAsksFor() {
        var macro = written(new Afterwards("", Step.SOLVED, "QUESTION"));
        assertThat(checklist.add(one.id(), wang.id(), "给银行打电话")).isTrue();
        assertThat(macros.carryOut(one.id(), wang, macro)).contains(Macros.Undone.UNFINISHED);
        checklist.tick(one.id(), checklist.of(one.id()).getFirst().id(), wang.id());
        var other = agent("小韩", Role.AGENT);
        assertThat(macros.carryOut(one.id(), other, macro)).contains(Macros.Undone.NOT_YOURS);
        assertThat(macros.carryOut(one.id(), wang, macro)).isEmpty();
        assertThat(stage()).isEqualTo(Stage.RESOLVED);
    }

    @Test
    void whatIsTakenAwayDoesNothing() {
        var macro = written(new Afterwards("x", Step.QUESTION, ""));
        canned.takeAway(macro);
        assertThat(macros.carryOut(one.id(), wang, macro)).contains(Macros.Undone.GONE);
        assertThat(macros.carryOut(one.id(), wang, UUID.randomUUID())).contains(Macros.Undone.GONE);
        assertThat(stage()).isEqualTo(Stage.IN_PROGRESS);
        var noCause = new Afterwards("", Step.SOLVED, "");
        assertThat(canned.write("x" + wang.id(), "a", "b", noCause, wang.id())).isFalse();
    }

    private UUID written(Afterwards after) {
        var name = "m" + UUID.randomUUID();
        assertThat(canned.write(name, "Hello", "您好", after, wang.id())).isTrue();
        return canned.all().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Stage stage() {
        return cases.find(one.id()).orElseThrow().stage();
    }
}
