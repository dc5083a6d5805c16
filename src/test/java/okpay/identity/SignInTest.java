package okpay.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import okpay.house.Story;
import okpay.id.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class SignInTest extends Story {

    private static final String HERE = "192.0.2.1";

    @Autowired private SignIns signIns;
    @Autowired private Sessions sessions;
    @Autowired private Devices devices;
    @Autowired private JdbcClient jdbc;

    @Test
    void theRightPasswordOpensASessionThatEndsWhenAsked() {
        var li = customer("李雷").customer();
        var in = signIns.customer(email(li), PASSWORD, Device.UNKNOWN, HERE);

        var token = ((SignIns.SignedIn) in).token();
        assertThat(sessions.find(token)).contains(new Person.OfCustomer(li));
        sessions.end(token);
        assertThat(sessions.find(token)).isEmpty();
    }

    @Test
    void aSessionEndsByItself() {
        var li = customer("李雷").customer();
        var token =
                ((SignIns.SignedIn) signIns.customer(email(li), PASSWORD, Device.UNKNOWN, HERE))
                        .token();

        clock.passes(Sessions.CUSTOMER_LASTS.plus(Duration.ofSeconds(1)));

        assertThat(sessions.find(token)).isEmpty();
    }

    @Test
    void aWrongPasswordAndAnUnknownPersonGetTheSameAnswer() {
        var li = customer("李雷").customer();

        assertThat(signIns.customer(email(li), "wrong password", Device.UNKNOWN, HERE))
                .isEqualTo(signIns.customer("nobody@example.com", PASSWORD, Device.UNKNOWN, HERE))
                .isEqualTo(new SignIns.NotSignedIn(SignIns.Reason.WRONG_HANDLE_OR_PASSWORD));
    }

    @Test
    void whoTriesTooOftenMustRestEvenWithTheRightPassword() {
        var li = customer("李雷").customer();
        for (int i = 0; i < SignIns.TRIES; i++) {
            signIns.customer(email(li), "guess " + i, Device.UNKNOWN, HERE);
        }

        assertThat(
                        signIns.customer(
                                email(li).toUpperCase(Locale.ROOT), PASSWORD, Device.UNKNOWN, HERE))
                .isEqualTo(new SignIns.NotSignedIn(SignIns.Reason.TOO_MANY_TRIES));
    }

    @Test
    void theDeviceIsWrittenDown() {
        var li = customer("李雷").customer();
        var device =
                devices.read(
                        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like"
                                + " Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
                        "android 2.3.1");

        signIns.customer(email(li), PASSWORD, device, HERE);

        var latest = sessions.latest(li.id()).orElseThrow().device();
        assertThat(latest).isEqualTo(new Device("android 2.3.1", "Pixel 8", "Android 14", ""));
    }

    @Test
    void neitherPasswordNorTokenLiesInTheDatabase() {
        var newcomer =
                new Customers.Newcomer(
                        "李雷",
                        Optional.empty(),
                        EmailAddress.read("x" + Ids.next() + "@example.com"),
                        PASSWORD,
                        Locale.CHINA);
        var li = (Customers.Registered) customers.register(newcomer);

        var hash =
                jdbc.sql("select password_hash from identity.customer where id = :id")
                        .param("id", li.customer().id().uuid())
                        .query(String.class)
                        .single();
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(PASSWORD);
        assertThat(Token.fresh().toString()).doesNotContain(Token.fresh().secret());
    }

    @Test
    void aPersonIsRegisteredOnceAndCompletely() {
        var email = EmailAddress.read("x" + Ids.next() + "@example.com");
        var newcomer =
                new Customers.Newcomer("李雷", Optional.empty(), email, PASSWORD, Locale.CHINA);
        assertThat(customers.register(newcomer)).isInstanceOf(Customers.Registered.class);

        assertThat(customers.register(newcomer))
                .isEqualTo(new Customers.NotRegistered(Customers.Reason.ALREADY_A_CUSTOMER));
        assertThat(
                        customers.register(
                                new Customers.Newcomer(
                                        "李雷",
                                        Optional.empty(),
                                        Optional.empty(),
                                        PASSWORD,
                                        Locale.CHINA)))
                .isEqualTo(new Customers.NotRegistered(Customers.Reason.NO_WAY_TO_REACH));
        assertThat(
                        customers.register(
                                new Customers.Newcomer(
                                        "李雷", Optional.empty(), email, "short", Locale.CHINA)))
                .isEqualTo(new Customers.NotRegistered(Customers.Reason.PASSWORD_TOO_SHORT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@b",
                "a b@example.com",
                "a@example..com",
                "<a@example.com>",
                "a@@example.com"
            })
    void whatIsNoAddressIsNotTakenForOne(String text) {
        assertThat(EmailAddress.read(text)).isEmpty();
    }

    @Test
    void phoneNumbersAreReadAsPeopleTypeThemAndShownMasked() {
        assertThat(PhoneNumber.read("138 0013 8000")).contains(new PhoneNumber("+8613800138000"));
        assertThat(PhoneNumber.read("+44 20 7946 0018")).contains(new PhoneNumber("+442079460018"));
        assertThat(PhoneNumber.read("not a number")).isEmpty();
        assertThat(PhoneNumber.read("1".repeat(500))).isEmpty();
        assertThat(new PhoneNumber("+8613800138000")).hasToString("+86*******8000");
    }

    private static String email(Customer customer) {
        return customer.email().map(EmailAddress::value).orElseThrow();
    }
}
