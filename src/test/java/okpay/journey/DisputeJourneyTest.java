package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageIO;
import okpay.disputes.DisputeClock;
import okpay.house.Someone;
import okpay.identity.Role;
import okpay.merchant.Merchants;
import okpay.merchant.Trade;
import okpay.wallet.Shop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// A contested payment, from both sides and from the desk: once won, once lost.
class DisputeJourneyTest extends Journey {

    @Autowired private Merchants merchants;
    @Autowired private DisputeClock dates;

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void wonWithAProvisionalCredit(String language) throws IOException {
        var wang = customer("王师傅");
        var li = customer("李雷").holding("1000.00 CNY");
        var shop = shop(wang);
        li.pays("900.00 CNY", shop);
        var page = contested(li, language);
        look(page, language + "-dispute-opened");

        var till = signedIn(wang, language);
        till.navigate("/app/till/" + shop.id());
        till.locator("a[href*='/disputes/']").click();
        look(till, language + "-till-dispute");
        till.locator("textarea[name=words]").fill("有签收单，见照片");
        submit(till);
        assertThat(till.locator(".state")).hasText(say(language, "dispute.stage.ANSWERED"));

        clock.passes(Duration.ofDays(4));
        dates.work();
        li.holds("1000.00 CNY");
        page = signedIn(li, language);
        page.navigate("/app/payments/" + li.paymentId());
        assertThat(page.locator("main")).containsText(say(language, "step.PROVISIONAL_CREDIT"));
        look(page, language + "-dispute-on-payment");
        page.locator("a[href*='/app/disputes/']").click();
        assertThat(page.locator("main")).containsText(say(language, "dispute.credited"));
        look(page, language + "-dispute-credited");

        var agent = atDesk(agent("小王", Role.AGENT), language);
        agent.navigate("/console/disputes");
        look(agent, language + "-desk-disputes");
        var id = page.url().substring(page.url().lastIndexOf('/') + 1);
        decide(agent, id, true, "签名不是本人");
        assertThat(agent.locator("main")).containsText("签名不是本人");
        look(agent, language + "-desk-dispute");
        decide(atDesk(agent("老陈", Role.SUPERVISOR), language), id, true, "同意");

        page.reload();
        assertThat(page.locator(".state")).hasText(say(language, "dispute.stage.WON"));
        look(page, language + "-dispute-won");
        li.holds("1000.00 CNY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void lostWithItsEndAndAnAppeal(String language) throws IOException {
        var wang = customer("王师傅");
        var li = customer("李雷").holding("1000.00 CNY");
        li.pays("900.00 CNY", shop(wang));
        var page = contested(li, language);
        var id = page.url().substring(page.url().lastIndexOf('/') + 1);
        clock.passes(Duration.ofDays(4));
        dates.work();
        decide(atDesk(agent("小王", Role.AGENT), language), id, false, "指纹确认付款");

        page = signedIn(li, language);
        page.navigate("/app/disputes/" + id);
        assertThat(page.locator(".state")).hasText(say(language, "dispute.stage.LOST"));
        look(page, language + "-dispute-lost");
        page.locator("form[action$='/appeal'] textarea").fill("那天手机不在我身边");
        page.locator("form[action$='/appeal'] button").click();
        assertThat(page.locator(".state")).hasText(say(language, "dispute.stage.APPEALED"));
        decide(atDesk(agent("老陈", Role.SUPERVISOR), language), id, false, "手机定位在家");
        clock.passes(Duration.ofDays(7));
        dates.work();

        li.holds("100.00 CNY");
        page = signedIn(li, language);
        page.navigate("/app/disputes/" + id);
        assertThat(page.locator("main")).containsText(say(language, "dispute.step.CREDIT_ENDED"));
        look(page, language + "-dispute-ended");
    }

    private Shop shop(Someone owner) {
        return ((Merchants.Opened) merchants.open(owner.customer(), "家具店", "Chairs", Trade.HOME))
                .shop();
    }

    private Page contested(Someone who, String language) throws IOException {
        var page = signedIn(who, language);
        page.navigate("/app/payments/" + who.paymentId());
        page.locator("a[href$='/dispute']").click();
        page.locator("select[name=reason]").selectOption("NOT_MINE");
        page.locator("textarea[name=words]").fill("那天手机不在我身边");
        page.locator("[name=file]")
                .setInputFiles(new FilePayload("照片.jpg", "image/jpeg", picture()));
        look(page, language + "-contest");
        submit(page);
        assertThat(page.locator(".state")).hasText(say(language, "dispute.stage.OPENED"));
        assertThat(page.locator("a[download]")).hasText("照片.jpg");
        return page;
    }

    private static void decide(Page desk, String id, boolean won, String words) {
        desk.navigate("/console/disputes/" + id);
        desk.locator("form[action$='/verdict'] textarea").fill(words);
        desk.locator("button[name=won][value=%s]".formatted(won)).click();
    }

    private static byte[] picture() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), "jpg", out);
        return out.toByteArray();
    }
}
