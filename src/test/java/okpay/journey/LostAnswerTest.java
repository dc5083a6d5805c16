package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import okpay.identity.Role;
import okpay.sandbank.Behaviour;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The two stories this house was built for.
class LostAnswerTest extends Journey {

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void theBanksAnswerIsLostAndTheCustomerHasHisMoneyBackInFourTaps(String language) {
        var li = customer(language.equals("zh") ? "李雷" : "Lee Ray").holding("500.00 CNY");
        var shop = shop(language.equals("zh") ? "深夜便利店" : "Night Owl", Behaviour.SILENT);
        var page = signedIn(li, language);
        look(page, language + "-home");

        page.navigate("/app/shops/" + shop.id());
        look(page, language + "-pay");
        pay(page, "35");

        assertThat(page.locator(".state")).hasText(say(language, "state.UNKNOWN"));
        look(page, language + "-payment");
        page.locator(".help-button").click();
        assertThat(page.locator(".pay-card")).containsText(shop.name());
        assertThat(page.locator(".verdict-title")).hasText(say(language, "cause.UNKNOWN_AT_BANK"));
        look(page, language + "-help");

        page.locator("[name=text]")
                .fill(
                        language.equals("zh")
                                ? "付款失败了，但是钱扣了"
                                : "my payment failed but the money is gone");
        page.keyboard().press("Enter");
        assertThat(page.locator(".from-me .bubble")).hasCount(1);
        assertThat(
                        page.getByText(
                                say(
                                        language,
                                        "chat.verdict.stands",
                                        language.equals("zh") ? "¥35.00" : "CN¥35.00")))
                .isVisible();

        page.getByText(say(language, "remedy.REFUND_NOW")).click();
        assertThat(page.locator(".pay-card .state")).hasText(say(language, "state.REFUNDED"));
        assertThat(page.locator("#case-head .stage")).hasText(say(language, "stage.RESOLVED"));
        assertThat(page.locator("#case-head .promise-KEPT")).hasCount(1);
        assertThat(page.getByText(say(language, "survey.question"))).isVisible();
        look(page, language + "-refunded");

        page.locator(".scores label").last().click();
        page.getByText(
                        say(language, "survey.send"),
                        new com.microsoft.playwright.Page.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.getByText(say(language, "survey.thanks", "5"))).isVisible();
        assertThat(page.locator("#case-head .stage")).hasText(say(language, "stage.CLOSED"));
        li.holds("500.00 CNY");
        li.canSpend("500.00 CNY");

        page.navigate("/app/payments");
        look(page, language + "-activity");
        page.navigate("/app/cases");
        look(page, language + "-cases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void aLargeRefundNeedsTwoPeopleAndTheCustomerWatchesThem(String language) {
        var li = customer(language.equals("zh") ? "李雷" : "Lee Ray").holding("5000.00 CNY");
        var shop = shop(language.equals("zh") ? "云上家居" : "Cloud Nine", Behaviour.SILENT);
        var wang = agent("小王", Role.AGENT);
        var chen = agent("老陈", Role.SUPERVISOR);
        li.pays("1280.00 CNY", shop);
        var phone = signedIn(li, language);
        phone.navigate("/app/payments/" + li.paymentId());
        phone.locator(".help-button").click();
        assertThat(phone.locator(".verdict-title")).hasText(say(language, "cause.UNKNOWN_AT_BANK"));
        assertThat(phone.locator(".remedies")).hasCount(0);
        // A first answer, a decision, and when it is solved.
        assertThat(phone.locator("#case-head .promise-RUNNING")).hasCount(3);
        var number = phone.locator("#case-head strong").textContent();

        var desk = atDesk(wang, language);
        desk.navigate("/console/cases?view=open&q=" + number);
        look(desk, language + "-desk-cases");
        desk.getByText(number).click();
        assertThat(desk.locator("#beside")).containsText(shop.name());
        assertThat(desk.locator("#beside")).containsText(say(language, "cause.UNKNOWN_AT_BANK"));
        desk.locator("[name=text]").fill(language.equals("zh") ? "您好，我来处理" : "Hello, I am on it");
        desk.keyboard().press("Enter");
        assertThat(phone.locator(".from-them .bubble")).hasCount(1);
        assertThat(phone.locator("#case-head .promise-KEPT")).hasCount(1);

        desk.locator("#beside form[hx-post$=proposals] button").click();
        assertThat(phone.locator(".proposal .now")).hasText(say(language, "proposal.waiting"));
        look(phone, language + "-proposed");
        look(desk, language + "-desk-case");

        var supervisor = atDesk(chen, language);
        supervisor.navigate("/console/proposals");
        look(supervisor, language + "-desk-approvals");
        supervisor
                .locator(".proposal-row")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(number))
                .locator("form[hx-post$=approval] button")
                .click();

        assertThat(phone.locator(".proposal .done")).hasCount(3);
        assertThat(phone.locator(".pay-card .state")).hasText(say(language, "state.REFUNDED"));
        assertThat(phone.locator("#case-head .stage")).hasText(say(language, "stage.RESOLVED"));
        look(phone, language + "-approved");
        li.holds("5000.00 CNY");
    }
}
