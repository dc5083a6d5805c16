package okpay.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okpay.channels.Outbox;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Challenge.Aim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Joining, signing in with a code, and the way back in for somebody who forgot the password.
class WaysInTest extends Story {

    private static final String NEW_PASSWORD = "tram oyster violin moss";
    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");
    private static final Pattern LINK = Pattern.compile("/app/forgot/link\\?t=(\\S+)");

    @Autowired private Passwords passwords;
    @Autowired private Challenges challenges;
    @Autowired private Recoveries recoveries;
    @Autowired private Joinings joinings;
    @Autowired private SignIns signIns;
    @Autowired private Sessions sessions;
    @Autowired private Locks locks;
    @Autowired private Pins pins;
    @Autowired private Outbox outbox;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;

    private final String here = "test-" + Ids.next();

    @Test
    void whoForgotThePasswordGetsBackInAndEverybodyElseIsOut() {
        var li = liWithPhone();
        var thief = signIn(li, PASSWORD).orElseThrow();

        var pass = pass(Aim.RESET_PASSWORD, phone(li));
        var recovery = recoveries.recover(pass, NEW_PASSWORD, "");

        assertThat(recovery).isInstanceOf(Recoveries.Recovered.class);
        assertThat(sessions.find(thief)).isEmpty();
        assertThat(signIn(li, PASSWORD)).isEmpty();
        assertThat(signIn(li, NEW_PASSWORD)).isPresent();
        for (var handle : new String[] {phone(li), email(li)}) {
            assertThat(letters(handle)).as(handle).contains("登录密码已于");
        }
        assertThat(customers.find(li.id()).orElseThrow().isCautiousAt(clock.instant())).isTrue();
        assertThat(recoveries.recover(pass, PASSWORD, ""))
                .isEqualTo(new Recoveries.NotRecovered(Recoveries.Reason.PASS_IS_OVER));
    }

    @Test
    void whatAnOldPasswordBeganIsOverWhenTheNewOneComes() {
        var li = liWithPhone();
        var hash = customers.passwordHash(li.id());

        recoveries.recover(pass(Aim.RESET_PASSWORD, phone(li)), NEW_PASSWORD, "");

        assertThat(transaction.<Boolean>execute(_ -> customers.stillHas(li.id(), hash))).isFalse();
        assertThat(
                        transaction.<Boolean>execute(
                                _ -> customers.stillHas(li.id(), customers.passwordHash(li.id()))))
                .isTrue();
    }

    @Test
    void aForgottenPinIsReplacedWithThePasswordAndACodeAndThenCare() {
        var li = liWithPhone();
        assertThat(locks.setPin(li, PASSWORD, "", "294817")).isEmpty();
        var asked = ((Challenges.Asked) locks.askForPin(li, Locale.CHINA, here)).id();
        var code = code(phone(li));

        assertThat(locks.replacePin(li, "not it", asked, code, "507263"))
                .contains(Locks.Refusal.PASSWORD_WRONG);
        assertThat(locks.replacePin(li, PASSWORD, asked, code, "123456"))
                .contains(Locks.Refusal.PIN_TOO_EASY);
        assertThat(locks.replacePin(li, PASSWORD, asked, wrong(code), "507263"))
                .contains(Locks.Refusal.CODE_WRONG);
        assertThat(locks.replacePin(liWithPhone(), PASSWORD, asked, wrong(code), "507263"))
                .contains(Locks.Refusal.CODE_WRONG);
        assertThat(pins.check(li, "294817")).isEqualTo(Pins.Check.RIGHT);
        assertThat(locks.replacePin(li, PASSWORD, asked, code, "507263")).isEmpty();

        assertThat(pins.check(li, "507263")).isEqualTo(Pins.Check.RIGHT);
        assertThat(customers.find(li.id()).orElseThrow().isCautiousAt(clock.instant())).isTrue();
        assertThat(letters(email(li))).contains("支付密码已于");
        assertThat(locks.replacePin(li, PASSWORD, asked, code, "294817"))
                .contains(Locks.Refusal.CODE_IS_OVER);
    }

    @Test
    void somebodyElsesCodeReplacesNoPin() {
        var li = liWithPhone();
        var han = liWithPhone();
        assertThat(locks.setPin(li, PASSWORD, "", "294817")).isEmpty();
        var asked = ((Challenges.Asked) locks.askForPin(han, Locale.CHINA, here)).id();

        assertThat(locks.replacePin(li, PASSWORD, asked, code(phone(han)), "507263"))
                .contains(Locks.Refusal.CODE_IS_OVER);
        assertThat(pins.check(li, "294817")).isEqualTo(Pins.Check.RIGHT);
    }

