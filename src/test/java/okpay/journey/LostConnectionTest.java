package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import okpay.id.Ids;
import okpay.identity.Role;
import okpay.resolution.Resolutions;
import okpay.sandbank.Behaviour;
import okpay.support.Author;
import okpay.support.Conversations;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Bad luck in the browser: the connection goes, the page is reloaded, the button is pressed twice.
class LostConnectionTest extends Journey {

    @Autowired private Resolutions resolutions;
    @Autowired private Conversations conversations;

    @Test
    void theChatLosesItsConnectionAndMissesNothing() {
        var wang = agent("小王", Role.AGENT);
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var one = resolutions.openHelp(li.id(), li.paymentId()).orElseThrow();
        var phone = signedIn(li, "zh");
        phone.navigate("/app/cases/" + one.id());
        assertThat(phone.locator(".message")).hasCount(2);

        phone.context().setOffline(true);
        phone.locator("[name=text]").fill("断网时写的话");
        phone.keyboard().press("Enter");
        assertThat(phone.locator("[data-chat-refusal]")).isVisible();
        for (int i = 1; i <= 3; i++) {
            conversations.write(
                    one.conversation(),
                    new Author.OfAgent(wang.id()),
                    "第" + i + "句",
                    Ids.next().toString());
        }
        phone.context().setOffline(false);

        assertThat(phone.locator(".from-me .bubble"))
                .hasCount(
                        1,
                        new com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions()
                                .setTimeout(15_000));
        assertThat(phone.locator(".from-me .bubble")).hasText("断网时写的话");
        assertThat(phone.locator(".from-them .bubble"))
                .hasText(
                        new String[] {"第1句", "第2句", "第3句"},
                        new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions()
                                .setTimeout(15_000));
    }

    /// The page is closed before the connection is back.
    @Test
    void whatWasWrittenWithoutAConnectionGoesWhenTheAppIsOpenedAgain() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var one = resolutions.openHelp(li.id(), li.paymentId()).orElseThrow();
        var phone = signedIn(li, "zh");
        phone.navigate("/app/cases/" + one.id());
        var context = phone.context();
        context.setOffline(true);
        phone.locator("[name=text]").fill("地铁里写的话");
        phone.keyboard().press("Enter");
        assertThat(phone.locator("[data-chat-refusal]")).isVisible();
        phone.close();
        context.setOffline(false);

        var again = context.newPage();
        again.navigate("/app/cases/" + one.id());
        assertThat(again.locator(".from-me .bubble")).hasText("地铁里写的话");
        assertThat(again.locator("#words")).hasValue("");
        // What was only typed waits in the box; whoever signs out leaves nothing behind.
        again.locator("#words").fill("还没写完");
        again.reload();
        assertThat(again.locator("#words")).hasValue("还没写完");
        assertThat(again.locator(".from-me .bubble")).hasCount(1);
        again.navigate("/app");
        again.locator(".sign-out button").click();
        again.waitForURL("**/app/sign-in");
        org.assertj.core.api.Assertions.assertThat(
                        again.evaluate(
                                "Object.keys(localStorage).filter(it => it.startsWith('okpay-words')).length"))
                .isEqualTo(0);
    }

    @Test
    void whoHasSignedOutElsewhereSeesNothingMore() {
        var wang = agent("小王", Role.AGENT);
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var one = resolutions.openHelp(li.id(), li.paymentId()).orElseThrow();
        var phone = signedIn(li, "zh");
        phone.navigate("/app/cases/" + one.id());
        assertThat(phone.locator(".message")).hasCount(2);
        var elsewhere = phone.context().newPage();
        elsewhere.navigate("/app");
        elsewhere.locator(".sign-out button").click();
        elsewhere.waitForURL("**/app/sign-in");

        conversations.write(
                one.conversation(), new Author.OfAgent(wang.id()), "私密", Ids.next().toString());

        phone.waitForTimeout(1_500);
        assertThat(phone.locator(".message")).hasCount(2);
    }

    @Test
    void reloadingInTheMiddleOfAPaymentPaysOnce() {
        var li = customer("李雷").holding("100.00 CNY");
        var shop = shop("慢邮", Behaviour.SILENT);
        var phone = signedIn(li, "zh");
        phone.navigate("/app/shops/" + shop.id());
        phone.locator("[name=amount]").fill("35");
        phone.locator("main form button.primary").click();
        phone.locator("[name=pin]").fill(PIN);
        phone.evaluate(
                """
                () => {
                    const form = document.querySelector('main form');
                    const body = new URLSearchParams(new FormData(form));
                    const twice = () => fetch(form.action, {method: 'POST', body});
                    return Promise.all([twice(), twice()]);
                }
                """);
        phone.locator("main form button.primary").click();
        assertThat(phone.locator(".state")).isVisible();
        phone.reload();
        phone.goBack();
        phone.goForward();

        phone.navigate("/app/payments");
        assertThat(phone.locator("main a.row")).hasCount(1);
        li.canSpend("65.00 CNY");
    }

    @Test
    void aMistakeInTheFormIsSaidWhereItIsAndNothingIsPaid() {
        var li = customer("李雷").holding("10.00 CNY");
        var shop = shop("面馆", Behaviour.PROMPT);
        var phone = signedIn(li, "zh");
        for (var wrong : new String[] {"0", "-1", "1.234", "abc", "20"}) {
            phone.navigate("/app/shops/" + shop.id());
            phone.locator("[name=amount]").fill(wrong);
            phone.locator("main form button.primary").click();
            assertThat(phone.locator(".refusal")).isVisible();
        }
        look(phone, "zh-refused");
        li.canSpend("10.00 CNY");
        phone.navigate("/app/payments/pm_nothing");
        look(phone, "zh-not-found");
        var door = window(DESK, "zh");
        door.navigate("/");
        look(door, "zh-front");
        door.navigate("/console/sign-in");
        look(door, "zh-desk-sign-in");
    }
}
