package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import java.security.GeneralSecurityException;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import okpay.channels.Channel;
import okpay.channels.Dispatcher;
import okpay.channels.Notices;
import okpay.channels.Outbox;
import okpay.channels.Preferences;
import okpay.channels.push.Browsers;
import okpay.house.PushStand;
import okpay.house.Someone;
import okpay.identity.Letter;
import okpay.identity.Matter;
import okpay.identity.Owners;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/// A customer decides how to be told, is told on the browser, and finds out what is forged.
class NoticeJourneyTest extends Journey {

    @Autowired private Owners owners;
    @Autowired private Notices notices;
    @Autowired private Outbox outbox;
    @Autowired private Preferences preferences;
    @Autowired private Browsers browsers;
    @Autowired private Dispatcher dispatcher;
    @Autowired private TransactionTemplate transaction;

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void toldOnTheBrowserAndReadInTheApp(String language) throws GeneralSecurityException {
        var li = customer("李雷");
        var page = signedIn(li, language);
        page.context().grantPermissions(List.of("notifications"));
        var phone = PushStand.SHARED.browser(browsers.publicKey().orElseThrow());
        var worker = bindTo(page, phone.subscription());
        page.navigate("/app/notices/ways");
        page.locator("[data-push]").click();
        assertThat(page.locator(".done-note")).containsText(say(language, "notices.done.on"));
        look(page, language + "-notice-ways");

        tell(li, Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        while (dispatcher.send(Channel.PUSH) > 0) {
            // Others' too.
        }
        worker.accept(phone.told().getFirst().words());
        eventually(() -> notices.of(li.customer()).getFirst().arrived());

        page.navigate("/app");
        assertThat(page.locator("a[href='/app/notices'] .stage"))
                .hasText(say(language, "notices.unseen", "1"));
        page.locator("a[href='/app/notices']").click();
        assertThat(page.locator(".notice")).containsText("*梅");
        assertThat(page.locator(".notice")).containsText(say(language, "notices.by.PUSH"));
        look(page, language + "-notices");
        page.navigate("/app");
        assertThat(page.locator("a[href='/app/notices'] .stage")).hasCount(0);

        page.navigate("/app/notices/ways");
        page.locator("form[action$='/off'] button").click();
        assertThat(page.locator(".done-note")).containsText(say(language, "notices.done.off"));
        assertThat(page.locator("[data-push]")).isVisible();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void waysAndQuietHoursAreKept(String language) {
        var li = customer("李雷");
        var page = signedIn(li, language);
        var elsewhere = new JsonObject();
        elsewhere.addProperty("timezoneId", "America/New_York");
        page.context().newCDPSession(page).send("Emulation.setTimezoneOverride", elsewhere);
        page.navigate("/app/notices/ways");
        page.locator("[value='MONEY.SMS']").uncheck();
        page.locator("[value='NEWS.EMAIL']").uncheck();
        page.locator("[name=quiet]").check();
        page.locator("[name=begins]").fill("23:30");
        page.locator("[name=ends]").fill("23:30");
        page.locator("form[data-once] button.primary").click();
        assertThat(page.locator("[role=alert]").first())
                .containsText(say(language, "notices.refused.NEVER_OR_ALWAYS"));

        page.locator("[name=quiet]").check();
        page.locator("[name=begins]").fill("23:30");
        page.locator("[name=ends]").fill("07:15");
        page.locator("form[data-once] button.primary").click();
        assertThat(page.locator(".done-note")).containsText(say(language, "notices.done.ways"));
        assertThat(page.locator("[name=begins]")).hasValue("23:30");
        assertThat(page.locator("[value='MONEY.SMS']")).not().isChecked();
        org.assertj.core.api.Assertions.assertThat(preferences.ways(li.id(), Matter.MONEY))
                .containsExactly(Channel.PUSH, Channel.EMAIL);
        org.assertj.core.api.Assertions.assertThat(preferences.quiet(li.id()).orElseThrow().zone())
                .as("of the browser")
                .isEqualTo(ZoneId.of("America/New_York"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void whoeverDoubtsAMessageAsks(String language) {
        var li = customer("李雷");
        tell(li, Letter.Kind.WALLET_LOCKED, clock.instant());
        var letter = outbox.latest(li.customer().email().orElseThrow().value()).getFirst();
        var page = window(PHONE, language);
        page.navigate("/help/contact");
        page.locator("a[href='/real']").click();
        ask(page, letter.body() + "\n" + say(language, "letter.number", letter.number()));
        assertThat(page.locator("section[role=status]"))
                .containsText(say(language, "real.ours", letter.number()));
        assertThat(page.locator("section[role=status]"))
                .not()
                .containsText(li.customer().email().orElseThrow().value());
        look(page, language + "-real");

        ask(page, "【OKPay】您的账户异常，请点击 https://okpay-safe.example 验证 123456");
        assertThat(page.locator("section[role=alert]"))
                .containsText(say(language, "real.NO_NUMBER"));
        ask(page, "k7q2-m9fd");
        assertThat(page.locator("section[role=alert]"))
                .containsText(say(language, "real.UNKNOWN", "K7Q2-M9FD"));
        look(page, language + "-real-unknown");
        var wide = window(DESK, language);
        wide.navigate("/real");
        look(wide, language + "-real-wide");
    }

    private static void ask(Page page, String message) {
        page.locator("[name=message]").fill(message);
        page.locator("form[action='/real'] button").click();
    }

    private void tell(Someone who, Letter.Kind kind, Object... details) {
        transaction.executeWithoutResult(_ -> owners.tell(who.customer(), kind, details));
    }

    /// The browser's own push service cannot be reached here: it gives out our stand's address, and
    /// what comes there is handed to its service worker as the browser would.
    private static Consumer<String> bindTo(Page page, Browsers.Subscription to) {
        var chromium = page.context().newCDPSession(page);
        var registration = new CompletableFuture<String>();
        chromium.on(
                "ServiceWorker.workerRegistrationUpdated",
                it -> {
                    var all = it.getAsJsonArray("registrations");
                    if (!all.isEmpty()) {
                        registration.complete(
                                all.get(0).getAsJsonObject().get("registrationId").getAsString());
                    }
                });
        chromium.send("ServiceWorker.enable");
        page.addInitScript(
                """
                const bytes = (text) => Uint8Array.from(
                  atob(text.replaceAll('-', '+').replaceAll('_', '/')), (it) => it.charCodeAt(0)).buffer;
                PushManager.prototype.subscribe = async () => ({
                  endpoint: '%s', getKey: (name) => bytes(name === 'auth' ? '%s' : '%s') });
                PushManager.prototype.getSubscription = async () => null;
                """
                        .formatted(to.endpoint(), to.auth(), to.key()));
        return words -> {
            page.waitForCondition(registration::isDone);
            letShow(page);
            var message = new JsonObject();
            message.addProperty("origin", page.evaluate("location.origin").toString());
            message.addProperty("registrationId", registration.join());
            message.addProperty("data", words);
            chromium.send("ServiceWorker.deliverPushMessage", message);
        };
    }

    /// A browser without a screen shows nothing to anybody, and says so to its service worker: here
    /// it only says that it did.
    private static void letShow(Page page) {
        var browser = page.context().browser().newBrowserCDPSession();
        for (var it : browser.send("Target.getTargets").getAsJsonArray("targetInfos")) {
            var target = it.getAsJsonObject();
            if (!target.get("type").getAsString().equals("service_worker")) {
                continue;
            }
            var to = new JsonObject();
            to.addProperty("targetId", target.get("targetId").getAsString());
            to.addProperty("flatten", false);
            var session = browser.send("Target.attachToTarget", to).get("sessionId");
            var what = new JsonObject();
            what.addProperty(
                    "expression",
                    "ServiceWorkerRegistration.prototype.showNotification = async () => {}");
            var run = new JsonObject();
            run.addProperty("id", 1);
            run.addProperty("method", "Runtime.evaluate");
            run.add("params", what);
            var message = new JsonObject();
            message.add("sessionId", session);
            message.addProperty("message", run.toString());
            browser.send("Target.sendMessageToTarget", message);
        }
    }
}
