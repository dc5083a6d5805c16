package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import okpay.channels.Channel;
import okpay.channels.Dispatcher;
import okpay.channels.mail.InHousePost;
import okpay.channels.phone.Caller;
import okpay.channels.phone.Telephone;
import okpay.desk.Presence;
import okpay.house.Someone;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.sandbank.Behaviour;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Priority;
import okpay.support.Promise;
import okpay.support.Promises;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// Begun by phone, continued in the chat, finished by e-mail: one case, seen whole by everybody.
class HandOverJourneyTest extends Journey {

    @Autowired private ApplicationContext house;
    @Autowired private Cases cases;
    @Autowired private Promises promises;
    @Autowired private InHousePost post;
    @Autowired private Dispatcher dispatcher;

    @ParameterizedTest
    @CsvSource({
        "zh, 电话里说的那笔钱还没到, 已经帮您查过了, 收到了谢谢",
        "en, The money I called about is not there, I have looked into it, It is there thank you"
    })
    void oneCaseByPhoneChatAndMail(String language, String chat, String answer, String letter)
            throws Exception {
        presence.all().forEach(it -> presence.set(it.agent(), Presence.State.AWAY));
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("12.34 CNY", shop("Corner Books", Behaviour.PROMPT));
        var han = agent("韩梅", Role.AGENT);
        var desk = atDesk(han, language);
        var app = signedIn(li, language);
        try (var caller = new Telephone(house).caller()) {
            calls(caller, language);
            speaks(desk, app, caller, language);
        }
        var one = cases.of(li.id(), 1).getFirst();

        // In the app the case is there, with the call in it; the words go on.
        app.navigate("/app/cases/" + one.id());
        assertThat(app.locator("#messages")).containsText(han.name());
        app.locator("#words").fill(chat);
        app.locator("#words").press("Enter");
        assertThat(desk.locator("#messages")).containsText(chat);
        desk.locator("#words").fill(answer);
        desk.locator("#words").press("Enter");
        assertThat(app.locator("#messages")).containsText(answer);
        look(app, language + "-hand-over-app");

        // By letter, to the same case.
        writes(li, one.number(), letter);
        assertThat(desk.locator("#messages")).containsText(letter);
        assertThat(app.locator("#messages")).containsText(letter);
        desk.reload();
        assertThat(desk.locator("#messages .mark").first()).isVisible();
        look(desk, language + "-hand-over-desk");
        org.assertj.core.api.Assertions.assertThat(cases.of(li.id(), 5)).hasSize(1);
        callsBack(one, desk, app, han, language);
    }

    /// The app tells a colleague's call from everybody else's.
    private void callsBack(Case one, Page desk, Page app, Agent han, String language) {
        promises.make(one.id(), Promise.Kind.CALL_BACK, Priority.NORMAL);
        app.navigate("/app/call");
        assertThat(app.locator("#call-state .caution")).isVisible();
        look(app, language + "-call-promised");
        desk.reload();
        look(desk, language + "-call-back-desk");
        desk.locator("#case-block form[hx-post$=calling] button").click();
        assertThat(desk.locator("#case-block")).containsText(say(language, "phone.calling.now"));
        assertThat(app.locator("#call-state .done-note")).containsText(han.name());
        look(app, language + "-call-ours");
        desk.locator("#case-block form[hx-post$=keeping] button").click();
        assertThat(app.locator("#call-state .caution")).isVisible();
    }

    private void calls(Caller caller, String language) throws Exception {
        org.assertj.core.api.Assertions.assertThat(caller.call()).isEqualTo(200);
        hears(caller);
        caller.press((language.equals("zh") ? "1" : "2") + "4");
        // The question is heard before it is answered.
        Thread.sleep(Duration.ofMillis(1_300));
        caller.press("1");
    }

    private void speaks(Page desk, Page app, Caller caller, String language) throws Exception {
        assertThat(desk.locator(".ringing")).isVisible();
        desk.locator(".ringing").click();
        assertThat(desk.locator("#callers .caller")).hasCount(1);
        look(desk, language + "-phone-waiting");
        desk.locator("#callers button.primary").click();
        assertThat(desk.locator("[data-line]")).hasText(say(language, "phone.line.on"));
        look(desk, language + "-phone-stranger");
        // The microphone of this browser beeps once a second.
        int before = caller.packets();
        eventually(() -> caller.packets() > before + 100);
        org.assertj.core.api.Assertions.assertThat(caller.loudest(100)).isGreaterThan(1_000);

        app.navigate("/app/call");
        app.locator("main form button").click();
        var code = app.locator(".call-code").innerText().replaceAll("[^0-9]", "");
        caller.press(code);
        assertThat(desk.locator("#beside")).containsText("李雷");
        assertThat(desk.locator("#talk-person")).containsText("12.34");
        look(desk, language + "-phone-known");
        desk.locator("[data-hang-up] button").click();
        desk.waitForURL("**/console/cases/**");
        eventually(caller::isEnded);
        assertThat(desk.locator("#messages .mark")).isVisible();
    }

    private void writes(Someone who, String number, String text) {
        var address = who.customer().email().orElseThrow();
        post.write(
                address, "support@okpay.example", "Re: " + number, text + " " + number, "", false);
        dispatcher.send(Channel.EMAIL);
    }

    private static void hears(Caller caller) {
        int before = caller.packets();
        eventually(() -> caller.packets() > before + 20);
    }
}
