package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import okpay.sandbank.Behaviour;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Help in one's own words: OKPay finds the payment; and a person, when it is something else.
class HelpJourneyTest extends Journey {

    @ParameterizedTest
    @CsvSource({
        "zh, 刚才在梦想书店付了35块一直没收到货, 我想改名字",
        "en, I paid 35 yuan just now and nothing came, How do I change my name?"
    })
    void itIsSaidAndFoundAndAPersonHearsTheRest(String language, String trouble, String other) {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("梦想书店", Behaviour.PROMPT));
        li.pays("12.00 CNY", shop("面馆", Behaviour.PROMPT));
        var page = signedIn(li, language);

        page.navigate("/app/cases");
        look(page, language + "-help");
        page.locator("form[action='/app/help'] [name=text]").fill(trouble);
        page.locator("form[action='/app/help'] button").click();
        assertThat(page.locator(".heard-payment")).hasCount(1);
        assertThat(page.locator(".heard-payment")).containsText("梦想书店");
        look(page, language + "-heard");
        page.locator(".heard-payment form button").click();
        assertThat(page.locator(".pay-card")).containsText("梦想书店");
        assertThat(page.locator(".pay-card a")).containsText(say(language, "dispute.open"));

        page.navigate("/app/cases");
        page.locator("form[action='/app/help'] [name=text]").fill(other);
        page.locator("form[action='/app/help'] button").click();
        assertThat(page.locator(".heard-payment")).hasCount(0);
        look(page, language + "-heard-nothing");
        page.locator("form[action='/app/help/person'] button").click();
        assertThat(page.locator("#messages")).containsText(other);
    }
}
