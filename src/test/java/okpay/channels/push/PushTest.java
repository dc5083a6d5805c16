package okpay.channels.push;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okpay.channels.Channel;
import okpay.channels.Dispatcher;
import okpay.channels.Hook.Knock;
import okpay.channels.Notices;
import okpay.channels.Outbox;
import okpay.channels.Preferences;
import okpay.channels.Telling;
import okpay.house.PushStand;
import okpay.house.PushStand.Browser;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Device;
import okpay.identity.Letter;
import okpay.identity.Owners;
import okpay.identity.Sessions;
import okpay.identity.SignIns;
import okpay.identity.Token;
import okpay.wallet.Attempt;
import okpay.wallet.MoneyCame;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a browser is told, opened by a push service's other side that was written from the RFCs.
class PushTest extends Story {

    @Autowired private Browsers browsers;
    @Autowired private PushHook hook;
    @Autowired private Owners owners;
    @Autowired private Notices notices;
    @Autowired private Telling telling;
    @Autowired private Outbox outbox;
    @Autowired private MoneyCame came;
    @Autowired private Preferences preferences;
    @Autowired private Dispatcher dispatcher;
    @Autowired private Sessions sessions;
    @Autowired private SignIns signIns;
    @Autowired private TransactionTemplate transaction;
    @Autowired private JsonMapper json;

    private Someone li;
    private Token session;
    private Browser phone;

    @BeforeEach
    void somebodySignedIn() throws GeneralSecurityException {
        li = customer("李雷");
        session = signIn(li);
        phone = PushStand.SHARED.browser(browsers.publicKey().orElseThrow());
    }

    @Test
    void whatAPhoneShowsGoesNoOtherWay() {
        add();
        tell();
        send();

        var told = told();
        assertThat(told.path("title").asString()).isNotBlank();
        assertThat(told.path("body").asString()).contains("12.00").contains("*梅");
        assertThat(phone.told().getFirst().lasts())
                .as("later it has gone by another way")
                .isBetween(1, 120);
        assertThat(shown(told)).isEqualTo(200);
        assertThat(notices.of(li.customer()).getFirst().arrived()).isTrue();
        clock.passes(Duration.ofMinutes(5));
        goOn();
        assertThat(letters()).isZero();
    }

    @Test
    void moneyThatCameInIsToldByPushAlone() {
        add();
        var mei = customer("韩梅梅").holding("100.00 CNY");
        mei.sends("12.30 CNY", li);
        assertThat(mei.sends("1000.00 CNY", li)).isInstanceOf(Attempt.NotMade.class);
        came.tell();
        came.tell();
        send();

        assertThat(phone.told()).as("once, and nothing of what was refused").hasSize(1);
        assertThat(told().path("body").asString()).contains("12.30").contains("*梅梅");
        clock.passes(Duration.ofMinutes(30));
        goOn();
        send(Channel.EMAIL);
        assertThat(letters()).as("nothing else").isZero();
        assertThat(notices.of(mei.customer())).as("who paid knows").isEmpty();
    }

    @Test
    void whoCannotBeToldOfMoneyOrDoesNotWantToIsToldNothing() {
        var mei = customer("韩梅梅").holding("100.00 CNY");
        mei.sends("12.30 CNY", li);
        came.tell();
        assertThat(notices.of(li.customer())).as("no browser").isEmpty();

        add();
        preferences.choose(li.id(), Map.of());
        mei.sends("12.40 CNY", li);
        came.tell();
        send();
        assertThat(phone.told()).isEmpty();
        assertThat(notices.of(li.customer())).isEmpty();
    }

    @Test
    void aPhoneThatIsOffIsNotWaitedFor() {
        add();
        tell();
        send();
        clock.passes(Duration.ofMinutes(3));
        goOn();

        assertThat(letters()).isOne();
        send(Channel.EMAIL);
        assertThat(notices.of(li.customer()).getFirst().ways())
                .containsExactly(Channel.PUSH, Channel.EMAIL);
    }

    @Test
    void aBrowserThatIsGoneIsForgotten() {
        add();
        phone.answers(410);
        tell();
        send();
        goOn();

        assertThat(browsers.isTold(session)).isFalse();
        assertThat(letters()).isOne();
    }

    @Test
    void aServiceThatIsNotWellIsAskedAgain() {
        add();
        phone.answers(503);
        tell();
        send();
        phone.answers(201);
        clock.passes(Duration.ofSeconds(11));
        send();
        assertThat(phone.told()).hasSize(1);
    }

    @Test
    void whoSignsOutIsToldNothingThereAnyMore() {
        add();
        tell();
        sessions.end(session);
        send();
        goOn();

        assertThat(phone.told()).isEmpty();
        assertThat(letters()).isOne();
        tell();
        send();
        send(Channel.EMAIL);
        assertThat(phone.told()).isEmpty();
        assertThat(notices.of(li.customer()).getFirst().ways()).containsExactly(Channel.EMAIL);
    }

