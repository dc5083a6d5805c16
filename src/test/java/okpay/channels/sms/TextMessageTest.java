package okpay.channels.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import okpay.channels.Arrival;
import okpay.channels.Channel;
import okpay.channels.CheckNumber;
import okpay.channels.Dispatcher;
import okpay.channels.Notices;
import okpay.channels.Notices.Notice;
import okpay.channels.Numbers;
import okpay.channels.Outbox;
import okpay.channels.Parked;
import okpay.channels.Preferences;
import okpay.channels.Returns;
import okpay.channels.Telling;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.EmailAddress;
import okpay.identity.Handle;
import okpay.identity.Letter;
import okpay.identity.Matter;
import okpay.identity.Owners;
import okpay.identity.PhoneNumber;
import okpay.messengers.TextCenter;
import okpay.messengers.TextCenter.Mood;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// One notice, over a real SMPP connection, however the centre behaves: it arrives by one way, and
/// by none twice.
class TextMessageTest extends Story {

    private static final AtomicLong NUMBERS = new AtomicLong(13_500_000_000L);
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    @Autowired private Owners owners;
    @Autowired private Outbox outbox;
    @Autowired private Notices notices;
    @Autowired private Preferences preferences;
    @Autowired private Dispatcher dispatcher;
    @Autowired private Telling telling;
    @Autowired private Numbers numbers;
    @Autowired private Returns returns;
    @Autowired private JdbcClient jdbc;
    @Autowired private TextCenter center;
    @Autowired private SmsLink link;
    @Autowired private Parked parked;
    @Autowired private TransactionTemplate transaction;

    private Customer li;

    @BeforeEach
    void somebodyWithPhoneAndEmail() {
        li = somebody(Locale.CHINA);
    }

    @Test
    void whatArrivesByTextMessageGoesNoOtherWay() {
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        send();

        var text = texts().getFirst();
        assertThat(text.from()).isEqualTo("OKPay");
        assertThat(text.words()).contains("12.00").contains("*梅");
        eventually(() -> notice().arrived());
        clock.passes(Duration.ofHours(1));
        goOn();
        assertThat(texts()).hasSize(1);
        assertThat(letters()).isEmpty();
    }

    @Test
    void thePhoneIsGoneSoItGoesByEmailAtOnce() {
        behave(Mood.GONE);
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        send();

        eventually(() -> {
            goOn();
            return letters().size() == 1;
        });
        send(Channel.EMAIL);
        assertThat(notice().ways()).as("what came back was none").containsExactly(Channel.EMAIL);
    }

    @Test
    void nobodySaysWhatBecameOfItSoItGoesByEmailAfterAWhile() {
        behave(Mood.SILENT);
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        send();
        clock.passes(Duration.ofMinutes(9));
        goOn();
        assertThat(letters()).as("patience").isEmpty();

        clock.passes(Duration.ofMinutes(2));
        goOn();
        goOn();
        assertThat(letters()).hasSize(1);
        send(Channel.EMAIL);
        clock.passes(Duration.ofDays(1));
        goOn();
        assertThat(texts()).hasSize(1);
        assertThat(letters()).hasSize(1);
    }

    @Test
    void aNumberThatIsNoneIsNotTriedAgain() {
        behave(Mood.REFUSED);
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        send();
        goOn();

        assertThat(letters()).hasSize(1);
        behave(Mood.PROMPT);
        clock.passes(Duration.ofDays(1));
        send();
        assertThat(texts()).isEmpty();
    }

    @Test
    void aCentreWithTooMuchToDoIsAskedAgainUntilTheNextWayIsTaken() {
        behave(Mood.THROTTLED);
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        send();
        behave(Mood.PROMPT);
        clock.passes(Duration.ofSeconds(11));
        send();
        assertThat(texts()).hasSize(1);

        behave(Mood.THROTTLED);
        var mei = li;
        tell(Letter.Kind.PLAN_SENT, money("13.00 CNY"), "*梅");
        send();
        clock.passes(Duration.ofMinutes(11));
        goOn();
        behave(Mood.PROMPT);
        clock.passes(Duration.ofHours(1));
        send();
        assertThat(center.texts(number(mei)))
                .as("it went by e-mail: no text message comes behind it")
                .hasSize(1);
    }

