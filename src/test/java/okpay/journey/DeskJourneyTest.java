package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import okpay.desk.Canned;
import okpay.house.Someone;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.resolution.Resolutions;
import okpay.sandbank.Behaviour;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// A day at the desk: two agents, a supervisor and a customer at once.
class DeskJourneyTest extends Journey {

    @Autowired private Resolutions resolutions;
    @Autowired private Cases cases;
    @Autowired private Canned canned;

    private record Day(Someone li, Agent wang, Agent zhao, Agent chen, Case one) {}

    @ParameterizedTest
    @CsvSource({
        "zh, 明天下午三点前给您答复, 我们补偿您 500 元, 请把验证码发给我",
        "en, You hear from us by 3 pm tomorrow, We give you 500 yuan, Please send me the code: your PIN"
    })
    void twoAgentsASupervisorAndACustomer(
            String language, String promise, String gift, String secret) {
        var day = begun();
        var one = day.one;
        canned.write(
                "desk-" + language,
                "Hello {customer}, it is about {amount}.",
                "{customer}您好，关于 {amount} 的交易。",
                Canned.Afterwards.NOTHING,
                day.chen.id());
        var first = atDesk(day.wang, language);
        first.navigate("/console/cases/" + one.id());
        var second = atDesk(day.zhao, language);
        second.navigate("/console/cases/" + one.id());
        var customer = signedIn(day.li, language);
        customer.navigate("/app/cases/" + one.id());

        // Each sees that the other is there.
        first.reload();
        assertThat(first.locator("#looking")).containsText(day.zhao.name());

        // A prepared reply is put into the box and leaves for the customer.
        first.locator("[data-canned]")
                .selectOption(
                        new com.microsoft.playwright.options.SelectOption()
                                .setLabel("desk-" + language));
        assertThat(first.locator("#words")).hasValue("李雷您好，关于 ¥35.00 的交易。");
        send(first);
        assertThat(customer.locator("#messages")).containsText("李雷您好");

        // A secret is never asked for.
        write(first, secret);
        assertThat(first.locator("#doubts"))
                .containsText(say(language, "doubt.ASKS_FOR_A_SECRET", "").substring(4, 10));
        look(first, language + "-desk-secret");
        assertThat(customer.locator("#messages")).not().containsText(secret);

        // A time becomes a promise the customer sees.
        write(first, promise);
        look(first, language + "-desk-promise");
        first.locator("#doubts button.plain").click();
        assertThat(customer.locator("#messages")).containsText(promise);
        assertThat(customer.locator("#case-head")).containsText("“");
        look(customer, language + "-customer-promise");

        // A sum nobody knows waits for a supervisor.
        write(first, gift);
        first.locator("#doubts button.plain").click();
        assertThat(first.locator("#looking .held-reply")).containsText(gift);
        assertThat(customer.locator("#messages")).not().containsText(gift);
        var supervisor = atDesk(day.chen, language);
        supervisor.navigate("/console/proposals");
        var held =
                supervisor
                        .locator(".held-row")
                        .filter(
                                new com.microsoft.playwright.Locator.FilterOptions()
                                        .setHasText(gift));
        look(supervisor, language + "-desk-held");
        held.locator("button.primary").first().click();
        assertThat(customer.locator("#messages")).containsText(gift);

        // A note stays among colleagues.
        first.locator("[data-note]").check();
        first.locator("#words").fill("@" + day.zhao.name() + " note 内部备注");
        first.locator("#words").press("Enter");
        assertThat(second.locator("#messages .note")).containsText("内部备注");
        customer.reload();
        assertThat(customer.locator("#messages")).not().containsText("内部备注");

        // Whoever did not see the latest words reads them first.
        first.context().setOffline(true);
        first.locator("#words").fill("好的");
        customer.locator("#words").fill("还有一个问题");
        customer.locator("#words").press("Enter");
        assertThat(second.locator("#messages")).containsText("还有一个问题");
        first.context().setOffline(false);

        // The customer asks to hurry, and the desk sees it.
        customer.locator(".hurry button").click();
        assertThat(customer.locator("#messages"))
                .containsText(say(language, "chat.hurried").substring(0, 6));
        assertThat(second.locator("#case-block")).containsText(say(language, "priority.HIGH"));
        look(second, language + "-desk-case");

        supervisor.navigate("/console/wall");
        assertThat(supervisor.locator("main")).containsText(say(language, "wall.days"));
        look(supervisor, language + "-desk-wall");
        supervisor.navigate("/console/canned");
        look(supervisor, language + "-desk-canned");
        supervisor.navigate("/console/search?q=nothing");
        look(supervisor, language + "-desk-search");
    }

