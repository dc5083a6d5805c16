package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import okpay.channels.Outbox;
import okpay.help.Errand;
import okpay.help.Errands;
import okpay.identity.Role;
import okpay.sandbank.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// The help centre, read by people: with and without a wallet, on a phone and at a desk.
class HelpCentreJourneyTest extends Journey {

    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

    @Autowired private Errands errands;
    @Autowired private Outbox outbox;

    @ParameterizedTest
    @CsvSource({
        "zh, 390, 忘记密码怎么办",
        "en, 390, forgot password",
        "zh, 1440, 忘记登录密码",
        "en, 1440, i forgot my password"
    })
    void howToResetAPasswordIsFoundAndDone(String language, int width, String question) {
        var li = customer("李雷");
        var page = window(width, language);
        page.navigate("/");
        page.locator("a[href='/help']").click();
        look(page, language + "-" + width + "-help-centre");

        page.locator("#q").pressSequentially(question);
        assertThat(page.locator("#suggestions a").first()).isVisible();
        look(page, language + "-" + width + "-help-suggestions");
        page.locator("#q").press("Enter");
        assertThat(page.locator(".answer h2 a"))
                .hasAttribute("href", "/" + language + "/help/forgot-password");
        look(page, language + "-" + width + "-help-answer");
        page.locator(".answer h2 a").click();
        look(page, language + "-" + width + "-help-article");

        var mail = li.customer().email().orElseThrow().value();
        page.locator(".live-step [name=handle]").fill(mail);
        page.locator(".live-step button").click();
        assertThat(page.locator("[name=code]")).isVisible();
        page.locator("[name=code]").fill(code(mail));
        submit(page);
        page.locator("[name=password]").fill("quite another horse");
        page.locator("[name=again]").fill("quite another horse");
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        page.waitForURL("**/app/sign-in?done=password");
    }

    @ParameterizedTest
    @CsvSource({
        "zh, 390, 我家的猫会不会游泳啊",
        "en, 390, do penguins enjoy jazz",
        "zh, 1440, 火星上有没有水呢",
        "en, 1440, recipe of noodle soup"
    })
    void aQuestionWithoutAnAnswerIsCarriedIntoTheChat(String language, int width, String question) {
        var li = customer("李雷").holding("100.00 CNY");
        var page = window(width, language);
        page.navigate("/" + language + "/help");
        page.locator("#q").fill(question);
        page.locator("#q").press("Enter");
        assertThat(page.locator(".answer")).hasCount(0);
        look(page, language + "-" + width + "-help-nothing");
        assertThat(open(Errand.Kind.NO_ANSWER)).anyMatch(question::equalsIgnoreCase);

        page.locator("a[href^='/app/help']").click();
        page.waitForURL("**/app/sign-in");
        page.locator("[name=handle]").fill(li.customer().email().orElseThrow().value());
        page.locator("[name=password]").fill(PASSWORD);
        submit(page);
        assertThat(page.locator("[name=text]")).hasValue(question);
        page.locator("form[action='/app/help/person'] button").click();
        assertThat(page.locator("#messages")).containsText(question);
    }

    @ParameterizedTest
    @CsvSource({"zh, 390", "en, 1440"})
    void whatDidNotHelpIsOnTheListOfWhoeverWrites(String language, int width) {
        var page = window(width, language);
        page.navigate("/" + language + "/help/statements");
        page.locator(".vote button[value=false]").click();
        look(page, language + "-" + width + "-help-why");
        page.locator(".reasons input[value=UNCLEAR]").check();
        page.locator("textarea[name=words]").fill("Where is it?");
        page.locator("form[action$='/reasons'] button").click();
        assertThat(page.locator("#useful [role=status]")).isVisible();
        page.navigate("/" + language + "/help/statements");
        assertThat(page.locator(".vote")).hasCount(0);

        var desk = atDesk(agent("韩主管", Role.SUPERVISOR), language);
        desk.navigate("/console/help");
        look(desk, language + "-desk-help");
        desk.locator("#errands a[href='/console/help/statements']").first().click();
        assertThat(desk.locator("main")).containsText("Where is it?");
        look(desk, language + "-desk-article");
    }