    @Test
    void aMessageOfWhichNothingIsKnownIsNotSentTwice() {
        behave(Mood.CUT_OFF);
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        send();
        behave(Mood.PROMPT);
        clock.passes(Duration.ofMinutes(11));
        goOn();
        send();

        assertThat(texts()).hasSize(1);
        assertThat(letters()).hasSize(1);
    }

    @Test
    void aReceiptThatComesTwiceOrTooEarlyCountsOnce() {
        behave(Mood.TWICE);
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        send();
        eventually(() -> notice().arrived());
        clock.passes(Duration.ofHours(1));
        goOn();
        assertThat(letters()).isEmpty();
        assertThat(texts()).hasSize(1);
    }

    @Test
    void theLastWayThatIsLeftIsTriedOn() {
        preferences.choose(li.id(), Map.of(Matter.MONEY, Set.of(Channel.SMS)));
        behave(Mood.THROTTLED);
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        send();
        clock.passes(Duration.ofMinutes(20));
        goOn();
        behave(Mood.PROMPT);
        send();
        assertThat(texts()).hasSize(1);
    }

    @Test
    void whatALostNodeBeganGoesByTheNextWayAlone() {
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        tell(Letter.Kind.PIN_CHANGED, clock.instant());
        lose();
        clock.passes(Duration.ofMinutes(6));
        send();
        assertThat(texts())
                .as("a warning is better said twice; the other may have gone")
                .map(TextCenter.Text::words)
                .singleElement()
                .asString()
                .contains("支付密码");
        clock.passes(Duration.ofMinutes(5));
        goOn();
        assertThat(letters()).hasSize(2);
    }

    @Test
    void whatIsBeingSentWhenItIsReadElsewhereIsNotSentLater() {
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        lose();
        notices.seen(li.id(), notices.of(li));
        clock.passes(Duration.ofMinutes(6));
        send();
        assertThat(texts()).isEmpty();
    }

    /// Somebody took what waits, and was never heard of again.
    private void lose() {
        jdbc.sql(
                        """
                        update channels.dispatch set leased_until = :until, tries = 1, begun = true
                        where channel = 'SMS' and address = :to and state = 'WAITING'
                        """)
                .param("until", Timestamp.from(clock.instant().plus(Duration.ofMinutes(5))))
                .param("to", li.phone().orElseThrow().e164())
                .update();
    }

    @Test
    void anEmailThatComesBackIsFollowedByATextMessage() {
        tell(Letter.Kind.WISH_SHIPPED, "深色模式", "有了");
        assertThat(letters()).hasSize(1);
        send(Channel.EMAIL);
        clock.passes(Duration.ofHours(1));
        goOn();
        send();
        assertThat(texts()).as("it did not come back").isEmpty();

        returns.returned(Channel.EMAIL, refOfTheLastLetter(), "550 no such user");
        goOn();
        send();
        assertThat(texts()).hasSize(1);
    }

    private String refOfTheLastLetter() {
        return jdbc.sql(
                        """
                        select ref from channels.dispatch where channel = 'EMAIL' and address = :to
                        order by sent_at desc limit 1
                        """)
                .param("to", li.email().orElseThrow().value())
                .query(String.class)
                .single();
    }

    @Test
    void theConnectionComesBackByItself() throws IOException {
        link.session();
        center.hangUp();
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        eventually(() -> {
            clock.passes(Duration.ofSeconds(11));
            send();
            return texts().size() == 1;
        });
    }

