package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import okpay.merchant.Charges;
import okpay.merchant.Merchants;
import okpay.merchant.Trade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// A shop, its codes before a real camera, and money back in two parts.
class ShopJourneyTest extends Journey {

    @Autowired private Merchants merchants;
    @Autowired private Charges charges;

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void aShopWritesABillACustomerScansItAndGetsItBackInTwoParts(String language) {
        var wang = customer("王师傅");
        var li = customer("李雷").holding("100.00 CNY");
        var till = signedIn(wang, language);
        till.navigate("/app/pay");
        look(till, language + "-pay");
        till.locator("a[href='/app/till']").click();
        look(till, language + "-shops");
        till.locator("[name=name]").fill("老王面馆");
        till.locator("[name=nameEn]").fill("Old Wang's Noodles");
        submit(till);
        till.locator("[name=amount]").first().fill("35.50");
        till.locator("[name=note]").fill("牛肉面");
        look(till, language + "-till");
        till.locator("form[action$='/charges'] button").click();
        assertThat(till.locator("svg.qr")).isVisible();
        look(till, language + "-bill");
        var shop = merchants.of(wang.id()).getFirst();
        var bill = till.url().substring(till.url().lastIndexOf('/') + 1);
        var charge = charges.find(okpay.merchant.ChargeId.read(bill).orElseThrow()).orElseThrow();

        Camera.shows(charges.code(charge));
        var page = signedIn(li, language);
        page.navigate("/app/scan");
        page.waitForURL("**/app/charges/**");
        assertThat(page.locator("main")).containsText("35.50");
        look(page, language + "-charge");
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        assertThat(page.locator(".state")).hasText(say(language, "state.SUCCEEDED"));
        li.holds("64.50 CNY");
        page.locator("a[href$='/receipt']").click();
        look(page, language + "-receipt");

        assertThat(till.locator(".done-note")).containsText(say(language, "till.bill.paid"));
        till.locator("#bill-state a").click();
        refund(till, "10");
        assertThat(till.locator("main")).containsText(say(language, "step.REFUNDED_IN_PART"));
        look(till, language + "-taken");
        refund(till, "25.50");
        assertThat(till.locator("main")).containsText(say(language, "step.REFUNDED_BY_MERCHANT"));
        li.holds("100.00 CNY");
        page.navigate("/app/payments");
        page.locator(".row").first().click();
        assertThat(page.locator(".state")).hasText(say(language, "state.REFUNDED"));
        look(page, language + "-refunded-in-parts");
        org.assertj.core.api.Assertions.assertThat(merchants.takings(shop).isPositive()).isFalse();
    }

    @Test
    void aPictureATypedCodeAndNonsense() {
        var wang = customer("王师傅");
        var li = customer("李雷").holding("100.00 CNY");
        var shop =
                ((Merchants.Opened) merchants.open(wang.customer(), "书店", "Books", Trade.BOOKS))
                        .shop();
        Camera.shows("https://example.com/not-for-paying");
        var page = signedIn(li, "en");

        page.navigate("/app/scan");
        page.waitForURL("**flaw=NOT_A_PAYMENT_CODE");
        assertThat(page.locator(".refusal"))
                .containsText(say("en", "scan.refused.NOT_A_PAYMENT_CODE"));
        look(page, "en-scan-refused");
        page.navigate("/app/scan?code=" + shop.code().toLowerCase(java.util.Locale.ROOT));
        assertThat(page.locator("main")).containsText(shop.code());
        Camera.shows("nothing");
        upload(page, "no picture at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(page.locator(".refusal")).containsText(say("en", "scan.refused.NO_PICTURE"));
    }

    @Test
    void aShopScansTheCustomersCodeAndTheCustomerLetsItHappen() {
        var wang = customer("王师傅");
        var li = customer("李雷").holding("100.00 CNY");
        merchants.open(wang.customer(), "药房", "Pharmacy", Trade.PHARMACY);
        var page = signedIn(li, "zh");
        page.navigate("/app/my-code");
        assertThat(page.locator("#shown-code svg")).isVisible();
        look(page, "zh-own-code");
        var digits = page.locator("#shown-code .code").textContent();

        var till = signedIn(wang, "zh");
        till.navigate("/app/till");
        till.locator("a.row").first().click();
        till.locator("[name=amount]").first().fill("18");
        till.locator("[name=code]").fill(digits);
        till.locator("form[action$='/charges'] button").click();
        assertThat(till.locator("main")).containsText(say("zh", "till.bill.before.them"));

        page.waitForURL("**/app/charges/**");
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        assertThat(page.locator(".state")).hasText(say("zh", "state.SUCCEEDED"));
        li.holds("82.00 CNY");
        assertThat(till.locator(".done-note")).containsText(say("zh", "till.bill.paid"));
    }

    private static void refund(Page till, String amount) {
        till.locator("[name=amount]").fill(amount);
        till.locator("[name=pin]").fill(PIN);
        till.locator("form[action$='/refunds'] button").click();
    }

    private static void upload(Page page, byte[] picture) {
        page.navigate("/app/scan?flaw=NO_CODE_SEEN");
        page.locator("[name=picture]")
                .setInputFiles(new FilePayload("photo.png", "image/png", picture));
        page.locator("form[enctype] button").click();
    }
}
