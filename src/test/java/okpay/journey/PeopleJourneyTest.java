package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import okpay.friends.Parcels;
import okpay.id.Ids;
import okpay.identity.EmailAddress;
import okpay.wallet.PayOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Asking a friend for money, and money that waits to be accepted.
class PeopleJourneyTest extends Journey {

    @Autowired private Parcels parcels;

    @Test
    void aFriendIsAskedPaysOneAndDeclinesAnother() {
        var han = customer("韩梅梅");
        var li = customer("李雷").holding("100.00 CNY");
        var page = signedIn(han, "en");
        for (var amount : new String[] {"12", "13"}) {
            page.navigate("/app/requests");
            page.locator("[name=from]")
                    .fill(li.customer().email().map(EmailAddress::value).orElseThrow());
            page.locator("[name=amount]").fill(amount);
            submit(page);
        }
        assertThat(page.locator(".row")).hasCount(2);
        look(page, "en-requests");

        var his = signedIn(li, "zh");
        assertThat(his.locator("a[href='/app/requests']")).containsText("2");
        his.locator("a[href='/app/requests']").click();
        his.locator("a.row").first().click();
        look(his, "zh-request");
        his.locator("a[href$='/payment']").click();
        his.locator("[name=pin]").fill(PIN);
        submit(his);
        assertThat(his.locator(".state")).hasText(say("zh", "state.SUCCEEDED"));
        his.navigate("/app/requests");
        his.locator("a.row").last().click();
        his.locator("form[action$='/end'] button").click();
        assertThat(his.locator("main")).containsText(say("zh", "request.state.PAID"));
        assertThat(his.locator("main")).containsText(say("zh", "request.state.DECLINED"));
        han.holds("13.00 CNY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void rentIsPlannedAndEnded(String language) {
        var landlady = customer("房东");
        var page = signedIn(customer("李雷"), language);
        page.navigate("/app/send");
        page.locator("a[href='/app/plans']").click();
        page.locator("a[href='/app/plans/new']").click();
        page.locator("[name=to]")
                .fill(landlady.customer().email().map(EmailAddress::value).orElseThrow());
        submit(page);
        page.locator("[name=amount]").fill("2500");
        page.locator("[name=every]").selectOption("MONTH");
        page.locator("[name=note]").fill("房租");
        page.locator("[name=pin]").fill("000000");
        submit(page);
        assertThat(page.locator("#refusal")).containsText(say(language, "plan.refused.PIN_WRONG"));
        page.locator("[name=pin]").fill(PIN);
        look(page, language + "-plan");
        submit(page);
        assertThat(page.locator(".row")).hasCount(1);
        look(page, language + "-plans");
        page.locator("form[action$='/end'] button").click();
        assertThat(page.locator("main")).containsText(say(language, "plan.none"));

        page.navigate("/app/payments?kind=SEND&from=2026-01-01");
        look(page, language + "-payments-filtered");
    }

    @Test
    void moneyThatWaitsIsAccepted() {
        var han = customer("韩梅梅");
        var li = customer("李雷").holding("100.00 CNY");
        var to = han.customer().handles().getFirst();
        parcels.send(
                li.customer(),
                to,
                new PayOrder(money("20.00 CNY"), "饭钱", Ids.next().toString(), PIN));
        var page = signedIn(han, "zh");

        page.locator("a[href='/app/parcels']").click();
        look(page, "zh-parcels");
        page.locator("form[action$='/acceptance'] button").click();

        assertThat(page.locator(".state")).hasText(say("zh", "state.SUCCEEDED"));
        han.holds("20.00 CNY");
    }
}
