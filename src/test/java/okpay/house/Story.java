package okpay.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import okpay.Okpay;
import okpay.desk.Presence;
import okpay.id.Ids;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Agents;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.EmailAddress;
import okpay.identity.Pins;
import okpay.identity.Role;
import okpay.identity.Tier;
import okpay.ledger.TrialBalance;
import okpay.money.Money;
import okpay.sandbank.Behaviour;
import okpay.sandbank.Sandbank;
import okpay.understanding.Schoolbook;
import okpay.wallet.PaymentKind;
import okpay.wallet.Payments;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import okpay.wallet.Shops;
import okpay.wallet.Wallets;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Every story is told to the real thing: the whole application, a real PostgreSQL, the pretend
/// bank over HTTP. After each story the books must sum to zero.
@SpringBootTest(
        classes = {Okpay.class, Story.OurTime.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "okpay.demo=false",
            "okpay.understanding.learn=false",
            "okpay.help.by-meaning=false",
            "okpay.feedback.themes-every=PT24H",
            "okpay.wallet.janitor-every=PT24H",
            "okpay.support.promises-every=PT24H",
            "okpay.support.naps-every=PT24H",
            "okpay.desk.every-moment=PT24H",
            "okpay.desk.reviews-every=PT24H",
            "okpay.webhooks.every=PT24H",
            "okpay.resolution.continuity-every=PT24H",
            "okpay.resolution.which-every=PT24H",
            "okpay.resolution.silence-every=PT24H",
            "okpay.webhooks.inside=true",
            "okpay.channels.every=PT24H",
            "okpay.channels.mail.in-house=true",
            "okpay.channels.mail.in-house-smtp=0",
            "okpay.channels.mail.in-house-imap=0",
            "okpay.channels.mail.watch-every=PT24H",
            "okpay.channels.mail.canary-every=PT24H",
            "okpay.channels.measure-every=PT24H",
            "okpay.channels.notices-every=PT24H",
            "okpay.channels.voices.in-house=true",
            "okpay.channels.voices.every=PT24H",
            "okpay.channels.voices.answer-every=PT24H",
            "okpay.channels.sms.in-house=true",
            "okpay.channels.sms.watch-every=PT24H",
            "okpay.channels.phone.on=true",
            "okpay.channels.phone.port=0",
            "okpay.channels.phone.voice=tones",
            "okpay.channels.phone.watch-every=PT24H",
            "okpay.channels.phone.look-every=PT24H",
            "okpay.channels.phone.provider.hook=https://wallet.example.com/hooks/voice",
            "okpay.channels.phone.provider.token=of the provider",
            "okpay.channels.phone.provider.to=sip:okpay@calls.example.com",
            "okpay.channels.social.in-house=true",
            "okpay.channels.social.watch-every=PT24H",
            "okpay.search.every=PT24H",
            "okpay.search.dir=target/test-search",
            "okpay.desk.gone-after=P10000D",
            "okpay.desk.capacity=10000",
            "okpay.ledger.expire-every=PT24H",
            "okpay.ledger.verify-every=PT24H",
            "okpay.wallet.bank-timeout=PT0.7S",
            "okpay.abroad.patience=PT0.7S",
            "okpay.correspondent.every=PT24H",
            "okpay.wallet.income-every=PT24H",
            "okpay.disputes.every=PT24H",
            "okpay.verification.patience=PT0.7S",
            "okpay.bills.patience=PT0.7S",
            "okpay.bills.tell-every=PT24H",
            "logging.level.okpay.correspondent=off",
            "logging.level.okpay.sandbank=off",
            "springdoc.paths-to-match=/api/**,/rails/**"
        })
public abstract class Story {

    public static final Currency CNY = Currency.getInstance("CNY");
    public static final String PASSWORD = "correct horse battery";
    public static final String PIN = "294817";

    /// So light that a thousand payments, customers and agents take no time.
    private static final Argon2PasswordEncoder LIGHT = new Argon2PasswordEncoder(16, 32, 1, 8, 1);

