package okpay.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.EmailAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;

/// A story that is clicked through in Debian's Chromium. Every page that is looked at must pass
/// axe; pictures stay in `target/screenshots`.
public abstract class Journey extends Story {

    static final int PHONE = 390;
    static final int DESK = 1440;

    private static Playwright playwright;
    private static Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();

    @LocalServerPort private int port;
    @Autowired private MessageSource messages;

    @BeforeAll
    static void openBrowser() {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--use-fake-ui-for-media-stream",
                                                        "--use-fake-device-for-media-stream",
                                                        "--use-file-for-fake-video-capture="
                                                                + Camera.FILM.toAbsolutePath(),
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
        playwright.close();
    }

    @AfterEach
    void closeContexts() {
        contexts.forEach(BrowserContext::close);
    }

    /// A fresh browser window of somebody who reads this language.
    Page window(int width, String language) {
        return window(width, language, "127.0.0.1");
    }

    /// The same, at another name of this machine.
    Page window(int width, String language, String host) {
        var context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(width, width == PHONE ? 844 : 900)
                                .setLocale(language.equals("zh") ? "zh-CN" : "en-GB")
                                .setBaseURL("http://" + host + ":" + port));
        context.addCookies(
                List.of(
                        new com.microsoft.playwright.options.Cookie(
                                        "okpay_lang", language.equals("zh") ? "zh-CN" : "en")
                                .setUrl("http://" + host + ":" + port)));
        context.setDefaultTimeout(10_000);
        contexts.add(context);
        return context.newPage();
    }

    protected Page signedIn(Someone who, String language) {
        var page = window(PHONE, language);
        page.navigate("/app");
        page.locator("[name=handle]")
                .fill(who.customer().email().map(EmailAddress::value).orElseThrow());
        page.locator("[name=password]").fill(PASSWORD);
        submit(page);
        page.waitForURL("**/app");
        return page;
    }

    /// Fills in an amount, checks what is about to happen, and lets it happen.
    void pay(Page page, String amount) {
        page.locator("[name=amount]").fill(amount);
        page.locator("main form button.primary").click();
        page.locator("[name=pin]").fill(PIN);
        page.locator("main form button.primary").click();
    }

    /// Sends the page's form.
    static void submit(Page page) {
        page.locator("main form button.primary").first().click();
    }

    Page atDesk(Agent who, String language) {
        var page = window(DESK, language);
        page.navigate("/console");
        page.locator("[name=email]").fill(who.email().value());
        page.locator("[name=password]").fill(PASSWORD);
        page.locator("main button[type=submit]").click();
        page.waitForURL("**/console");
        return page;
    }

    /// The text of a key in a language, as the page shows it.
    String say(String language, String key, Object... arguments) {
        return messages.getMessage(
                key, arguments, language.equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
    }

    /// Takes pictures (light and dark) and lets axe look for barriers.
    void look(Page page, String name) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(
                                    Path.of(
                                            "target",
                                            "screenshots",
                                            name
                                                    + "-"
                                                    + scheme.name().toLowerCase(Locale.ROOT)
                                                    + ".png")));
            var barriers = axe(page, scheme).analyze().getViolations();
            assertThat(barriers)
                    .as("barriers on %s (%s)", name, scheme)
                    .map(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                    .isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /// The dark page has the same elements as the light one: only its colours are new. No page of
    /// ours has frames, so axe needs no page of its own to gather what it found.
    private static AxeBuilder axe(Page page, ColorScheme scheme) {
        var axe = new AxeBuilder(page).setLegacyMode(true);
        return scheme == ColorScheme.LIGHT ? axe : axe.withRules(List.of("color-contrast"));
    }

    private static Path chromium() {
        for (var place :
                List.of(
                        "/usr/bin/chromium-headless-shell",
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")) {
            if (Files.isExecutable(Path.of(place))) {
                return Path.of(place);
            }
        }
        throw new AssertionError(
                "No Chromium here. Debian: apt-get install chromium-headless-shell"
                        + " fonts-noto-cjk");
    }
}