    @Test
    void inQuietHoursOnlySafetyIsTold() {
        assertThat(preferences.keepQuiet(li.id(), "22:00", "08:00", CHINA.getId())).isEmpty();
        clock.passesUntilNoonIn(CHINA);
        clock.passes(Duration.ofHours(11));
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        tell(Letter.Kind.PIN_CHANGED, clock.instant());
        send();
        assertThat(texts()).map(TextCenter.Text::words).singleElement().asString().contains("支付密码");

        clock.passes(Duration.ofHours(8).plusMinutes(30));
        goOn();
        send();
        assertThat(texts()).as("07:30").hasSize(1);
        clock.passes(Duration.ofHours(1));
        goOn();
        send();
        assertThat(texts()).as("08:30").hasSize(2);
    }

    @Test
    void whoEndsTheQuietHoursIsToldWhatWaited() {
        clock.passesUntilNoonIn(CHINA);
        preferences.keepQuiet(li.id(), "11:00", "13:00", CHINA.getId());
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        goOn();
        send();
        assertThat(texts()).isEmpty();

        preferences.endQuiet(li.id());
        goOn();
        send();
        assertThat(texts()).hasSize(1);
    }

    @Test
    void whatIsTriedAgainRespectsQuietHoursThatBeganMeanwhile() {
        preferences.choose(li.id(), Map.of(Matter.MONEY, Set.of(Channel.SMS)));
        clock.passesUntilNoonIn(CHINA);
        behave(Mood.THROTTLED);
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        send();
        preferences.keepQuiet(li.id(), "11:00", "13:00", CHINA.getId());
        behave(Mood.PROMPT);
        clock.passes(Duration.ofMinutes(20));
        send();
        assertThat(texts()).isEmpty();
        clock.passes(Duration.ofHours(1));
        send();
        assertThat(texts()).hasSize(1);
    }

    @Test
    void quietHoursThatAreNoneAreRefused() {
        assertThat(preferences.keepQuiet(li.id(), "25:00", "08:00", CHINA.getId()))
                .contains(Preferences.Reason.NOT_A_TIME);
        assertThat(preferences.keepQuiet(li.id(), "22:00", "08:00", "Asia/Atlantis"))
                .contains(Preferences.Reason.NOT_A_TIME);
        assertThat(preferences.keepQuiet(li.id(), "22:00", "22:00", CHINA.getId()))
                .contains(Preferences.Reason.NEVER_OR_ALWAYS);
        assertThat(preferences.quiet(li.id())).isEmpty();
    }

    @Test
    void whoReadsItInTheAppIsToldNoMoreButOfTheirSafety() {
        behave(Mood.SILENT);
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        tell(Letter.Kind.WALLET_LOCKED, clock.instant());
        assertThat(notices.unseen(li.id())).isEqualTo(2);
        notices.seen(li.id(), notices.of(li));
        assertThat(notices.unseen(li.id())).isZero();
        send();
        clock.passes(Duration.ofMinutes(11));
        goOn();

        assertThat(texts()).map(TextCenter.Text::words).singleElement().asString().contains("冻结");
        assertThat(letters()).as("a thief who reads it stops nothing").hasSize(1);
    }

    @Test
    void everybodyChoosesTheirWays() {
        preferences.choose(
                li.id(), Map.of(Matter.MONEY, Set.of(Channel.EMAIL), Matter.SAFETY, Set.of()));
        tell(Letter.Kind.PLAN_SENT, money("12.00 CNY"), "*梅");
        tell(Letter.Kind.WISH_SHIPPED, "深色模式", "有了");
        tell(Letter.Kind.PIN_CHANGED, clock.instant());
        send();

        assertThat(texts()).as("safety asks nobody").hasSize(1);
        assertThat(letters()).hasSize(2);
        assertThat(notices.of(li).get(1).ways()).as("in the app alone").isEmpty();
    }

