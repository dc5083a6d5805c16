package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import okpay.desk.Presence;
import okpay.house.OtherSite;
import okpay.house.Someone;
import okpay.identity.Role;
import okpay.sandbank.Behaviour;
import okpay.support.Cases;
import okpay.support.Stage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The chat in another company's page, on an origin of its own.
class WidgetJourneyTest extends Journey {

    @LocalServerPort private int port;
    @Autowired private Cases cases;

    @ParameterizedTest
    @CsvSource({
        "zh, 1440, 便利店那35块没到账, 已经帮您查到了, 好的谢谢",
        "en, 390, The 35 at the corner shop never arrived, I have found it, Thank you"
    })
    void whoTheSiteVouchesForSpeaksWithUsThere(
            String language, int width, String asks, String answer, String thanks) {
        presence.all().forEach(it -> presence.set(it.agent(), Presence.State.AWAY));
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop(language.equals("zh") ? "便利店" : "corner shop", Behaviour.SILENT));
        var wang = agent("小王", Role.AGENT);
        var desk = atDesk(wang, language);

        // The page was drawn long ago: its token is over, and a fresh one is fetched.
        int before = OtherSite.SHARED.asked();
        var shop = at(language, width, tag(token(li, -600), "/token"), token(li, 0));
        var chat = opened(shop);
        assertThat(chat.locator("#words")).isVisible();
        org.assertj.core.api.Assertions.assertThat(OtherSite.SHARED.asked()).isEqualTo(before + 1);

        chat.locator("#words").fill(asks);
        chat.locator("#words").press("Enter");
        assertThat(chat.locator(".from-me .bubble")).hasText(asks);
        assertThat(chat.locator("#case-head")).containsText("C1");
        assertThat(chat.locator(".verdict")).containsText(say(language, "widget.choose"));
        assertThat(chat.locator("#messages form")).hasCount(0);

        // While it is folded away, what comes is counted.
        chat.locator("[data-widget-close]").click();
        var one = cases.of(li.id(), 1).getFirst();
        cases.take(one.id(), wang.id());
        desk.navigate("/console/cases/" + one.id());
        desk.locator("#words").fill(answer);
        desk.locator("#words").press("Enter");
        assertThat(shop.locator("aside > button")).hasText(Pattern.compile(".*[1-9].*"));
        shop.locator("aside > button").click();
        assertThat(chat.locator("#messages")).containsText(answer);
        chat.locator("#words").fill(thanks);
        chat.locator("#words").press("Enter");
        assertThat(desk.locator("#messages")).containsText(thanks);
        look(shop, language + "-widget");

        // It is solved, and the customer goes to another page of the shop: it is still there.
        cases.move(one.id(), Stage.RESOLVED);
        shop.reload();
        var later = opened(shop);
        assertThat(later.locator("#messages")).containsText(answer);
        assertThat(later.locator("#case-head")).containsText(one.number());

        // Somebody else is there now: nothing of the first is left, not even what was being
        // written.
        later.locator("#words").fill(thanks);
        shop.evaluate("OKPay.token('" + token(customer("韩梅梅"), 0) + "')");
        assertThat(later.locator("#messages article")).hasCount(0);
        assertThat(later.locator("#case-head")).isHidden();
        assertThat(later.locator("#words")).hasValue("");
        shop.evaluate("OKPay.token('')");
        assertThat(later.locator("[data-widget-guest]")).isVisible();
    }

    /// Asked there, it is answered with a number there, or pressed in the app.
    @ParameterizedTest
    @CsvSource({"zh, 390, 我被扣了两次钱, 第二笔", "en, 1440, I was charged twice, the second one"})
    void whichPaymentIsMeantIsAsked(String language, int width, String asks, String answer) {
        presence.all().forEach(it -> presence.set(it.agent(), Presence.State.AWAY));
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("梦想书店", Behaviour.SILENT));
        li.pays("18.50 CNY", shop("Harbour Coffee", Behaviour.SILENT));
        var shop = at(language, width, tag(token(li, 0), ""), "");
        var chat = opened(shop);
        chat.locator("#words").fill(asks);
        chat.locator("#words").press("Enter");
        assertThat(chat.locator(".which li")).hasCount(2);
        assertThat(chat.locator("#messages form")).hasCount(0);
        look(shop, language + "-widget-which");

        var one = cases.of(li.id(), 1).getFirst();
        var app = signedIn(li, language);
        app.navigate("/app/cases/" + one.id());
        assertThat(app.locator(".which button.choice")).hasCount(2);
        look(app, language + "-which");
        if (language.equals("zh")) {
            chat.locator("#words").fill(answer);
            chat.locator("#words").press("Enter");
        } else {
            app.locator(".which button.choice").nth(1).click();
        }
        assertThat(app.locator(".pay-card-name")).hasText("梦想书店");
        assertThat(app.locator(".which .chosen")).hasText(say(language, "which.chosen", 2));
        assertThat(chat.locator(".verdict:not(.which)")).hasCount(1);
        look(app, language + "-which-chosen");
    }

    @ParameterizedTest
    @CsvSource({"zh, 390", "en, 1440"})
    void whoNobodyVouchesForFindsHelpAndTheWayToSignIn(String language, int width) {
        var shop = at(language, width, tag(token(customer("李雷"), -600), ""), "");
        var chat = opened(shop);
        assertThat(chat.locator("[data-widget-guest]"))
                .containsText(say(language, "widget.refused.OVER"));
        shop = at(language, width, tag("", ""), "");
        chat = opened(shop);
        assertThat(chat.locator("[data-widget-guest]")).containsText(say(language, "widget.guest"));
        assertThat(chat.locator("#words")).not().isVisible();
        shop.keyboard().press("Escape");
        var alone = window(width, language);
        alone.navigate("/widget?lang=" + language);
        look(alone, language + "-widget-guest");
    }

    @ParameterizedTest
    @CsvSource("en, 1440")
    void aSiteThatIsNotNamedShowsNothing(String language, int width) {
        var shop = window(width, language);
        // The same server by another name is another origin.
        OtherSite.SHARED.shows(language, tag("", ""), "");
        shop.navigate(OtherSite.SHARED.origin().replace("127.0.0.1", "localhost"));
        shop.locator("aside > button").click();
        shop.waitForTimeout(1_000);
        assertThat(shop.frameLocator("iframe").locator("[data-widget-chat]")).hasCount(0);
    }

    private Page at(String language, int width, String tag, String fresh) {
        OtherSite.SHARED.shows(language, tag, fresh);
        var page = window(width, language);
        page.navigate(OtherSite.SHARED.origin());
        return page;
    }

    private static FrameLocator opened(Page shop) {
        shop.locator("aside > button").click();
        return shop.frameLocator("iframe");
    }

    private String tag(String token, String fresh) {
        return "<script src=\"http://127.0.0.1:%d/js/widget.js\" data-token=\"%s\" %s async></script>"
                .formatted(port, token, fresh.isEmpty() ? "" : "data-token-url=\"" + fresh + "\"");
    }

    private String token(Someone who, long ago) {
        return OtherSite.token(who.id().toString(), clock.instant().plusSeconds(ago), 300, "");
    }
}