    private static final String LIGHT_PIN = LIGHT.encode(PIN);
    private static final String LIGHT_PASSWORD = LIGHT.encode(PASSWORD);

    @TestConfiguration
    public static class OurTime {
        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock();
        }

        /// Learned in a few seconds.
        @Bean
        @Primary
        Schoolbook smallSchoolbook() {
            return new SmallSchoolbook();
        }
    }

    @DynamicPropertySource
    static void freshDatabase(DynamicPropertyRegistry registry) throws IOException {
        var folder = Path.of("target", "test-data");
        if (Files.exists(folder)) {
            try (var old = Files.walk(folder)) {
                for (var path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        registry.add("okpay.database.data-dir", folder::toString);
        registry.add("okpay.widget.origins", OtherSite.SHARED::origin);
        registry.add("okpay.widget.secrets", () -> OtherSite.SECRET);
        registry.add(
                "okpay.channels.push.services",
                () -> PushStand.SHARED.url() + ",fcm.googleapis.com");
    }

    @Autowired protected TestClock clock;
    @Autowired protected Customers customers;
    @Autowired protected Agents agents;
    @Autowired protected Presence presence;
    @Autowired private Pins pins;
    @Autowired protected Wallets wallets;
    @Autowired protected Payments payments;
    @Autowired protected Shops shops;
    @Autowired protected Sandbank bank;
    @Autowired private TrialBalance trialBalance;

    /// A new customer of this name, with an e-mail address nobody else has.
    protected Someone customer(String name) {
        return customer(name, "u" + Ids.next() + "@example.com");
    }

    /// A new customer of this name and e-mail address.
    protected Someone customer(String name, String address) {
        var customer =
                Customer.fresh(
                        CustomerId.next(),
                        name,
                        Optional.empty(),
                        EmailAddress.read(address),
                        Locale.CHINA,
                        clock.instant());
        customers.bring(customer, LIGHT_PASSWORD);
        return new Someone(withPin(known(customer)), this);
    }

    /// Confirmed by everybody: in the highest tier.
    protected Customer known(Customer customer) {
        customers.confirmed(customer.id(), customer.name(), Tier.THREE);
        return customers.find(customer.id()).orElseThrow();
    }

    /// With the payment PIN [#PIN].
    protected Customer withPin(Customer customer) {
        pins.bring(customer.id(), LIGHT_PIN);
        return customers.find(customer.id()).orElseThrow();
    }

    /// Somebody at the desk.
    protected Agent agent(String name, Role role) {
        var agent = hired(name, role);
        presence.set(agent.id(), Presence.State.HERE);
        return agent;
    }

    /// Somebody who has not come to the desk yet.
    protected Agent hired(String name, Role role) {
        var agent =
                new Agent(
                        AgentId.next(),
                        name,
                        EmailAddress.read("a" + Ids.next() + "@okpay.example").orElseThrow(),
                        role,
                        Locale.CHINA);
        agents.hire(agent, LIGHT_PASSWORD);
        return agent;
    }

    /// A shop whose bank behaves like this.
    protected Shop shop(String name, Behaviour behaviour) {
        var code = "T" + Ids.print("x", Ids.next()).substring(15);
        var shop =
                new Shop(
                        ShopId.next(),
                        name,
                        name,
                        PaymentKind.SHOP,
                        "test",
                        code.toUpperCase(Locale.ROOT));
        shops.open(shop);
        bank.behave(shop.code(), behaviour);
        return shop;
    }

    protected static Money money(String text) {
        return Money.parse(text);
    }

    /// Waits for news to arrive; fails when it does not.
    protected static void eventually(BooleanSupplier truth) {
        var until = Instant.now().plus(Duration.ofSeconds(60));
        while (!truth.getAsBoolean()) {
            if (Instant.now().isAfter(until)) {
                throw new AssertionError("It did not become true within a minute");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    @AfterEach
    void theBooksSumToZero() {
        assertThat(trialBalance.take()).allMatch(TrialBalance.Line::isZero);
    }

    protected Clock clock() {
        return clock;
    }
}