    @Test
    void aBrowserThatIsSomebodyElsesNowTellsThemAlone() {
        add();
        var mei = customer("韩梅梅");
        var theirs = signIn(mei);
        assertThat(browsers.add(mei.id(), theirs, phone.subscription())).isEmpty();

        assertThat(browsers.isTold(session)).isFalse();
        tell();
        send();
        assertThat(phone.told()).isEmpty();
    }

    @Test
    void safetyGoesToEveryPhoneAndByEveryWay() throws GeneralSecurityException {
        add();
        var second = PushStand.SHARED.browser(browsers.publicKey().orElseThrow());
        browsers.add(li.id(), signIn(li), second.subscription());
        send();
        long before = letters();
        phone.told().clear();
        transaction.executeWithoutResult(
                _ -> owners.tell(li.customer(), Letter.Kind.WALLET_LOCKED, clock.instant()));
        send();

        assertThat(phone.told()).hasSize(1);
        assertThat(second.told()).hasSize(1);
        assertThat(phone.told().getFirst().lasts()).isGreaterThan(3_600);
        assertThat(letters() - before).isOne();
    }

    @Test
    void nothingIsSentWhereverABrowserSays() {
        for (var to :
                List.of(
                        "http://127.0.0.1:9/send/b1",
                        "http://169.254.169.254/latest/meta-data",
                        "https://fcm.googleapis.com.evil.example/x",
                        "https://evilfcm.googleapis.com/x",
                        "https://fcm.googleapis.com:444/x",
                        "https://user@fcm.googleapis.com/x",
                        "http://fcm.googleapis.com/x",
                        "file:///etc/passwd",
                        "not an address",
                        "https://fcm.googleapis.com/" + "x".repeat(2_000))) {
            assertThat(add(to, phone.subscription().key(), phone.subscription().auth()))
                    .as(to)
                    .containsExactly(Browsers.Reason.UNKNOWN_SERVICE);
        }
        for (var to : List.of("https://fcm.googleapis.com/x", "https://eu.fcm.googleapis.com/x")) {
            assertThat(add(to, phone.subscription().key(), phone.subscription().auth()))
                    .as(to)
                    .isEmpty();
        }
    }

    @Test
    void keysThatAreNoneAreRefused() {
        var it = phone.subscription();
        var offTheCurve = new byte[65];
        offTheCurve[0] = 4;
        offTheCurve[64] = 1;
        for (var key :
                List.of(
                        "",
                        "%%%",
                        "AAAA",
                        Base64.getUrlEncoder().encodeToString(offTheCurve),
                        "A".repeat(5_000))) {
            assertThat(add(it.endpoint(), key, it.auth()))
                    .as(key)
                    .containsExactly(Browsers.Reason.NO_KEYS);
        }
        assertThat(add(it.endpoint(), it.key(), "AAAA")).containsExactly(Browsers.Reason.NO_KEYS);
        sessions.end(session);
        assertThat(add(it.endpoint(), it.key(), it.auth()))
                .containsExactly(Browsers.Reason.NOT_SIGNED_IN);
    }

    @Test
    void onlyWhoWasToldCanSayThatItWasShown() {
        add();
        tell();
        send();
        var seen = told().path("seen").asString();
        for (var made :
                List.of(
                        "",
                        ".",
                        "x",
                        seen + "0",
                        seen.replaceFirst("^.", "f"),
                        seen.replaceAll(".$", "g"))) {
            assertThat(knock(made)).as(made).isEqualTo(403);
        }
        assertThat(notices.of(li.customer()).getFirst().arrived()).isFalse();
        assertThat(knock(seen)).isEqualTo(200);
        assertThat(knock(seen)).as("twice").isEqualTo(200);
    }

    private Token signIn(Someone who) {
        return requireNonNull(
                transaction.execute(
                        _ -> signIns.withPasskey(who.customer(), Device.UNKNOWN).token()));
    }

    private void add() {
        assertThat(browsers.add(li.id(), session, phone.subscription())).isEmpty();
        assertThat(browsers.isTold(session)).isTrue();
    }

    private List<Browsers.Reason> add(String endpoint, String key, String auth) {
        return browsers
                .add(li.id(), session, new Browsers.Subscription(endpoint, key, auth))
                .stream()
                .toList();
    }

    private void tell() {
        transaction.executeWithoutResult(
                _ -> owners.tell(li.customer(), Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅"));
    }

    private void send() {
        send(Channel.PUSH);
    }

    /// All that waits, others' too.
    private void send(Channel channel) {
        while (dispatcher.send(channel) > 0) {
            // Some more.
        }
    }

    private void goOn() {
        telling.goOn();
    }

    private JsonNode told() {
        return json.readTree(phone.told().getFirst().words());
    }

    private int shown(JsonNode told) {
        return knock(told.path("seen").asString());
    }

    private int knock(String seen) {
        return hook.take(
                        new Knock(
                                false,
                                Map.of("seen", seen),
                                Map.of(),
                                new ByteArrayResource(new byte[0])))
                .status();
    }

    private long letters() {
        return outbox.latest(li.customer().email().orElseThrow().value()).size();
    }
}
