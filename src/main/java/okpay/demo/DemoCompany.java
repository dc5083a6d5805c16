package okpay.demo;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import okpay.abroad.Rates;
import okpay.correspondent.Correspondent;
import okpay.feedback.Surveys;
import okpay.identity.Agent;
import okpay.identity.Agents;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Passwords;
import okpay.identity.Pins;
import okpay.identity.Role;
import okpay.identity.Tier;
import okpay.ledger.Accounts;
import okpay.money.Money;
import okpay.resolution.FourEyes;
import okpay.sandbank.Sandbank;
import okpay.support.PastCases;
import okpay.support.Stage;
import okpay.wallet.History;
import okpay.wallet.Payment;
import okpay.wallet.PaymentKind;
import okpay.wallet.PaymentState;
import okpay.wallet.Shops;
import okpay.wallet.Wallets;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Fills an empty database through the same front doors that everybody uses. Killed half-way, it
/// goes on where it was: payments are brought once, and the customers come last.
@Component
@EnableConfigurationProperties(DemoSettings.class)
class DemoCompany implements ApplicationRunner {

    private static final int PEOPLE = 200;
    private static final int PAYMENTS = 20_000;
    private static final int CASES = 300;
    private static final int CHUNK = 1_000;

    private final DemoSettings settings;
    private final Customers customers;
    private final Agents agents;
    private final Passwords passwords;
    private final Pins pins;
    private final Shops shops;
    private final Sandbank bank;
    private final Wallets wallets;
    private final Accounts accounts;
    private final History history;
    private final PastCases pastCases;
    private final Surveys surveys;
    private final FourEyes fourEyes;
    private final Rates rates;
    private final Correspondent correspondent;
    private final FlowerShop flowers;
    private final Clock clock;

    DemoCompany(
            DemoSettings settings,
            Customers customers,
            Agents agents,
            Passwords passwords,
            Pins pins,
            Shops shops,
            Sandbank bank,
            Wallets wallets,
            Accounts accounts,
            History history,
            PastCases pastCases,
            Surveys surveys,
            FourEyes fourEyes,
            Rates rates,
            Correspondent correspondent,
            FlowerShop flowers,
            Clock clock) {
        this.flowers = flowers;
        this.rates = rates;
        this.correspondent = correspondent;
        this.settings = settings;
        this.customers = customers;
        this.agents = agents;
        this.passwords = passwords;
        this.pins = pins;
        this.shops = shops;
        this.bank = bank;
        this.wallets = wallets;
        this.accounts = accounts;
        this.history = history;
        this.pastCases = pastCases;
        this.surveys = surveys;
        this.fourEyes = fourEyes;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!settings.demo() || !customers.all(1).isEmpty()) {
            return;
        }
        var dice = new Random(settings.seed());
        var now = clock.instant();
        say("The database is empty: filling it with the demo company");
        var hash = passwords.hash(Cast.PASSWORD);
        var people = Cast.customers(PEOPLE, dice, now);
        var staff = Cast.agents();
        staff.forEach(agent -> agents.hire(agent, hash));
        var places = Street.places();
        places.forEach(place -> {
            shops.open(place.shop());
            bank.behave(place.shop().code(), place.behaviour());
        });
        say(
                "  %d customers, %d people at the desk, %d shops and billers"
                        .formatted(people.size(), staff.size(), places.size()));
        var payments = new Year(people, places, dice, now).payments(PAYMENTS);
        for (int i = 0; i < payments.size(); i += CHUNK) {
            history.bring(payments.subList(i, Math.min(payments.size(), i + CHUNK)));
            say(
                    "  payments: %d of %d"
                            .formatted(Math.min(payments.size(), i + CHUNK), payments.size()));
        }
        // The bank has what the history left there; what comes from now on, both sides write down.
        var held = accounts.find(wallets.bank(Currency.getInstance("CNY"))).orElseThrow();
        bank.open("CNY", -held.posted());
        bank.receive("TRANSFER-OF-A-STRANGER", 8_800, "CNY", now.minus(Duration.ofDays(1)));
        wallets.topUp(people.getFirst().id(), Money.of(500_000, "CNY"), "demo");
        Market.accounts().forEach(correspondent::behave);
        cases(payments, people, staff, dice);
        // Last: a database with customers is one that is filled.
        people.forEach(person -> customers.bring(person.known(Tier.THREE), hash));
        var pin = passwords.hash(Cast.PIN);
        people.forEach(person -> pins.bring(person.id(), pin));
        flowers.open(people);
        say("  " + CASES + " cases");
    }

    /// The world's rates are told every day; the demo company's never change.
    @Scheduled(fixedDelay = 6, timeUnit = TimeUnit.HOURS)
    void tellRates() {
        if (settings.demo()) {
            Market.rates().forEach(rates::set);
        }
    }

    private void cases(
            List<Payment> payments,
            List<Customer> people,
            List<Agent> staff,
            RandomGenerator dice) {
        Map<CustomerId, Customer> byId =
                people.stream().collect(Collectors.toMap(Customer::id, Function.identity()));
        var atDesk = staff.stream().filter(agent -> agent.role() == Role.AGENT).toList();
        var desk = new Desk(atDesk, dice, clock.instant());
        var worth = new ArrayList<Payment>();
        for (var payment : payments) {
            if (payment.kind() != PaymentKind.TOP_UP && payment.state() == PaymentState.SUCCEEDED) {
                worth.add(payment);
            }
        }
        int proposed = 0;
        for (int i = 0; i < CASES; i++) {
            var stage = stage(i, dice);
            var payment =
                    stage.isOpen()
                            ? worth.get(worth.size() - 1 - i)
                            : worth.get((int) ((long) i * (worth.size() - CASES) / CASES));
            var past =
                    desk.about(
                            payment, Objects.requireNonNull(byId.get(payment.customer())), stage);
            var id = pastCases.bring(past);
            if (stage == Stage.CLOSED && dice.nextInt(3) > 0) {
                surveys.bring(id, payment.customer(), 2 + dice.nextInt(4), past.movedAt());
            }
            boolean large = payment.amount().minor() > 20_000;
            if (stage == Stage.IN_PROGRESS && large && proposed < 4) {
                proposed++;
                var who = past.assignee().flatMap(agents::find).orElseThrow();
                boolean zh = who.language().getLanguage().equals("zh");
                fourEyes.propose(id, who, zh ? "商家确认没有发货" : "The shop confirms it did not deliver");
            }
        }
    }

    /// Every fifth case is under way, the others are over.
    private static Stage stage(int i, RandomGenerator dice) {
        if (i % 5 == 0) {
            int luck = dice.nextInt(10);
            return luck < 2 ? Stage.OPENED : luck < 4 ? Stage.WAITING : Stage.IN_PROGRESS;
        }
        return i % 5 == 1 ? Stage.RESOLVED : Stage.CLOSED;
    }

    @SuppressWarnings("SystemOut") // progress for the person who waits, not for a log
    private static void say(String words) {
        System.out.println(words);
    }
}
