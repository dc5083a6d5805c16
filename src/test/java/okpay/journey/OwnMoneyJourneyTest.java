package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import okpay.channels.Outbox;
import okpay.identity.EmailAddress;
import okpay.sandbank.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Money in, money out, and the PIN that lets it go.
class OwnMoneyJourneyTest extends Journey {

    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

    @Autowired private Outbox outbox;

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void somebodyLinksACardTopsUpAndWithdraws(String language) {
        var li = customer("李雷");
        var page = signedIn(li, language);
        look(page, language + "-first-home");
        page.locator("a[href='/app/top-up']").click();
        page.locator("a[href='/app/accounts']").click();
        page.locator("[name=number]").fill("6222 0212 3456 7890 129");
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        assertThat(page.locator(".refusal"))
                .containsText(say(language, "account.refused.NUMBER_WRONG"));
        look(page, language + "-account-refused");
        page.locator("[name=number]").fill("6222 0212 3456 7890 128");
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        assertThat(page.locator(".row-sub").first()).containsText("0128");
        look(page, language + "-accounts");

        page.navigate("/app/top-up");
        page.locator("[name=amount]").fill("300");
        look(page, language + "-top-up");
        submit(page);
        look(page, language + "-top-up-review");
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        assertThat(page.locator(".state")).hasText(say(language, "state.in.SUCCEEDED"));
        look(page, language + "-topped-up");
        li.canSpend("300.00 CNY");

        page.navigate("/app/withdraw");
        pay(page, "120.50");
        assertThat(page.locator(".state")).hasText(say(language, "state.SUCCEEDED"));
        li.canSpend("179.50 CNY");
    }

    @Test
    void aTopUpTheBankDoesNotMakeIsTriedAgainWithEverythingFilledIn() {
        var number = "6222021234567890136";
        bank.behave(number, Behaviour.PROMPT);
        var li = customer("李雷");
        var page = signedIn(li, "zh");
        page.navigate("/app/accounts");
        page.locator("[name=number]").fill(number);
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        bank.behave(number, Behaviour.REFUSES);
        page.navigate("/app/top-up");
        pay(page, "88");
        assertThat(page.locator(".state")).hasText(say("zh", "state.in.FAILED"));
        look(page, "zh-top-up-failed");

        bank.behave(number, Behaviour.PROMPT);
        page.getByText(say("zh", "payment.again")).click();
        assertThat(page.locator("[name=amount]")).hasValue("88.00");
        submit(page);
        page.locator("[name=pin]").fill(PIN);
        submit(page);

        assertThat(page.locator(".state")).hasText(say("zh", "state.in.SUCCEEDED"));
        li.canSpend("88.00 CNY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void somebodyForgotThePin(String language) {
        var li = customer("李雷").holding("100.00 CNY");
        var email = li.customer().email().map(EmailAddress::value).orElseThrow();
        var page = signedIn(li, language);
        page.navigate("/app/security/pin");
        page.getByText(say(language, "pin.forgot")).click();
        look(page, language + "-pin-forgot");
        submit(page);
        eventually(() -> !outbox.latest(email).isEmpty());
        var code = CODE.matcher(outbox.latest(email).getFirst().body());
        code.find();
        page.locator("[name=code]").fill(code.group());
        page.locator("[name=password]").fill(PASSWORD);
        page.locator("[name=pin]").fill("507263");
        page.locator("[name=again]").fill("507263");
        look(page, language + "-pin-replace");
        submit(page);

        assertThat(page.locator(".done-note")).isVisible();
        page.navigate("/app");
        assertThat(page.locator(".caution")).isVisible();
        look(page, language + "-careful");
    }
}
