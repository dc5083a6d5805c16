package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator.ClickOptions;
import okpay.identity.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A supervisor teaches, sees what it changes, publishes and takes back.
class TeachingJourneyTest extends Journey {

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void sentencesAreTaughtTriedAndPublished(String language) {
        var desk = atDesk(agent("韩主管", Role.SUPERVISOR), language);
        desk.navigate("/console/understanding?intent=paid_twice");
        desk.locator("[name=texts]").fill("x");
        desk.locator("form[action$='/examples'] button.primary").click();
        assertThat(desk.locator(".refusal"))
                .containsText(say(language, "desk.teach.flaw.SENTENCE"));
        assertThat(desk.locator("[name=texts]")).hasValue("x");
        var said = language.equals("zh") ? "一杯奶茶扣了我两份的钱" : "the bubble tea came off twice";
        desk.locator("[name=texts]").fill(said);
        desk.locator("form[action$='/examples'] button.primary").click();
        assertThat(desk.locator("#sentences")).containsText(said);
        look(desk, language + "-desk-teaching");

        desk.locator("form[action$='/versions'] button").click();
        desk.locator("#learning a").click(new ClickOptions().setTimeout(60_000));
        assertThat(desk.locator("main")).containsText(say(language, "desk.teach.state.TRIED"));
        look(desk, language + "-desk-version");
        desk.locator("form[action$='/publication'] button").click();
        assertThat(desk.locator("main")).containsText(say(language, "desk.teach.state.LIVE"));

        desk.navigate("/console/understanding?intent=paid_twice");
        desk.locator("form[action$='/removal'] button").first().click();
        assertThat(desk.locator("main")).not().containsText(said);
    }
}
