package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import okpay.channels.voices.Ears;
import okpay.channels.voices.Replies;
import okpay.house.Someone;
import okpay.id.Ids;
import okpay.identity.Role;
import okpay.messengers.Square;
import okpay.messengers.Square.Corner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Said in an app store, answered there, and gone on with in private.
class VoiceJourneyTest extends Journey {

    @Autowired private Square square;
    @Autowired private Ears ears;
    @Autowired private Replies replies;

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void fromAReviewToACase(String language) {
        var words =
                (language.equals("zh") ? "转账失败，钱没退回来。" : "Transfer failed and my money is gone. ")
                        + Ids.next();
        var id = square.say(Corner.PLAY, "大白兔", 1, "不满意", words);
        square.say(Corner.APPLE, "Penny", 5, "Love it", "Fast and friendly.");
        square.say(Corner.WEIBO, "小明", 0, "", "@OKPay 客服电话打不通");
        ears.listen();

        var desk = atDesk(agent("王主管", Role.SUPERVISOR), language);
        desk.navigate("/console/voices");
        var row = desk.locator("article").filter(new Locator.FilterOptions().setHasText(words));
        row.locator("summary").last().click();
        row.locator("[name=words]").fill("您的 200 元已退回");
        row.locator("button").click();
        assertThat(desk.locator("article .refusal").first())
                .containsText(say(language, "voice.refused.NOT_IN_PUBLIC"));
        assertThat(
                        desk.locator("article")
                                .filter(new Locator.FilterOptions().setHasText(words))
                                .locator("[name=words]"))
                .hasValue("您的 200 元已退回");
        look(desk, language + "-voices-refused");
        desk.navigate("/console/voices");
        row.locator("summary").last().click();
        row.locator("button").click();
        assertThat(row).hasCount(0);
        replies.send();
        desk.navigate("/console/voices?view=ALL");
        assertThat(row).containsText(say(language, "voice.state.SENT"));
        look(desk, language + "-voices");

        var answer =
                square.posts(Corner.PLAY).stream()
                        .filter(it -> it.id().equals(id))
                        .findFirst()
                        .orElseThrow()
                        .answer();
        var way = answer.replaceAll("(?s).*(/app/said/[A-Z0-9-]+).*", "$1");
        Someone li = customer("李雷");
        var phone = window(PHONE, language);
        phone.navigate(way);
        phone.locator("[name=handle]").fill(li.customer().email().orElseThrow().value());
        phone.locator("[name=password]").fill(PASSWORD);
        submit(phone);
        phone.waitForURL("**" + way);
        assertThat(phone.locator("blockquote")).containsText(words);
        look(phone, language + "-said");
        phone.locator("main form button").click();
        phone.waitForURL("**/app/cases/*");
        assertThat(phone.locator(".bubble").first()).containsText(words);
        org.assertj.core.api.Assertions.assertThat(phone.navigate("/app/said/2222-2222").status())
                .isEqualTo(404);
    }
}