    @Test
    void longAndShortWordsArriveWholeInBothLanguages() {
        tell(Letter.Kind.WISH_SHIPPED, "深色模式".repeat(15), "很长的话🎉".repeat(60));
        preferences.choose(li.id(), Map.of(Matter.NEWS, Set.of(Channel.SMS)));
        tell(Letter.Kind.WISH_SHIPPED, "深色模式".repeat(15), "很长的话🎉".repeat(60));
        send();
        assertThat(texts().getLast().words()).contains("很长的话🎉".repeat(60));

        li = somebody(Locale.ENGLISH);
        tell(Letter.Kind.PIN_CHANGED, clock.instant());
        send();
        assertThat(texts().getLast().words()).contains("Your OKPay payment PIN was set at");
    }

    @Test
    void eachMessageCanBeCheckedByItsNumber() {
        tell(Letter.Kind.PIN_CHANGED, clock.instant());
        send();
        var number = CheckNumber.in(texts().getFirst().words()).getLast();

        var known = numbers.known(List.of(number)).orElseThrow();
        assertThat(known.kind()).isEqualTo(Letter.Kind.PIN_CHANGED);
        assertThat(known.to()).doesNotContain(number(li).substring(4, 9));
        assertThat(numbers.known(List.of("2222-2222"))).isEmpty();
    }

    @Test
    void aCodeGoesToWhomItIsForAndLiesInNoList() {
        transaction.executeWithoutResult(_ ->
                outbox.carry(
                        new Letter(
                                Letter.Kind.CODE_TO_SIGN_IN,
                                new Handle.Phone(li.phone().orElseThrow()),
                                Locale.CHINA,
                                List.of("731942", 10),
                                Optional.of(clock.instant().plusSeconds(600)))));
        send();
        assertThat(texts())
                .map(TextCenter.Text::words)
                .singleElement()
                .asString()
                .contains("731942");
        assertThat(notices.of(li)).isEmpty();
    }

    @Test
    void aCodeThatIsOverIsNotSent() {
        behave(Mood.THROTTLED);
        aCodeThatWaits();
        clock.passes(Duration.ofMinutes(11));
        behave(Mood.PROMPT);
        send();
        assertThat(texts()).isEmpty();
    }

    private void aCodeThatWaits() {
        transaction.executeWithoutResult(_ ->
                outbox.carry(
                        new Letter(
                                Letter.Kind.CODE_TO_SIGN_IN,
                                new Handle.Phone(li.phone().orElseThrow()),
                                Locale.CHINA,
                                List.of("731942", 10),
                                Optional.of(clock.instant().plusSeconds(600)))));
        send();
    }

    @Test
    void whatIsWrittenBackLiesAsideOnce() throws IOException {
        link.session();
        eventually(() -> center.write(number(li), "Is this really you?"));
        assertThat(center.write(number(li), "Is this really you?")).isTrue();

        assertThat(parked.all())
                .filteredOn(it -> it.sender().equals(number(li)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.subject()).isEqualTo("Is this really you?");
                    assertThat(it.why()).isEqualTo(Arrival.Why.UNPROVEN);
                });
    }

    private Customer somebody(Locale language) {
        var id = CustomerId.next();
        customers.bring(
                Customer.fresh(
                        id,
                        "李雷",
                        PhoneNumber.read("" + NUMBERS.incrementAndGet()),
                        EmailAddress.read("u" + Ids.next() + "@example.com"),
                        language,
                        clock.instant()),
                "");
        return customers.find(id).orElseThrow();
    }

    private void tell(Letter.Kind kind, Object... details) {
        transaction.executeWithoutResult(_ -> owners.tell(li, kind, details));
    }

    private void send() {
        send(Channel.SMS);
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

    private void behave(Mood mood) {
        center.behave(number(li), mood);
    }

    private Notice notice() {
        return notices.of(li).getFirst();
    }

    private List<TextCenter.Text> texts() {
        return center.texts(number(li));
    }

    private List<okpay.channels.Outgoing> letters() {
        return outbox.latest(li.email().orElseThrow().value());
    }

    private static String number(Customer who) {
        return who.phone().orElseThrow().e164().substring(1);
    }
}