    @Test
    void privateFieldsOpenWithAReasonAndTheCustomerReadsIt() {
        var day = begun();
        var one = day.one;
        var desk = atDesk(day.wang, "zh");
        desk.navigate("/console/cases/" + one.id());
        var mail = day.li.customer().email().orElseThrow().value();
        assertThat(desk.locator("#beside")).not().containsText(mail);

        var form = desk.locator("form[hx-post$='/reveals']");
        desk.locator("details:has(form[hx-post$='/reveals']) summary").click();
        form.locator("select").selectOption("EMAIL");
        form.locator("[name=why]").fill("要给客户发回执");
        form.locator("button").click();
        assertThat(desk.locator("#beside")).containsText(mail);

        var customer = signedIn(day.li, "zh");
        customer.navigate("/app/security/looks");
        assertThat(customer.locator("main")).containsText("要给客户发回执");
        assertThat(customer.locator("main"))
                .containsText(say("zh", "looks.read", day.wang.name(), one.number()));
        look(customer, "zh-looks");
    }

    /// Nothing but keys, from the list to the answer.
    @Test
    void theDeskIsWorkedByKeyboard() {
        var day = begun();
        var one = day.one;
        var desk = atDesk(day.wang, "en");
        var keys = desk.keyboard();
        desk.locator("body").press("?");
        assertThat(desk.locator("#keys")).isVisible();
        look(desk, "en-desk-keys");
        keys.press("Escape");
        assertThat(desk.locator("#keys")).isHidden();
        keys.press("j");
        assertThat(desk.locator(".desk-list tbody a").first()).isFocused();
        keys.press("Enter");
        desk.waitForURL("**/console/cases/cs_*");
        assertThat(desk.locator("#case-head")).containsText(one.number());
        if (desk.locator("[data-take]").count() > 0) {
            keys.press("t");
        }
        assertThat(desk.locator("[data-take]")).hasCount(0);

        keys.press("r");
        keys.type("您好，正在核实");
        assertThat(desk.locator("[data-kept]")).containsText(say("en", "draft.kept"));
        desk.reload();
        assertThat(desk.locator("#words")).hasValue("您好，正在核实");
        desk.locator("body").press("r");
        keys.press("Enter");
        assertThat(desk.locator("#messages")).containsText("您好，正在核实");
        keys.press("Escape");

        keys.press("Control+k");
        keys.type(say("en", "beside.question").substring(0, 12));
        desk.screenshot();
        keys.press("Enter");
        assertThat(desk.locator("#case-head"))
                .containsText(say("en", "stage.WAITING_FOR_CUSTOMER"));
        keys.press("Control+k");
        keys.type("Search");
        keys.press("Enter");
        desk.waitForURL("**/console/search");
    }

    @Test
    void casesAreJoinedAndTakenApart() {
        var day = begun();
        var one = day.one;
        var other = cases.open(day.li.id(), Reference.to("question", day.li.id()));
        var desk = atDesk(day.wang, "zh");
        desk.navigate("/console/cases/" + one.id());
        desk.locator("details:has(form[action$='/merging']) summary").first().click();
        desk.locator("form[action$='/merging'] [name=number]:visible").fill("C1");
        // What happens meanwhile draws the block anew, without it.
        var answer =
                desk.waitForResponse(
                        Pattern.compile("said=merge"),
                        () -> desk.locator("form[action$='/merging'].inline-form button").click());
        org.assertj.core.api.Assertions.assertThat(answer.text())
                .contains(say("zh", "merge.refused.NO_SUCH_CASE"));

        desk.locator("details:has(form[action$='/merging']) summary").first().click();
        desk.locator("form[action$='/merging'].inline-form [name=number]").fill(other.number());
        desk.locator("form[action$='/merging'].inline-form button").click();
        assertThat(desk.locator("#case-head")).containsText(other.number());
        assertThat(desk.locator("#case-block")).containsText(one.number());
        look(desk, "zh-desk-merged");

        desk.navigate("/console/cases/" + one.id());
        desk.locator("form[action$='/unmerging'] button").click();
        assertThat(desk.locator(".desk-composer")).isVisible();
    }

    private Day begun() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("梦想书店", Behaviour.PROMPT));
        var wang = agent("小王", Role.AGENT);
        var zhao = agent("小赵", Role.AGENT);
        var chen = agent("陈主管", Role.SUPERVISOR);
        var one = resolutions.openHelp(li.id(), li.paymentId()).orElseThrow();
        return new Day(li, wang, zhao, chen, cases.take(one.id(), wang.id()));
    }

    private static void write(Page page, String text) {
        page.locator("#words").fill(text);
        send(page);
    }

    private static void send(Page page) {
        page.locator(".desk-composer [type=submit]").click();
    }
}
