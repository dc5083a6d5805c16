package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import java.util.Optional;
import okpay.channels.Outbox;
import okpay.house.Someone;
import okpay.identity.Challenge;
import okpay.identity.Challenges;
import okpay.identity.EmailAddress;
import okpay.identity.Locks;
import okpay.identity.Recoveries;
import okpay.passkeys.Passkeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// A passkey in a device of Chromium's own making, from adding it to its end.
class PasskeyJourneyTest extends Journey {

    @Autowired private Passkeys passkeys;
    @Autowired private Locks locks;
    @Autowired private Challenges challenges;
    @Autowired private Recoveries recoveries;
    @Autowired private Outbox outbox;

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void addedWithThePasswordUsedWithoutAndGoneAfterAReset(String language) {
        var li = customer("李雷");
        var page = at(language);
        signIn(page, li);
        page.navigate("/app/security/passkeys");
        look(page, language + "-passkeys");
        page.locator("[name=name]").fill("My phone");
        page.locator("form[data-passkey] [name=pin]").fill(PIN);
        page.locator("form[data-passkey] [name=password]").fill("not the password");
        page.locator("form[data-passkey] button").click();
        assertThat(page.locator("[data-passkey-refusal]"))
                .containsText(say(language, "passkey.refused.PASSWORD_WRONG"));
        page.locator("form[data-passkey] [name=password]").fill(PASSWORD);
        page.locator("form[data-passkey] button").click();
        assertThat(page.locator(".row-title").first()).hasText("My phone");

        page.navigate("/app");
        page.locator("form[action='/app/sign-out'] button").click();
        look(page, language + "-sign-in-with-passkey");
        page.locator("form[data-passkey] button").click();
        page.waitForURL("**/app");
        assertThat(page.locator("h1")).containsText("李雷");

        page.locator("form[action='/app/sign-out'] button").click();
        reset(li);
        org.assertj.core.api.Assertions.assertThat(passkeys.list(li.id())).isEmpty();
        page.locator("form[data-passkey] button").click();
        assertThat(page.locator("[data-passkey-refusal]"))
                .containsText(say(language, "passkey.refused.NOT_ACCEPTED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void aPaymentIsConfirmedByWhatTheDeviceSigned(String language) {
        var li = customer("李雷").holding("100.00 CNY");
        var han = customer("韩梅梅");
        var page = at(language);
        signIn(page, li);
        page.navigate("/app/security/passkeys");
        page.locator("form[data-passkey] [name=pin]").fill(PIN);
        page.locator("form[data-passkey] [name=password]").fill(PASSWORD);
        page.locator("form[data-passkey] button").click();
        assertThat(page.locator(".row-title")).hasCount(1);

        review(page, han, "20");
        look(page, language + "-review-with-passkey");
        var confirm = page.locator("[data-passkey-confirm]");
        var form =
                page.waitForRequest(
                        it -> it.method().equals("POST") && it.url().endsWith("/app/send"),
                        confirm::click);
        assertThat(page.locator(".state")).hasText(say(language, "state.SUCCEEDED"));
        han.holds("20.00 CNY");

        // A signature counts once, and a form that comes again is answered by what was paid.
        var answer =
                page.evaluate(
                        """
                        body => fetch('/app/send', {method: 'POST', body,
                            headers: {'Content-Type': 'application/x-www-form-urlencoded'}})
                            .then(answer => answer.url)
                        """,
                        form.postData());
        org.assertj.core.api.Assertions.assertThat(answer.toString()).contains("/app/payments/pm_");
        han.holds("20.00 CNY");

        // What is signed for one payment lets no other go.
        review(page, han, "1");
        var small = page.locator("[data-passkey-confirm]").getAttribute("data-passkey-confirm");
        review(page, han, "30");
        page.locator("[data-passkey-confirm]")
                .evaluate("(button, action) => button.dataset.passkeyConfirm = action", small);
        page.locator("[data-passkey-confirm]").click();
        assertThat(page.locator("#refusal"))
                .containsText(say(language, "pay.refused.PASSKEY_WRONG"));
        han.holds("20.00 CNY");

        // Who changes the PIN may fear that somebody else knew it.
        locks.setPin(li.customer(), PASSWORD, PIN, "185036");
        review(page, han, "3");
        assertThat(page.locator("[data-passkey-confirm]")).hasCount(0);
    }

    private static void review(Page page, Someone payee, String amount) {
        page.navigate("/app/send");
        page.locator("[name=to]")
                .fill(payee.customer().email().map(EmailAddress::value).orElseThrow());
        submit(page);
        page.locator("[name=amount]").fill(amount);
        submit(page);
    }

    @Test
    void nonsenseOpensNothing() {
        var li = customer("李雷").customer();
        var device = okpay.identity.Device.UNKNOWN;
        for (var answer : new String[] {"", "{}", "null", "[]", "{\"id\":\"x\"}", "<xml/>"}) {
            org.assertj.core.api.Assertions.assertThat(
                            passkeys.signIn(
                                    passkeys.ask("192.0.2.9").orElseThrow().ceremony(),
                                    answer,
                                    device))
                    .as(answer)
                    .isEmpty();
            var asked = (Passkeys.Adding.Asked) passkeys.add(li, PASSWORD, PIN);
            org.assertj.core.api.Assertions.assertThat(
                            passkeys.keep(li, asked.question().ceremony(), answer, ""))
                    .isEqualTo(Optional.of(Passkeys.Reason.NOT_ACCEPTED));
            org.assertj.core.api.Assertions.assertThat(
                            passkeys.keep(li, asked.question().ceremony(), answer, ""))
                    .isEqualTo(Optional.of(Passkeys.Reason.CEREMONY_IS_OVER));
        }
        org.assertj.core.api.Assertions.assertThat(passkeys.signIn("made up", "{}", device))
                .isEmpty();
    }

    /// Passkeys belong to a name, not to a number: the app at `localhost`.
    private Page at(String language) {
        var page = window(PHONE, language, "localhost");
        var device = page.context().newCDPSession(page);
        device.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        var authenticator = new JsonObject();
        authenticator.add("options", options);
        device.send("WebAuthn.addVirtualAuthenticator", authenticator);
        return page;
    }

    private static void signIn(Page page, Someone who) {
        page.navigate("/app");
        page.locator("[name=handle]")
                .fill(who.customer().email().map(EmailAddress::value).orElseThrow());
        page.locator("[name=password]").fill(PASSWORD);
        submit(page);
        page.waitForURL("**/app");
    }

    private void reset(Someone who) {
        var email = who.customer().email().map(EmailAddress::value).orElseThrow();
        var asked =
                (Challenges.Asked)
                        challenges.ask(
                                Challenge.Aim.RESET_PASSWORD,
                                email,
                                java.util.Locale.ENGLISH,
                                "192.0.2.7");
        var code = java.util.regex.Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");
        eventually(
                () -> outbox.latest(email).stream().anyMatch(it -> code.matcher(it.body()).find()));
        var found = code.matcher(outbox.latest(email).getFirst().body());
        found.find();
        var pass = (Challenges.Passed) challenges.answer(asked.id(), found.group());
        recoveries.recover(pass.pass(), "a new password of hers", PIN);
    }
}
