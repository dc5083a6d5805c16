package okpay.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;
import okpay.abroad.Rates;
import okpay.channels.Outbox;
import okpay.house.Residents;
import okpay.id.Ids;
import okpay.identity.EmailAddress;
import okpay.ledger.Stop;
import okpay.merchant.Merchants;
import okpay.merchant.Trade;
import okpay.sandbank.Behaviour;
import okpay.wallet.PaymentKind;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import org.iban4j.Iban;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// One person's first day with OKPay, from opening a wallet to the statement; and a lost phone.
class EverydayJourneyTest extends Journey {

    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");
    private static final String CARD = "6222021234567890128";

    @Autowired private Merchants merchants;
    @Autowired private Rates rates;
    @Autowired private Outbox outbox;

    @BeforeEach
    void aMarket() {
        rates.set(Currency.getInstance("EUR"), new BigDecimal("8.2"));
        bank.behave(CARD, Behaviour.PROMPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void registerVerifyTopUpPayBillSendAbroadStatement(String language) {
        var email = "new" + Ids.next() + "@example.com";
        var page = joined(language, email);
        pinSet(page);

        page.navigate("/app/identity");
        look(page, language + "-identity");
        page.locator("[name=name]").fill("Li Lei");
        page.locator("[name=number]").fill("11010119900228001X");
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        assertThat(page.locator(".refusal"))
                .containsText(say(language, "identity.refused.NUMBER_WRONG"));
        page.locator("[name=number]").fill(Residents.number());
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        assertThat(page.locator("main")).containsText(say(language, "identity.source.RESIDENTS"));

        page.navigate("/app/accounts");
        page.locator("[name=number]").fill(CARD);
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        var me = customers.byHandle(email).orElseThrow();
        eventually(() -> customers.find(me.id()).orElseThrow().tier() == okpay.identity.Tier.TWO);
        page.navigate("/app/identity");
        look(page, language + "-identity-two");
        page.navigate("/app/top-up");
        pay(page, "3000");
        assertThat(page.locator(".state")).hasText(say(language, "state.in.SUCCEEDED"));

        scanned(page);
        page.locator("[name=amount]").fill("35.50");
        submit(page);
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        assertThat(page.locator(".state")).hasText(say(language, "state.SUCCEEDED"));

        billPaid(page, language);

        var han = customer("韩梅梅");
        page.navigate("/app/send");
        look(page, language + "-send");
        page.locator("[name=to]")
                .fill(han.customer().email().map(EmailAddress::value).orElseThrow());
        submit(page);
        pay(page, "50");
        assertThat(page.locator(".state")).hasText(say(language, "state.SUCCEEDED"));
        han.holds("50.00 CNY");

        page.navigate("/app/abroad?country=DE&amount=1000");
        page.getByText(say(language, "abroad.lock")).click();
        page.locator("[name=name]").fill("Erika Mustermann");
        page.locator("[name=account]")
                .fill(Iban.random(org.iban4j.CountryCode.DE).toFormattedString());
        page.locator("[name=town]").fill("Berlin");
        page.locator("[name=purpose]").selectOption("GIFT");
        submit(page);
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        assertThat(page.locator(".state")).hasText(say(language, "state.HELD"));

        page.navigate("/app/statements");
        page.locator("[name=form]").selectOption("csv");
        var file = page.waitForDownload(() -> submit(page));
        org.assertj.core.api.Assertions.assertThat(file.suggestedFilename()).endsWith(".csv");
        page.navigate("/app/payments");
        assertThat(page.locator(".row")).hasCount(5);
        look(page, language + "-first-day");
        page.navigate("/app/month");
        look(page, language + "-month");
        page.navigate("/app/notices");
        look(page, language + "-notices");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void aLostPhoneIsSignedOutAndTheWalletClosed(String language) {
        var li = customer("李雷").holding("500.00 CNY");
        var lost = signedIn(li, language);
        var page = signedIn(li, language);

        page.navigate("/app/security");
        page.getByText(say(language, "security.end.others")).click();
        lost.navigate("/app");
        assertThat(lost).hasURL(Pattern.compile(".*/app/sign-in"));
        page.locator("a[href='/app/lock']").click();
        look(page, language + "-lock");
        submit(page);
        assertThat(page.locator(".caution")).isVisible();
        look(page, language + "-locked");
        org.assertj.core.api.Assertions.assertThat(li.account().stopped()).isEqualTo(Stop.DEBITS);
        page.navigate("/app");
        look(page, language + "-home-locked");

        page.navigate("/app/lock");
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        org.assertj.core.api.Assertions.assertThat(li.account().stopped()).isEqualTo(Stop.NOTHING);
    }

    private Page joined(String language, String email) {
        var page = window(PHONE, language);
        page.navigate("/app/join");
        page.locator("[name=handle]").fill(email);
        submit(page);
        page.locator("[name=code]").fill(code(email));
        submit(page);
        page.locator("[name=name]").fill("Li Lei");
        page.locator("[name=password]").fill(PASSWORD);
        submit(page);
        page.waitForURL("**/app");
        return page;
    }

    private void pinSet(Page page) {
        page.navigate("/app/security/pin");
        page.locator("[name=password]").fill(PASSWORD);
        page.locator("[name=pin]").fill(PIN);
        page.locator("[name=again]").fill(PIN);
        submit(page);
    }

    private void scanned(Page page) {
        var owner = customer("王师傅").customer();
        var shop = ((Merchants.Opened) merchants.open(owner, "面馆", "Noodles", Trade.FOOD)).shop();
        Camera.shows(merchants.code(shop));
        page.navigate("/app/scan");
        page.waitForURL("**/app/shops/**");
    }

    private void billPaid(Page page, String language) {
        var code = "B" + Ids.print("x", Ids.next()).substring(15).toUpperCase(Locale.ROOT);
        var power = new Shop(ShopId.next(), "光明电力", "Bright", PaymentKind.BILL, "power", code);
        shops.open(power);
        bank.behave(code, Behaviour.PROMPT);
        page.navigate("/app/billers/" + power.id());
        page.locator("[name=reference]").fill("123456");
        submit(page);
        assertThat(page.locator(".refusal"))
                .containsText(say(language, "bill.refused.NO_SUCH_ACCOUNT"));
        look(page, language + "-biller");
        page.locator("[name=reference]").fill("123455");
        submit(page);
        look(page, language + "-bill-due");
        submit(page);
        page.locator("[name=pin]").fill(PIN);
        submit(page);
        assertThat(page.locator(".state")).hasText(say(language, "state.SUCCEEDED"));
    }

    private String code(String to) {
        eventually(() -> outbox.latest(to).stream().anyMatch(it -> CODE.matcher(it.body()).find()));
        var found = CODE.matcher(outbox.latest(to).getFirst().body());
        found.find();
        return found.group();
    }
}
