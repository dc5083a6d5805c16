package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import okpay.channels.Outbox;
import okpay.id.Ids;
import okpay.identity.EmailAddress;
import okpay.sandbank.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Opening a wallet, and getting back into one.
class GettingInTest extends Journey {

    private static final String NEW_PASSWORD = "tram oyster violin moss";
    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");
    private static final Pattern LINK = Pattern.compile("/app/forgot/link\\?t=\\S+");

    @Autowired private Outbox outbox;

    @ParameterizedTest
    @CsvSource({"zh, 韩梅梅", "en, Mei Han"})
    void somebodyOpensAWalletSetsAPinAndPays(String language, String name) {
        var email = "new" + Ids.next() + "@example.com";
        var page = window(PHONE, language);
        page.navigate("/app");
        look(page, language + "-sign-in");
        page.getByText(say(language, "sign-in.join")).click();
        page.locator("[name=handle]").fill("this is nobody");
        submit(page);
        assertThat(page.locator(".refusal")).isVisible();
        look(page, language + "-join");
        page.locator("[name=handle]").fill(email);
        submit(page);
        look(page, language + "-code");
        page.locator("[name=code]").fill("000000");
        submit(page);
        assertThat(page.locator(".refusal")).containsText(say(language, "code.refused.WRONG_CODE"));
        page.locator("[name=code]").fill(found(CODE, email));
        submit(page);

        page.locator("[name=name]").fill(name);
        page.locator("[name=password]").fill("password1");
        submit(page);
        assertThat(page.locator(".refusal")).isVisible();
        look(page, language + "-join-refused");
        page.locator("[name=password]").fill(NEW_PASSWORD);
        submit(page);
        page.waitForURL("**/app");
        assertThat(page.locator("h1")).containsText(name);

        var me = customers.byHandle(email).orElseThrow();
        wallets.topUp(me.id(), money("50.00 CNY"), Ids.next().toString());
        page.navigate("/app/shops/" + shop("面馆", Behaviour.PROMPT).id());
        page.locator("[name=amount]").fill("20");
        submit(page);
        look(page, language + "-review-without-pin");
        page.getByText(say(language, "review.set.pin")).click();
        page.locator("[name=password]").fill(NEW_PASSWORD);
        page.locator("[name=pin]").fill(PIN);
        page.locator("[name=again]").fill(PIN);
        look(page, language + "-pin");
        submit(page);
        assertThat(page.locator("[name=amount]")).hasValue("20.00");
        submit(page);
        page.locator("[name=pin]").fill("000001");
        submit(page);
        assertThat(page.locator(".refusal")).containsText(say(language, "pay.refused.PIN_WRONG"));
        look(page, language + "-review");
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        assertThat(page.locator(".state")).hasText(say(language, "state.SUCCEEDED"));

        page.navigate("/app/security");
        look(page, language + "-security");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void whoForgotThePasswordComesBackByTheLinkInAnEmail(String language) {
        var li = customer("李雷").holding("5000.00 CNY");
        var email = li.customer().email().map(EmailAddress::value).orElseThrow();
        var old = signedIn(li, language);
        var page = window(PHONE, language);
        page.navigate("/app/sign-in");
        page.getByText(say(language, "sign-in.forgot")).click();
        page.locator("[name=handle]").fill(email);
        look(page, language + "-forgot");
        submit(page);
        look(page, language + "-forgot-code");

        var other = window(PHONE, language);
        other.navigate(found(LINK, email));
        submit(other);
        other.locator("[name=password]").fill(NEW_PASSWORD);
        other.locator("[name=again]").fill(NEW_PASSWORD + "x");
        other.locator("[name=pin]").fill(PIN);
        submit(other);
        assertThat(other.locator(".refusal"))
                .containsText(say(language, "recovery.refused.NOT_THE_SAME"));
        look(other, language + "-new-password");
        other.locator("[name=password]").fill(NEW_PASSWORD);
        other.locator("[name=again]").fill(NEW_PASSWORD);
        other.locator("[name=pin]").fill(PIN);
        submit(other);
        assertThat(other.locator(".done-note")).isVisible();
        look(other, language + "-recovered");

        other.locator("[name=handle]").fill(email);
        other.locator("[name=password]").fill(NEW_PASSWORD);
        submit(other);
        other.waitForURL("**/app");
        assertThat(other.locator(".caution")).isVisible();
        look(other, language + "-home-cautious");
        eventually(() -> {
            old.navigate("/app");
            return old.url().endsWith("/app/sign-in");
        });
        other.navigate(found(LINK, email));
        submit(other);
        assertThat(other.locator(".refusal"))
                .containsText(say(language, "code.refused.CODE_IS_OVER"));
    }

    @Test
    void nobodyGoesOnWithoutAProof() {
        var page = window(PHONE, "en");
        for (var step : new String[] {"join", "forgot"}) {
            page.navigate("/app/" + step + "/next");
            assertThat(page).hasURL(Pattern.compile(".*/app/" + step));
        }
        page.navigate("/app/forgot/ch_nothing");
        assertThat(page.locator("h1").first()).hasText(say("en", "problem.NOT_FOUND"));
        page.navigate("/app/forgot/link?t=made-up");
        submit(page);
        assertThat(page.locator(".refusal")).containsText(say("en", "code.refused.CODE_IS_OVER"));
    }

    /// In the newest letter that has one.
    private String found(Pattern what, String to) {
        eventually(() ->
                outbox.latest(to).stream().anyMatch(letter -> what.matcher(letter.body()).find()));
        return outbox.latest(to).stream()
                .map(letter -> what.matcher(letter.body()))
                .filter(java.util.regex.Matcher::find)
                .findFirst()
                .orElseThrow()
                .group();
    }
}
