package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import okpay.desk.QualityReview;
import okpay.desk.QualityReviews;
import okpay.identity.Role;
import okpay.support.Author;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import okpay.support.Stage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// A supervisor reads what was drawn by lot; whoever it is about reads the marks and answers.
class QualityJourneyTest extends Journey {

    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private QualityReviews reviews;

    @ParameterizedTest
    @CsvSource({
        "zh, 钱什么时候退回来？, 下次请先说时间, 好的，明白了",
        "en, When is my money back?, Say the time first, I will"
    })
    void workIsReadAndTalkedOver(String language, String asked, String words, String answer) {
        clock.passes(Duration.ofDays(14));
        var wang = agent("小王", Role.AGENT);
        var chen = agent("老陈", Role.SUPERVISOR);
        var li = customer("李雷");
        var one = cases.open(li.id(), new Reference("question", li.id().toString()));
        conversations.write(one.conversation(), new Author.OfCustomer(li.id()), asked, "a");
        cases.take(one.id(), wang.id());
        cases.move(one.id(), Stage.RESOLVED);
        clock.passes(Duration.ofDays(7));
        reviews.draw();

        var supervisor = atDesk(chen, language);
        supervisor.navigate("/console/quality");
        look(supervisor, language + "-quality");
        supervisor.getByText(one.number()).click();
        assertThat(supervisor.locator(".messages")).containsText(asked);
        for (var criterion : QualityReview.Criterion.values()) {
            var mark = criterion == QualityReview.Criterion.CLEAR ? "PARTLY" : "GOOD";
            supervisor.locator("[name=" + criterion + "][value=" + mark + "]").check();
        }
        supervisor.locator("[name=words]").fill(words);
        look(supervisor, language + "-quality-marks");
        supervisor.locator("main form button.primary").click();
        supervisor.waitForURL("**/console/quality");
        assertThat(supervisor.locator("main")).containsText("90 %");

        var agent = atDesk(wang, language);
        agent.setViewportSize(PHONE, 844);
        agent.locator(".bell summary").click();
        agent.locator(".bell-list li a", new Page.LocatorOptions().setHasText(words)).click();
        assertThat(agent.locator("blockquote")).hasText(words);
        look(agent, language + "-quality-mine");
        agent.locator("[name=words]").fill(answer);
        agent.locator("main form button.plain").click();
        assertThat(agent.locator(".review-row")).containsText(answer);
        agent.navigate("/console/quality/" + reviews.of(wang.id(), 1).getFirst().id());
        assertThat(agent.locator(".messages")).hasCount(0);
    }
}
