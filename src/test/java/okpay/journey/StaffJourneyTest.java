package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import okpay.channels.Outbox;
import okpay.desk.Presence;
import okpay.id.Ids;
import okpay.identity.Role;
import okpay.support.Author;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// People come to the desk, cases go from one to the other, and all of it works without a mouse.
class StaffJourneyTest extends Journey {

    private static final List<String> PAGES =
            List.of(
                    "cases",
                    "search",
                    "proposals",
                    "disputes",
                    "reconciliation",
                    "wall",
                    "me",
                    "insight",
                    "quality",
                    "voices",
                    "wishes",
                    "themes",
                    "canned",
                    "people",
                    "roster",
                    "hours",
                    "sheet",
                    "webhooks",
                    "retention",
                    "help",
                    "understanding",
                    "phone",
                    "post");

    @Autowired private Cases cases;
    @Autowired private Outbox outbox;
    @Autowired private Conversations conversations;

    @ParameterizedTest
    @CsvSource({"zh, 1440, 小新", "en, 390, Robin"})
    void whoIsInvitedComesAndIsGivenACase(String language, int width, String name) {
        presence.all().forEach(it -> presence.set(it.agent(), Presence.State.AWAY));
        var boss = agent("老陈", Role.SUPERVISOR);
        var desk = atDesk(boss, language);
        desk.setViewportSize(width, 900);
        desk.navigate("/console/people");
        var invite = desk.locator("form[action='/console/people']");
        var email = "n" + Ids.next() + "@okpay.example";
        invite.locator("[name=name]").fill(name);
        invite.locator("[name=email]").fill(email);
        invite.locator("[name=language]").selectOption(language);
        invite.locator("button").click();
        assertThat(desk.locator("main .done-note")).containsText(name);
        var found =
                Pattern.compile("/console/welcome/\\S+")
                        .matcher(outbox.latest(email).getFirst().body());
        org.assertj.core.api.Assertions.assertThat(found.find()).isTrue();
        var link = found.group();
        look(desk, language + "-people");

        var fresh = window(width, language);
        fresh.navigate(link);
        assertThat(fresh.locator("h2")).containsText(name);
        look(fresh, language + "-people-welcome");
        fresh.locator("[name=password]").fill("four words nobody joins");
        fresh.locator("[name=again]").fill("four words nobody joined");
        fresh.locator("main form button").click();
        assertThat(fresh.locator(".refusal"))
                .containsText(say(language, "recovery.refused.NOT_THE_SAME"));
        fresh.locator("[name=password]").fill("four words nobody joins");
        fresh.locator("[name=again]").fill("four words nobody joins");
        fresh.locator("main form button").click();
        fresh.waitForURL("**/console/sign-in");
        fresh.locator("[name=email]").fill(email);
        fresh.locator("[name=password]").fill("four words nobody joins");
        fresh.locator("main form button").click();
        fresh.waitForURL("**/console");
        var again = window(width, language);
        again.navigate(link);
        assertThat(again.locator("h2")).containsText(say(language, "people.link.over"));

        var li = customer("李雷");
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        cases.take(one.id(), boss.id());
        desk.navigate("/console/cases/" + one.id());
        var block = desk.locator("#case-block");
        block.getByText(say(language, "case.priority"), exact()).first().click();
        block.locator("[name=priority]").selectOption("HIGH");
        block.getByText(say(language, "case.priority.do"), exact()).first().click();
        assertThat(block.locator(".priority-HIGH")).isVisible();
        block.getByText(say(language, "case.give"), exact()).first().click();
        block.locator("[name=to]")
                .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(name));
        look(desk, language + "-give");
        block.getByText(say(language, "case.give.do"), exact()).first().click();
        assertThat(block).containsText(say(language, "event.GIVEN", name));
        assertThat(desk.locator("#messages")).containsText(name);
    }

    /// Where the answer stands lies beside the case, and its link goes into the reply.
    @Test
    void articlesLieBesideTheCase() {
        var desk = atDesk(agent("小王", Role.AGENT), "zh");
        var li = customer("李雷");
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        conversations.write(one.conversation(), new Author.OfCustomer(li.id()), "忘记登录密码怎么办", "a1");
        desk.navigate("/console/cases/" + one.id());
        var article = desk.locator("#said details").first();
        article.locator("summary").click();
        article.locator("[data-put]").click();
        assertThat(desk.locator("#words")).hasValue(Pattern.compile(".*/zh/help/[a-z-]+$"));
        look(desk, "zh-beside-articles");
    }

    private static com.microsoft.playwright.Locator.GetByTextOptions exact() {
        return new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true);
    }

    /// Every page of the desk: whatever can be pressed or filled in is come to with the tab key.
    @Test
    void everyPageIsWorkedByKeyboard() {
        var desk = atDesk(agent("老陈", Role.SUPERVISOR), "en");
        var missed = new ArrayList<String>();
        for (var page : PAGES) {
            desk.navigate("/console/" + page);
            unreached(desk).forEach(it -> missed.add(page + ": " + it));
        }
        org.assertj.core.api.Assertions.assertThat(missed).isEmpty();
    }

    /// Presses tab once around the page.
    @SuppressWarnings("unchecked")
    private static List<String> unreached(Page desk) {
        int all =
                (int)
                        desk.evaluate(
                                """
                                () => {
                                  const seen = 'a[href], button, input, select, textarea, summary, [contenteditable]';
                                  window.all = [...document.querySelectorAll(seen)]
                                    .filter(it => it.checkVisibility() && !it.disabled && it.type !== 'hidden')
                                    .filter(it => it.type !== 'radio' || it.checked);
                                  window.reached = new Set();
                                  document.activeElement?.blur();
                                  document.addEventListener('focusin', e => window.reached.add(e.target));
                                  return window.all.length;
                                }
                                """);
        for (int i = 0; i < all + 20; i++) {
            desk.keyboard().press("Tab");
        }
        return (List<String>)
                desk.evaluate(
                        """
                        () => window.all.filter(it => it.isConnected && !window.reached.has(it))
                          .map(it => it.outerHTML.slice(0, 120))
                        """);
    }
}
