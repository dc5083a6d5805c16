package okpay.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.desk.QualityReview.Criterion;
import okpay.desk.QualityReview.Mark;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Reference;
import okpay.support.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What people solved is read by lot, and not by themselves.
class QualityReviewTest extends Story {

    @Autowired private QualityReviews reviews;
    @Autowired private Alerts alerts;
    @Autowired private Cases cases;

    @Test
    void aFewOfWhatEachSolvedAreDrawnOnceAWeek() {
        clock.passes(Duration.ofDays(14));
        var wang = agent("小王", Role.AGENT);
        var han = agent("韩梅", Role.AGENT);
        var chen = agent("老陈", Role.SUPERVISOR);
        for (int i = 0; i < 5; i++) {
            solved(wang, "w" + i);
        }
        var only = solved(han, "h");
        var open = cases.open(customer("客").id(), new Reference("question", "open"));
        cases.take(open.id(), han.id());

        reviews.draw();
        assertThat(of(wang, chen)).as("the week is not over").isEmpty();
        clock.passes(Duration.ofDays(7));
        reviews.draw();
        reviews.draw();
        assertThat(of(wang, chen)).hasSize(3).doesNotHaveDuplicates();
        assertThat(of(han, chen))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.of()).isEqualTo(only.id());
                    assertThat(it.marks()).isEmpty();
                });
        clock.passes(Duration.ofDays(7));
        reviews.draw();
        assertThat(of(wang, chen)).as("nothing new was solved").hasSize(3);
    }

    @Test
    void itIsMarkedOnceByAnotherAndAnsweredOnce() {
        clock.passes(Duration.ofDays(14));
        var wang = agent("小王", Role.AGENT);
        var chen = agent("老陈", Role.SUPERVISOR);
        var lin = agent("林姐", Role.SUPERVISOR);
        solved(chen, "c");
        clock.passes(Duration.ofDays(7));
        reviews.draw();
        assertThat(of(chen, chen)).as("their own is not shown to them").isEmpty();
        var drawn = of(chen, lin).getFirst();

        assertThat(reviews.mark(drawn, chen, all(Mark.GOOD), ""))
                .contains(QualityReviews.Reason.YOUR_OWN);
        assertThat(reviews.mark(drawn, lin, Map.of(Criterion.KIND, Mark.GOOD), ""))
                .contains(QualityReviews.Reason.NOT_ALL_MARKED);
        assertThat(reviews.mark(drawn, lin, all(Mark.GOOD), "长".repeat(1_001)))
                .contains(QualityReviews.Reason.TOO_LONG);
        var marks = all(Mark.GOOD);
        marks.put(Criterion.CLEAR, Mark.PARTLY);
        assertThat(reviews.answer(drawn.id(), chen, "太早")).isFalse();
        assertThat(reviews.mark(drawn, lin, marks, "下次说清楚时间")).isEmpty();
        assertThat(reviews.mark(drawn, wang, all(Mark.NOT), ""))
                .contains(QualityReviews.Reason.DONE_ALREADY);

        var read = reviews.of(chen.id(), 10).getFirst();
        assertThat(read.marks()).isEqualTo(marks);
        assertThat(read.score()).isEqualTo(0.9);
        assertThat(read.words()).isEqualTo("下次说清楚时间");
        assertThat(read.reviewer()).isEqualTo(Optional.of(lin.id()));
        assertThat(told(chen)).containsExactly(Alerts.Kind.REVIEWED);

        assertThat(reviews.answer(drawn.id(), wang, "不是我的")).isFalse();
        assertThat(reviews.answer(drawn.id(), chen, " ")).isFalse();
        assertThat(reviews.answer(drawn.id(), chen, "好的")).isTrue();
        assertThat(reviews.answer(drawn.id(), chen, "再说")).isFalse();
        assertThat(told(lin)).containsExactly(Alerts.Kind.ANSWERED);
        assertThat(reviews.since(clock.instant().minus(Duration.ofDays(1))))
                .filteredOn(it -> it.agent().equals(chen.id()))
                .singleElement()
                .satisfies(it -> assertThat(it.score()).isEqualTo(0.9));
    }

    private Case solved(Agent by, String name) {
        var one = cases.open(customer("客").id(), new Reference("question", by.id() + name));
        cases.take(one.id(), by.id());
        cases.move(one.id(), Stage.RESOLVED);
        return one;
    }

    private List<QualityReview> of(Agent agent, Agent reader) {
        return reviews.waiting(reader.id(), 1_000).stream()
                .filter(it -> it.agent().equals(agent.id()))
                .toList();
    }

    private List<Alerts.Kind> told(Agent who) {
        return alerts.unseen(who.id()).stream()
                .map(Alerts.Notice::kind)
                .filter(it -> it == Alerts.Kind.REVIEWED || it == Alerts.Kind.ANSWERED)
                .toList();
    }

    private static EnumMap<Criterion, Mark> all(Mark mark) {
        var marks = new EnumMap<Criterion, Mark>(Criterion.class);
        for (var it : Criterion.values()) {
            marks.put(it, mark);
        }
        return marks;
    }
}
