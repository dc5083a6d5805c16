package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.math.BigDecimal;
import java.util.Currency;
import okpay.abroad.Rates;
import okpay.correspondent.Conduct;
import okpay.correspondent.Correspondent;
import okpay.wallet.PaymentId;
import org.iban4j.CountryCode;
import org.iban4j.Iban;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Sending abroad by hand: the price before signing in, the beneficiary field by field, the
/// tracker, a second try with the wrong part pointed out, and asking it back.
class AbroadJourneyTest extends Journey {

    @Autowired private Rates rates;
    @Autowired private Correspondent correspondent;

    @BeforeEach
    void aMarket() {
        rates.set(Currency.getInstance("EUR"), new BigDecimal("8.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void somebodySendsToGermanyMendsTheNameAndFollowsIt(String language) {
        var closed = Iban.random(CountryCode.DE).toString();
        correspondent.behave(closed, Conduct.ACCOUNT_CLOSED);
        var li = customer("Li Lei").holding("5000.00 CNY");
        var stranger = window(PHONE, language);
        stranger.navigate("/abroad");
        stranger.locator("[name=country]").selectOption("DE");
        stranger.locator("[name=amount]").fill("1000");
        stranger.locator("main form button").click();
        assertThat(stranger.locator(".big-amount")).containsText("121.34");
        look(stranger, language + "-abroad-site");

        var page = signedIn(li, language);
        page.navigate("/app/abroad?country=DE&amount=1000");
        look(page, language + "-abroad-price");
        page.getByText(say(language, "abroad.lock")).click();
        page.locator("[name=name]").fill("Erika Müstermann");
        page.locator("[name=account]").fill("DE89370400440532013001");
        page.locator("[name=town]").fill("Berlin");
        assertThat(page.locator("#flaw-NAME")).containsText(say(language, "abroad.flaw.NOT_LATIN"));
        assertThat(page.locator("#flaw-ACCOUNT"))
                .containsText(say(language, "abroad.flaw.CHECK_DIGITS"));
        look(page, language + "-beneficiary-flaws");
        page.locator("[name=name]").fill("Erika Mustermann");
        page.locator("[name=account]").fill(closed);
        page.locator("[name=purpose]").selectOption("GIFT");
        submit(page);
        look(page, language + "-abroad-review");
        page.locator("[name=pin]").fill(PIN);
        submit(page);

        assertThat(page.locator(".state")).hasText(say(language, "state.FAILED"));
        assertThat(page.locator(".tracker")).containsText(say(language, "abroad.reason.AC04"));
        look(page, language + "-abroad-rejected");
        page.getByText(say(language, "payment.again")).click();
        assertThat(page.locator(".amount-field input")).hasValue("1000.00");
        page.getByText(say(language, "abroad.lock")).click();
        assertThat(page.locator("[name=name]")).hasValue("Erika Mustermann");
        assertThat(page.locator("#flaw-ACCOUNT")).containsText(say(language, "abroad.reason.AC04"));
        page.locator("[name=account]").fill(Iban.random(CountryCode.DE).toFormattedString());
        submit(page);
        page.locator("[name=pin]").fill(PIN);
        submit(page);

        assertThat(page.locator(".state")).hasText(say(language, "state.HELD"));
        look(page, language + "-abroad-on-its-way");
        var id = page.url().substring(page.url().lastIndexOf('/') + 1);
        correspondent.moveOn(id);
        correspondent.moveOn(id);
        assertThat(page.locator(".state")).hasText(say(language, "state.SUCCEEDED"));
        look(page, language + "-abroad-credited");
        li.holds("3988.00 CNY");
        org.assertj.core.api.Assertions.assertThat(PaymentId.read(id)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void somebodyAsksItBack(String language) {
        var li = customer("Li Lei").holding("5000.00 CNY");
        var page = signedIn(li, language);
        page.navigate("/app/abroad?country=DE&amount=1000");
        page.getByText(say(language, "abroad.lock")).click();
        page.locator("[name=name]").fill("Erika Mustermann");
        page.locator("[name=account]").fill(Iban.random(CountryCode.DE).toString());
        page.locator("[name=town]").fill("Berlin");
        page.locator("[name=purpose]").selectOption("STDY");
        submit(page);
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        page.getByText(say(language, "payment.help")).click();
        assertThat(page.locator("#messages")).containsText(say(language, "cause.ON_ITS_WAY"));
        look(page, language + "-abroad-help");
        page.goBack();

        page.getByText(say(language, "abroad.recall"), exactly()).click();

        assertThat(page.locator(".state")).hasText(say(language, "state.FAILED"));
        assertThat(page.locator(".tracker")).containsText(say(language, "stage.abroad.RECALLED"));
        li.canSpend("5000.00 CNY");
    }

    private static com.microsoft.playwright.Page.GetByTextOptions exactly() {
        return new com.microsoft.playwright.Page.GetByTextOptions().setExact(true);
    }
}
