package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import okpay.casework.Field;
import okpay.casework.Fields;
import okpay.channels.Pulse;
import okpay.feedback.Themes;
import okpay.identity.Role;
import okpay.resolution.Handling;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Promises;
import okpay.support.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// What an agent fills in and does before a case is closed, what a customer says and says
/// otherwise, and how a supervisor sets the desk up.
class WorksheetJourneyTest extends Journey {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired private Cases cases;
    @Autowired private Handling handling;
    @Autowired private Fields fields;
    @Autowired private Themes themes;
    @Autowired private Promises promises;
    @Autowired private Pulse pulse;

    @AfterEach
    void noFields() {
        fields.all().forEach(it -> fields.takeAway(it.key()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void aCaseIsWorkedToItsEnd(String language) {
        var wang = agent("小王", Role.AGENT);
        var li = customer("李雷");
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        handling.takeOver(one, wang);
        fields.write(
                new Field("bank_ref", "Bank reference", "银行流水号", Field.Kind.TEXT, List.of(), true));
        var desk = atDesk(wang, language);
        desk.navigate("/console/cases/" + one.id());
        var customer = signedIn(li, language);
        customer.navigate("/app/cases/" + one.id());

        // Said, and said otherwise.
        write(customer, "我付了 20 元");
        rewrite(customer).click();
        customer.locator(".rewrite textarea").last().fill("我付了 200 元");
        look(customer, language + "-rewrite");
        customer.locator("form[hx-post$='/change'] button").last().click();
        assertThat(desk.locator("#messages")).containsText("我付了 200 元");
        desk.locator(".earlier summary").click();
        assertThat(desk.locator(".earlier")).containsText("20 元");
        // Said by mistake.
        write(customer, "发错了");
        rewrite(customer).click();
        customer.locator("form[hx-post$='/removal'] button").last().click();
        assertThat(desk.locator("#messages .gone")).containsText(say(language, "chat.taken.back"));
        // Said in anger.
        write(customer, "你们这帮傻逼");
        assertThat(desk.locator(".blurred")).isVisible();
        assertThat(desk.getByText("你们这帮傻逼")).isHidden();
        assertThat(customer.locator("#messages"))
                .containsText(say(language, "chat.civil").substring(0, 8));

        // What is to be done.
        desk.locator("form[hx-post$='/items'] input[name=todo]").fill("核对流水");
        desk.locator("form[hx-post$='/items'] button").click();
        assertThat(desk.locator(".checklist")).containsText("核对流水");
        close(desk);
        assertThat(desk.locator("#beside .refusal"))
                .containsText(say(language, "desk.still.FIELDS"));
        desk.locator("form[hx-post$='/fields/bank_ref'] input[name=value]").fill("B-77");
        desk.locator("form[hx-post$='/fields/bank_ref'] input[name=value]").press("Enter");
        desk.locator(".checklist .tick").click();
        assertThat(desk.locator(".checklist .done")).isVisible();
        desk.locator("form[hx-post$='/watching'] button").click();
        assertThat(desk.locator("#worksheet")).containsText("小王");
        look(desk, language + "-worksheet");
        aWordIsMovedForAReason(one, desk, customer, language);
        close(desk);
        assertThat(desk.locator("#case-head")).containsText(say(language, "stage.RESOLVED"));
    }

    private void aWordIsMovedForAReason(Case one, Page desk, Page customer, String language) {
        promises.agree(one.id(), "两小时内", clock.instant().plusSeconds(7_200));
        close(desk);
        assertThat(desk.locator("#beside .refusal"))
                .containsText(say(language, "desk.still.WORDS"));
        var moving = desk.locator("#case-block form[hx-post$='/moving']");
        desk.locator("#case-block details:has(form[hx-post$='/moving']) summary").click();
        moving.locator("[name=due]")
                .fill(
                        LocalDateTime.ofInstant(clock.instant().plusSeconds(172_800), SHANGHAI)
                                .withSecond(0)
                                .withNano(0)
                                .toString());
        moving.locator("[name=why]").selectOption("TAKES_LONGER");
        look(desk, language + "-moving");
        moving.locator("button").click();
        customer.locator("#case-head .moved summary").click();
        assertThat(customer.locator("#case-head .moved"))
                .containsText(say(language, "case.moved.why.TAKES_LONGER"));
        look(customer, language + "-moved");
        desk.locator("#case-block form[hx-post$='/keeping'] button").click();
        assertThat(desk.locator("#case-block form[hx-post$='/keeping']")).hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void aPreparedReplyDoesTheRest(String language) {
        var chen = agent("老陈", Role.SUPERVISOR);
        var wang = agent("小王", Role.AGENT);
        var li = customer("李雷");
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        handling.takeOver(one, wang);
        var name = "photo-" + language + one.number();
        var boss = atDesk(chen, language);
        boss.navigate("/console/canned");
        boss.locator("[name=name]").fill(name);
        boss.locator("[name=zh]").fill("请发一张截图给我们。");
        boss.locator("[name=en]").fill("Please send us a screenshot.");
        boss.locator("[name=tags]").fill("needs-" + language);
        boss.locator("[name=step]").selectOption("QUESTION");
        boss.locator("form[action='/console/canned'] button").click();
        assertThat(boss.locator("main")).containsText("#needs-" + language);
        look(boss, language + "-canned");

        var desk = atDesk(wang, language);
        desk.navigate("/console/cases/" + one.id());
        desk.locator("[data-canned]").selectOption(new SelectOption().setLabel(name));
        assertThat(desk.locator("[data-macro]:visible")).containsText("#needs-" + language);
        look(desk, language + "-macro");
        desk.locator(".desk-composer button[type=submit]").click();
        assertThat(desk.locator("#case-head"))
                .containsText(say(language, "stage.WAITING_FOR_CUSTOMER"));
        assertThat(desk.locator("#case-block")).containsText("needs-" + language);
        assertThat(desk.locator("[data-macro]:visible")).hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void hoursAreSetByWhoeverIsInCharge(String language) {
        var desk = atDesk(agent("老陈", Role.SUPERVISOR), language);
        desk.navigate("/console/hours");
        var name = "j-" + language + "-" + System.nanoTime() % 1_000_000;
        desk.locator("main details:has([name=zone]) summary").click();
        desk.locator("[name=name]").fill(name);
        desk.locator("form[action='/console/hours'] button").click();
        var office = desk.locator("#" + name);
        var day = LocalDate.ofInstant(clock.instant(), SHANGHAI).plusDays(40).toString();
        office.locator("details summary").click();
        office.locator("[name=first]").fill(day);
        office.locator("[name=why]").fill("春节");
        office.locator("form[action$='/days'] button").click();
        assertThat(office.locator(".special-days")).containsText("春节");
        office.locator("[name=FRIDAY]").fill("09:00-12:00 11:00-13:00");
        office.locator("form[action$='/week'] button").click();
        assertThat(desk.locator(".refusal"))
                .containsText(say(language, "hours.refused.NO_HOURS").substring(0, 5));
        office.locator("[name=FRIDAY]").fill("09:00-12:00 13:00-17:00");
        office.locator("form[action$='/week'] button").click();
        assertThat(office.locator("[name=FRIDAY]")).hasValue("09:00-12:00 13:00-17:00");
        look(desk, language + "-hours");
        office.locator("form[action*='/days/'] button").first().click();
        assertThat(office.locator(".special-days li")).hasCount(0);
        var target = desk.locator("form[action$='/FIRST_REPLY/URGENT']");
        assertThat(target.locator("[name=minutes]")).hasValue("5");
        target.locator("[name=minutes]").fill("4");
        target.locator("button").click();
        assertThat(target.locator("[name=minutes]")).hasValue("4");
        target.locator("[name=minutes]").fill("5");
        target.locator("button").click();
        assertThat(target.locator("[name=minutes]")).hasValue("5");
    }

    /// A dead lane is seen on every page of the desk.
    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void aLaneThatStandsStillIsSeenAtTheDesk(String language) {
        pulse.failed("mail.in.0-" + language, "connection refused");
        try {
            var desk = atDesk(agent("小王", Role.AGENT), language);
            desk.navigate("/console/cases");
            assertThat(desk.locator(".lane-banner")).containsText("0-" + language);
            look(desk, language + "-banner");
            desk.locator(".lane-banner").click();
            assertThat(desk.locator(".lane-dead").first()).containsText("connection refused");
        } finally {
            pulse.beat("mail.in.0-" + language, Pulse.PATIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void aSupervisorSetsTheDeskUp(String language) {
        var chen = agent("老陈", Role.SUPERVISOR);
        var zhou = hired("周" + language, Role.AGENT);
        var desk = atDesk(chen, language);

        desk.navigate("/console/roster");
        var card =
                desk.locator("section.card")
                        .filter(new Locator.FilterOptions().setHasText(zhou.name()));
        card.locator("[name=skills]").fill("abroad, en");
        card.locator("form[action$='/skills'] button").click();
        card.locator("details summary").click();
        card.locator("[name=day][value=MONDAY]").check();
        card.locator("form[action$='/shifts'] button").click();
        assertThat(card).containsText("09:00 – 18:00");
        assertThat(card.locator("[name=skills]")).hasValue("abroad, en");
        look(desk, language + "-roster");

        desk.navigate("/console/sheet");
        desk.locator("main details summary").first().click();
        desk.locator("[name=key]").first().fill("branch");
        desk.locator("[name=kind]").selectOption("CHOICE");
        desk.locator("[name=zh]").first().fill("网点");
        desk.locator("[name=en]").first().fill("Branch");
        desk.locator("[name=choices]").fill("北京\n上海");
        desk.locator("form[action$='/fields'] button").click();
        assertThat(desk.locator("main")).containsText("branch");
        look(desk, language + "-sheet");

        desk.navigate("/console/webhooks");
        desk.locator("[name=url]").fill("http://127.0.0.1:9/" + language);
        desk.locator("form[action='/console/webhooks'] button").click();
        assertThat(desk.locator(".secret")).containsText("whsec_");
        look(desk, language + "-webhooks");
        desk.getByText("http://127.0.0.1:9/" + language).first().click();
        desk.waitForURL("**/console/webhooks/wh_*");
        look(desk, language + "-webhook-log");
        desk.navigate("/console/webhooks");
        desk.onceDialog(it -> it.accept());
        desk.locator("form[action$='/removal'] button").first().click();
        assertThat(desk.locator("main")).containsText(say(language, "webhook.none"));

        desk.navigate("/console/insight");
        assertThat(desk.locator("main")).containsText(say(language, "insight.questions"));
        look(desk, language + "-insight");
        desk.navigate("/console/retention");
        look(desk, language + "-retention");

        desk.navigate("/console/cases?view=all");
        desk.locator(".build-view summary").click();
        desk.locator(".build-view [name=name]").fill("急 " + language);
        desk.locator(".build-view [name=stage][value=WAITING]").check();
        look(desk, language + "-build-view");
        desk.locator(".build-view button.primary").click();
        assertThat(desk.locator(".views")).containsText("急 " + language);
        desk.navigate("/console/cases?view=all");
        desk.locator("[name=case]").first().check();
        desk.locator(".many [name=tag]").fill("批量");
        desk.locator(".many button[value=TAG]").click();
        assertThat(desk.locator(".notice")).containsText("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void aWishIsHeardAndAnswered(String language) {
        var li = customer("李雷");
        var chen = agent("老陈", Role.SUPERVISOR);
        var customer = signedIn(li, language);
        customer.navigate("/app/cases");
        customer.locator("a[href='/app/feedback']").click();
        customer.locator("[name=words]").fill("按商户筛选 " + language);
        look(customer, language + "-feedback");
        customer.locator("main form button.primary").click();
        assertThat(customer.locator(".done-note")).isVisible();
        assertThat(customer.locator("main")).containsText(say(language, "wish.state.NEW"));

        var desk = atDesk(chen, language);
        desk.navigate("/console/wishes");
        var wish =
                desk.locator(".held-row")
                        .filter(new Locator.FilterOptions().setHasText("按商户筛选 " + language));
        look(desk, language + "-wishes");
        themes.group();
        desk.navigate("/console/themes");
        look(desk, language + "-themes");
        desk.locator("main li a")
                .filter(new Locator.FilterOptions().setHasText("按商户筛选"))
                .first()
                .click();
        desk.locator("[name=release]").fill("2.0");
        desk.locator("form[action$=release] button").click();
        look(desk, language + "-theme");
        desk.navigate("/console/themes");
        assertThat(desk.locator("select[name=release]")).isVisible();
        look(desk, language + "-themes-planned");
        desk.navigate("/console/wishes?state=PLANNED");
        wish.locator("[name=answer]").fill("2.0");
        wish.locator("button[value=SHIPPED]").click();
        customer.navigate("/app/feedback");

        assertThat(customer.locator("main")).containsText(say(language, "wish.state.SHIPPED"));
        assertThat(customer.locator("main")).containsText("2.0");
    }

    private static void write(Page page, String text) {
        page.locator("#words").fill(text);
        page.locator("#words").press("Enter");
        assertThat(page.locator("#messages")).containsText(text);
    }

    private static Locator rewrite(Page page) {
        return page.locator(".rewrite summary").last();
    }

    private static void close(Page desk) {
        desk.locator("#beside [name=cause]").selectOption(new SelectOption().setValue("QUESTION"));
        desk.locator("form[hx-post$='/resolution'] button").click();
    }
}