    @Test
    void aSupervisorWritesAndReadersReadItAtOnce() {
        var desk = atDesk(agent("韩主管", Role.SUPERVISOR), "en");
        desk.navigate("/console/help");
        desk.locator("form[action='/console/help'] [name=title]").fill("Red envelopes");
        desk.locator("form[action='/console/help'] [name=slug]").fill("red-envelopes");
        desk.locator("form[action='/console/help'] button").click();
        var form = desk.locator("section[aria-labelledby=in-en] form");
        form.locator("[name=body]").fill("They are **red**.\n\n[Nowhere](article:nowhere)");
        form.locator("button.primary").click();
        assertThat(desk.locator(".refusal")).containsText(say("en", "desk.help.flaw.LINK"));
        assertThat(form.locator("[name=body]"))
                .hasValue("They are **red**.\n\n[Nowhere](article:nowhere)");
        form.locator("[name=body]")
                .fill("They are **red**. <script>alert(1)</script>\n\n[Talk](do:person)");
        form.locator("button.primary").click();

        var reader = window(PHONE, "en");
        assertThat(reader.navigate("/en/help/red-envelopes").status()).isEqualTo(404);
        desk.locator("[name=audience]").selectOption("EVERYBODY");
        desk.locator("form[action$='/dates'] button").click();
        assertThat(desk.locator(".said-good")).isVisible();
        reader.navigate("/en/help/red-envelopes");
        assertThat(reader.locator("article strong")).hasText("red");
        assertThat(reader.locator("article")).containsText("<script>");
        assertThat(reader.locator(".live-step a")).hasText("Talk");
        assertThat(reader.navigate("/zh/help/red-envelopes").status()).isEqualTo(200);
        assertThat(reader.locator(".caution")).isVisible();

        desk.locator("[name=next]").fill("hongbao");
        desk.locator("form[action$='/name'] button").click();
        reader.navigate("/en/help/red-envelopes");
        assertThat(reader.url()).endsWith("/en/help/hongbao");

        var agent = atDesk(agent("小明", Role.AGENT), "zh");
        agent.navigate("/console/help/desk-money-back");
        assertThat(agent.locator("[name=body]")).hasCount(0);
        look(agent, "zh-desk-reading");
        assertThat(reader.navigate("/en/help/desk-money-back").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void anArticleDoesWhatItDescribes(String language) {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("梦想书店", Behaviour.PROMPT));
        var page = signedIn(li, language);
        page.navigate("/" + language + "/help/limits");
        assertThat(page.locator("[data-step=limits] dl")).isVisible();
        look(page, language + "-help-limits");
        page.navigate("/" + language + "/help/charged-but-failed");
        page.locator("[data-step=payments] form button").first().click();
        assertThat(page.locator(".pay-card")).containsText("梦想书店");
        page.navigate("/" + language + "/help/lock-wallet");
        page.locator("[data-step=lock] button").click();
        page.waitForURL("**/app/lock");
        assertThat(page.locator(".caution")).isVisible();
        page.navigate("/" + language + "/help/lock-wallet");
        assertThat(page.locator("[data-step=lock] .caution")).isVisible();
        look(page, language + "-help-locked");

        page.navigate("/app/lock");
        page.locator("[name=pin]").fill("000000");
        page.locator("main form button.primary").click();
        page.locator(".refusal-why").click();
        assertThat(page.locator("article h1")).isVisible();
        page.navigate("/app/top-up");
        page.locator(".bar-help").click();
        assertThat(page.url()).endsWith("/" + language + "/help/top-up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void articlesAreThereWhileACustomerWrites(String language) {
        var page = signedIn(customer("李雷"), language);
        page.navigate("/app/cases");
        page.locator("form[action='/app/help'] [name=text]")
                .pressSequentially(language.equals("zh") ? "怎么下载对账单" : "download a statement");
        assertThat(page.locator("#suggested a").first()).isVisible();
        look(page, language + "-help-while-writing");
        page.navigate("/" + language + "/help/contact");
        look(page, language + "-help-contact");
    }

    /// On an empty cache: under 100 kB for an article, of which 30 kB of script.
    @Test
    void anArticleIsLight() {
        var page = window(PHONE, "en");
        var answers = new CopyOnWriteArrayList<Response>();
        page.onResponse(answers::add);
        page.navigate("/en/help/payment-failed");
        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(answers).hasSizeGreaterThan(2);
        var script =
                answers.stream().filter(it -> it.url().endsWith(".js")).mapToInt(this::size).sum();
        assertThat(answers.stream().mapToInt(this::size).sum()).isBetween(5_000, 60_000);
        assertThat(script).isBetween(500, 30_000);
    }

    private int size(Response answer) {
        return answer.body().length;
    }

    private List<String> open(Errand.Kind kind) {
        return errands.open(1_000).stream()
                .filter(it -> it.kind() == kind)
                .map(Errand::subject)
                .toList();
    }

    private String code(String to) {
        eventually(() -> outbox.latest(to).stream().anyMatch(it -> CODE.matcher(it.body()).find()));
        var matcher = CODE.matcher(outbox.latest(to).getFirst().body());
        return matcher.find() ? matcher.group() : "";
    }
}