    @Test
    void whoGuessesForHoursIsStopped() {
        var li = liWithPhone();
        var tried = 0;
        for (; tried < 100; tried += 5) {
            var asked = challenges.ask(Aim.SIGN_IN, phone(li), Locale.CHINA, "test-" + Ids.next());
            if (!(asked instanceof Challenges.Asked(var id))) {
                break;
            }
            for (int i = 0; i < 5; i++) {
                challenges.answer(id, "no code");
            }
            clock.passes(Duration.ofHours(1));
        }

        assertThat(tried).isEqualTo(25);
        assertThat(challenges.ask(Aim.JOIN, phone(li), Locale.CHINA, here))
                .isEqualTo(new Challenges.NotAsked(Challenges.Reason.TOO_MANY_CODES));
        clock.passes(Duration.ofHours(24));
        assertThat(challenges.ask(Aim.JOIN, phone(li), Locale.CHINA, here))
                .isInstanceOf(Challenges.Asked.class);
    }

    @Test
    void whatWasAskedLongAgoIsForgotten() {
        pass(Aim.JOIN, "forget-" + Ids.next() + "@example.com");
        clock.passes(Duration.ofDays(100));
        challenges.forget();
        outbox.forget();

        for (var table : new String[] {"identity.challenge", "channels.letter"}) {
            assertThat(jdbc.sql("select count(*) from " + table).query(Long.class).single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void aResetEndsEveryOtherProofThatWasOnItsWay() {
        var li = liWithPhone();
        var thiefs = pass(Aim.SIGN_IN, email(li));
        var open = ask(Aim.RESET_PASSWORD, email(li));

        recoveries.recover(pass(Aim.RESET_PASSWORD, phone(li)), NEW_PASSWORD, "");

        assertThat(signIns.customer(thiefs, Device.UNKNOWN))
                .isEqualTo(new SignIns.NotSignedIn(SignIns.Reason.PASS_IS_OVER));
        assertThat(challenges.find(open)).isEmpty();
    }

    @Test
    void anAddressThatBeginsWithAPlusIsNoPhoneNumber() {
        assertThat(Handle.of("+foo@example.com"))
                .isEqualTo(new Handle.Email(new EmailAddress("+foo@example.com")));
        assertThat(Handle.of("+8613800138000")).isInstanceOf(Handle.Phone.class);
    }

    @Test
    void theLinkInAnEmailOpensTheSameWayOnce() {
        var li = liWithPhone();
        ask(Aim.RESET_PASSWORD, email(li));
        var found = LINK.matcher(letter(email(li)));
        assertThat(found.find()).isTrue();
        var link = new Token(found.group(1));

        var first = challenges.follow(link);

        assertThat(challenges.follow(link)).isEqualTo(over());
        assertThat(
                        recoveries.recover(
                                ((Challenges.Passed) first).pass(), NEW_PASSWORD, "no PIN is set"))
                .isInstanceOf(Recoveries.Recovered.class);
    }

    @Test
    void aResetNeverGoesRoundThePaymentPin() {
        var li = liWithPhone();
        assertThat(locks.setPin(li, PASSWORD, "", "294817")).isEmpty();
        var pass = pass(Aim.RESET_PASSWORD, phone(li));

        assertThat(recoveries.needsPin(pass)).contains(true);
        for (int i = 1; i < Pins.TRIES; i++) {
            assertThat(recoveries.recover(pass, NEW_PASSWORD, "00000" + i))
                    .isEqualTo(new Recoveries.NotRecovered(Recoveries.Reason.PIN_WRONG));
        }
        assertThat(recoveries.recover(pass, NEW_PASSWORD, "000000"))
                .isEqualTo(new Recoveries.NotRecovered(Recoveries.Reason.PIN_LOCKED));
        assertThat(recoveries.recover(pass, NEW_PASSWORD, "294817"))
                .isEqualTo(new Recoveries.NotRecovered(Recoveries.Reason.PIN_LOCKED));
        assertThat(letters(email(li))).contains("锁定三小时");
        assertThat(signIn(li, PASSWORD)).isPresent();

        clock.passes(Pins.LOCK.plusSeconds(1));
        assertThat(pins.check(li, "111112")).isEqualTo(Pins.Check.WRONG);
        assertThat(pins.check(li, "294817")).isEqualTo(Pins.Check.RIGHT);
        var again = pass(Aim.RESET_PASSWORD, phone(li));
        assertThat(recoveries.recover(again, NEW_PASSWORD, "294817"))
                .isInstanceOf(Recoveries.Recovered.class);
    }

    @Test
    void fiveTriesAndACodeIsOver() {
        var li = liWithPhone();
        var id = ask(Aim.SIGN_IN, phone(li));
        var code = code(phone(li));
        for (int i = 0; i < Challenges.TRIES; i++) {
            assertThat(challenges.answer(id, "12345"))
                    .isEqualTo(new Challenges.NotPassed(Challenges.Reason.WRONG_CODE));
        }

        assertThat(challenges.answer(id, code)).isEqualTo(over());
        assertThat(challenges.find(id)).isEmpty();
    }

    @Test
    void aCodeIsGoodOnceAndForTenMinutes() {
        var li = liWithPhone();
        var id = ask(Aim.SIGN_IN, phone(li));
        var code = code(phone(li));
        assertThat(challenges.answer(id, code)).isInstanceOf(Challenges.Passed.class);
        assertThat(challenges.answer(id, code)).isEqualTo(over());

        var late = ask(Aim.SIGN_IN, phone(li));
        var second = code(phone(li));
        clock.passes(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(challenges.answer(late, second)).isEqualTo(over());
    }

    @Test
    void aProofIsGoodForWhatItWasAskedForAndNothingElse() {
        var li = liWithPhone();
        var pass = pass(Aim.SIGN_IN, phone(li));

        assertThat(recoveries.recover(pass, NEW_PASSWORD, ""))
                .isEqualTo(new Recoveries.NotRecovered(Recoveries.Reason.PASS_IS_OVER));
        assertThat(joinings.join(pass, "Li", NEW_PASSWORD, Locale.CHINA, Device.UNKNOWN))
                .isEqualTo(new Joinings.PassIsOver());
        var in = (SignIns.SignedIn) signIns.customer(pass, Device.UNKNOWN);
        assertThat(((Person.OfCustomer) in.person()).customer().id()).isEqualTo(li.id());
        assertThat(signIns.customer(pass, Device.UNKNOWN))
                .isEqualTo(new SignIns.NotSignedIn(SignIns.Reason.PASS_IS_OVER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESET_PASSWORD", "SIGN_IN"})
    void nobodyLearnsWhetherThereIsACustomer(Aim aim) {
        var nobody = "nobody" + Ids.next() + "@example.com";

        var id = ask(aim, nobody);
        eventually(() -> codeHash(id).isPresent());

        assertThat(challenges.find(id)).isPresent();
        assertThat(outbox.latest(nobody)).isEmpty();
        assertThat(challenges.answer(id, "000000"))
                .isEqualTo(new Challenges.NotPassed(Challenges.Reason.WRONG_CODE));
    }

    @Test
    void evenTheRightCodeDoesNotOpenWhatBelongsToNobody() {
        var nobody = "nobody" + Ids.next() + "@example.com";
        var id = ask(Aim.RESET_PASSWORD, nobody);
        eventually(() -> codeHash(id).isPresent());
        jdbc.sql("update identity.challenge set code_hash = :hash where id = :id")
                .param("hash", Challenges.hash(id.uuid(), "424242"))
                .param("id", id.uuid())
                .update();

        assertThat(challenges.answer(id, "424242"))
                .isEqualTo(new Challenges.NotPassed(Challenges.Reason.WRONG_CODE));
    }

    @Test
    void codesAreSentSoManyTimesAnHourAndNoMore() {
        var handle = "busy" + Ids.next() + "@example.com";
        for (int i = 0; i < 5; i++) {
            ask(Aim.SIGN_IN, i % 2 == 0 ? handle : handle.toUpperCase(Locale.ROOT));
        }
        var tooMany = new Challenges.NotAsked(Challenges.Reason.TOO_MANY_CODES);
        assertThat(challenges.ask(Aim.RESET_PASSWORD, handle, Locale.CHINA, here))
                .isEqualTo(tooMany);
        for (int i = 0; i < 100; i++) {
            challenges.ask(Aim.SIGN_IN, "x" + i + handle, Locale.CHINA, "one address " + here);
        }
        assertThat(challenges.ask(Aim.SIGN_IN, "y" + handle, Locale.CHINA, "one address " + here))
                .isEqualTo(tooMany);
    }

    @Test
    void whoJoinsProvesTheAddressFirst() {
        var email = "new" + Ids.next() + "@example.com";
        var pass = pass(Aim.JOIN, email);

        assertThat(joinings.join(pass, "New", "12345678", Locale.ENGLISH, Device.UNKNOWN))
                .isEqualTo(new Joinings.NotJoined(Customers.Reason.PASSWORD_TOO_EASY));
        var joined =
                (Joinings.Joined)
                        joinings.join(pass, "New", NEW_PASSWORD, Locale.ENGLISH, Device.UNKNOWN);

        assertThat(sessions.find(joined.token()))
                .contains(new Person.OfCustomer(joined.customer()));
        assertThat(joined.customer().email()).contains(new EmailAddress(email));
        assertThat(joinings.join(pass, "New", NEW_PASSWORD, Locale.ENGLISH, Device.UNKNOWN))
                .isEqualTo(new Joinings.PassIsOver());
    }

    @Test
    void whoHasAWalletAlreadyIsToldByLetterOnly() {
        var li = liWithPhone();

        var id = ask(Aim.JOIN, phone(li));

        assertThat(letter(phone(li))).contains("已经开通过了");
        assertThat(CODE.matcher(letter(phone(li))).find()).isFalse();
        assertThat(challenges.answer(id, "000000"))
                .isEqualTo(new Challenges.NotPassed(Challenges.Reason.WRONG_CODE));
    }

    @Test
    void aDeviceThatWasNeverHereIsToldToTheOwner() {
        var li = liWithPhone();
        var home = new Device("Chrome 126", "Pixel 8", "Android 14", "mark-1");
        signIns.customer(email(li), PASSWORD, home, here);
        signIns.customer(email(li), PASSWORD, home, here);
        assertThat(outbox.latest(phone(li))).isEmpty();

        signIns.customer(email(li), PASSWORD, home.marked("mark-2"), here);

        assertThat(letter(phone(li))).contains("新设备（Pixel 8, Android 14）");
        assertThat(letter(email(li))).contains("新设备");
    }

    @Test
    void aCodeOnADeviceThatWasNeverHereLetsLittleMoneyLeave() {
        var li = liWithPhone();
        var home = new Device("Chrome 126", "Pixel 8", "Android 14", "mark-1");
        signIns.customer(email(li), PASSWORD, home, here);

        signIns.customer(pass(Aim.SIGN_IN, phone(li)), home);
        assertThat(customers.find(li.id()).orElseThrow().isCautiousAt(clock.instant())).isFalse();

        signIns.customer(pass(Aim.SIGN_IN, phone(li)), home.marked(""));
        assertThat(customers.find(li.id()).orElseThrow().isCautiousAt(clock.instant())).isTrue();
    }

    @Test
    void theOwnerSeesWhereTheWalletIsOpenAndClosesIt() {
        var li = liWithPhone();
        var mine = signIn(li, PASSWORD).orElseThrow();
        var other = signIn(li, PASSWORD).orElseThrow();
        var third = signIn(li, PASSWORD).orElseThrow();
        var stranger = signIn(liWithPhone(), PASSWORD).orElseThrow();

        var running = sessions.running(li.id(), mine);
        assertThat(running).hasSize(3).filteredOn(Sessions.Running::isThis).hasSize(1);
        sessions.end(li.id(), running.get(1).id());
        assertThat(sessions.find(other)).isEmpty();
        sessions.endOthers(li.id(), mine);

        assertThat(sessions.find(third)).isEmpty();
        assertThat(sessions.find(mine)).isPresent();
        assertThat(sessions.find(stranger)).isPresent();
    }

    @Test
    void nobodyEndsTheSessionOfSomebodyElse() {
        var li = liWithPhone();
        var mine = signIn(li, PASSWORD).orElseThrow();

        sessions.end(liWithPhone().id(), sessions.running(li.id(), mine).getFirst().id());

        assertThat(sessions.find(mine)).isPresent();
    }

    @Test
    void thePasswordIsChangedByWhoKnowsItAndOthersAreOut() {
        var li = liWithPhone();
        var mine = signIn(li, PASSWORD).orElseThrow();
        var other = signIn(li, PASSWORD).orElseThrow();

        assertThat(locks.changePassword(li, "not it", NEW_PASSWORD, mine))
                .contains(Locks.Refusal.PASSWORD_WRONG);
        assertThat(locks.changePassword(li, PASSWORD, "password1", mine))
                .contains(Locks.Refusal.PASSWORD_TOO_EASY);
        assertThat(locks.changePassword(li, PASSWORD, NEW_PASSWORD, mine)).isEmpty();

        assertThat(sessions.find(mine)).isPresent();
        assertThat(sessions.find(other)).isEmpty();
        assertThat(signIn(li, NEW_PASSWORD)).isPresent();
        assertThat(letters(phone(li))).contains("登录密码已于");
    }

    @ParameterizedTest
    @CsvSource({
        "12345, PIN_NOT_SIX_DIGITS",
        "１２３４５６, PIN_NOT_SIX_DIGITS",
        "12345a, PIN_NOT_SIX_DIGITS",
        "123456, PIN_TOO_EASY",
        "654321, PIN_TOO_EASY",
        "888888, PIN_TOO_EASY",
        "121212, PIN_TOO_EASY"
    })
    void aPinIsSixDigitsThatAreNoRow(String pin, Locks.Refusal refusal) {
        var li = liWithPhone();

        assertThat(locks.setPin(li, PASSWORD, "", pin)).contains(refusal);
        assertThat(pins.isSet(li.id())).isFalse();
    }

    @Test
    void aNewPinNeedsThePasswordAndTheOldOne() {
        var li = liWithPhone();
        assertThat(locks.setPin(li, "not it", "", "294817")).contains(Locks.Refusal.PASSWORD_WRONG);
        assertThat(locks.setPin(li, PASSWORD, "", "294817")).isEmpty();

        assertThat(locks.setPin(li, PASSWORD, "", "507263")).contains(Locks.Refusal.PIN_WRONG);
        assertThat(locks.setPin(li, PASSWORD, "294817", "507263")).isEmpty();

        assertThat(pins.check(li, "507263")).isEqualTo(Pins.Check.RIGHT);
        assertThat(letters(phone(li))).contains("支付密码已于").doesNotContain("507263");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"password", "12345678", "qwertyuiop", "19900101", "okpay123", "李雷李雷李雷李雷"})
    void whatAnybodyWouldGuessIsNoPassword(String easy) {
        assertThat(passwords.flaw(easy, "李雷")).contains(Passwords.Flaw.TOO_EASY);
    }

    @Test
    void aSecretThatIsOverIsNotKept() {
        var li = liWithPhone();
        ask(Aim.SIGN_IN, phone(li));
        var code = code(phone(li));

        clock.passes(Duration.ofMinutes(11));
        outbox.blotSecrets();

        assertThat(letters(phone(li))).doesNotContain(code);
    }

    private Customer liWithPhone() {
        long number = 13_100_000_000L + Math.abs(Ids.next().getLeastSignificantBits() % 99_999_999);
        var phone = PhoneNumber.read(Long.toString(number));
        var email = EmailAddress.read("li" + Ids.next() + "@example.com");
        var newcomer = new Customers.Newcomer("李雷", phone, email, PASSWORD, Locale.CHINA);
        return ((Customers.Registered) customers.register(newcomer)).customer();
    }

    private ChallengeId ask(Aim aim, String handle) {
        return ((Challenges.Asked) challenges.ask(aim, handle, Locale.CHINA, here)).id();
    }

    private Token pass(Aim aim, String handle) {
        var id = ask(aim, handle);
        return ((Challenges.Passed) challenges.answer(id, code(handle))).pass();
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    private String code(String handle) {
        var found = CODE.matcher(letter(handle));
        assertThat(found.find()).isTrue();
        return found.group();
    }

    /// The newest letter; it comes a moment after it was asked for.
    private String letter(String handle) {
        eventually(() -> isQuiet() && !outbox.latest(handle).isEmpty());
        return outbox.latest(handle).getFirst().body();
    }

    private boolean isQuiet() {
        return jdbc.sql(
                                "select count(*) from identity.challenge where code_hash is null and expires_at > :now")
                        .param("now", java.sql.Timestamp.from(clock.instant()))
                        .query(Long.class)
                        .single()
                == 0;
    }

    private String letters(String handle) {
        return String.join("\n", outbox.latest(handle).stream().map(it -> it.body()).toList());
    }

    private Optional<Token> signIn(Customer who, String password) {
        return signIns.customer(email(who), password, Device.UNKNOWN, here)
                        instanceof SignIns.SignedIn(var token, _)
                ? Optional.of(token)
                : Optional.empty();
    }

    private Optional<byte[]> codeHash(ChallengeId id) {
        return jdbc.sql("select code_hash from identity.challenge where id = :id")
                .param("id", id.uuid())
                .query(byte[].class)
                .optional();
    }

    private static Challenges.NotPassed over() {
        return new Challenges.NotPassed(Challenges.Reason.CODE_IS_OVER);
    }

    private static String phone(Customer who) {
        return who.phone().orElseThrow().e164();
    }

    private static String email(Customer who) {
        return who.email().map(EmailAddress::value).orElseThrow();
    }
}
