package okpay.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import okpay.disputes.DisputeClock;
import okpay.disputes.DisputeReason;
import okpay.disputes.Disputes;
import okpay.disputes.Verdicts;
import okpay.friends.Parcels;
import okpay.friends.Requests;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Agent;
import okpay.identity.EmailAddress;
import okpay.identity.Handle;
import okpay.identity.Role;
import okpay.ledger.Verification;
import okpay.merchant.Charges;
import okpay.merchant.Merchants;
import okpay.merchant.Trade;
import okpay.money.Money;
import okpay.sandbank.Behaviour;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Random sequences of every job, with a bank that misbehaves: the books sum to zero, nobody is
/// short, and every payment comes to its end or is on the janitor's list.
class EveryJobTest extends Story {

    private static final int STEPS = 90;

    @Autowired private JdbcClient jdbc;
    @Autowired private PaymentStore store;
    @Autowired private Janitor janitor;
    @Autowired private Refunds refunds;
    @Autowired private Freezes freezes;
    @Autowired private Merchants merchants;
    @Autowired private Charges charges;
    @Autowired private Requests requests;
    @Autowired private Parcels parcels;
    @Autowired private Disputes disputes;
    @Autowired private Verdicts verdicts;
    @Autowired private DisputeClock dates;
    @Autowired private Verification verification;

    private final List<Someone> people = new ArrayList<>();
    private final List<Payment> made = new ArrayList<>();
    private final List<Shop> banks = new ArrayList<>();
    private final List<Shop> tills = new ArrayList<>();
    private final List<Agent> desk = new ArrayList<>();
    private Random dice = new Random();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverHappensTheBooksAreRight(long seed) {
        dice = new Random(seed);
        for (int i = 0; i < 5; i++) {
            people.add(customer("P" + i).holding("2000.00 CNY"));
        }
        for (var behaviour : Behaviour.values()) {
            banks.add(shop(behaviour.name(), behaviour));
        }
        for (int i = 0; i < 2; i++) {
            var owner = people.get(i).customer();
            tills.add(((Merchants.Opened) merchants.open(owner, "店" + i, "", Trade.FOOD)).shop());
        }
        desk.add(agent("小王", Role.AGENT));
        desk.add(agent("老陈", Role.SUPERVISOR));

        for (int i = 0; i < STEPS; i++) {
            step();
        }
        theEnd();
        nobodyIsShort();
        everyPaymentHasItsEnd();
        assertThat(verification.all().isSound()).isTrue();
    }

    private void step() {
        var who = pick(people);
        var amount = Money.of(1 + dice.nextInt(30_000), "CNY");
        switch (dice.nextInt(14)) {
            case 0, 1, 2 -> note(who.pays(amount.toString(), pick(banks)));
            case 3, 4 -> note(who.pays(amount.toString(), pick(tills)));
            case 5 -> note(who.sends(amount.toString(), pick(people)));
            case 6 -> bill(who, amount);
            case 7 -> asked(who, amount);
            case 8 -> parcel(who, amount);
            case 9 -> refund();
            case 10, 11 -> dispute();
            case 12 -> freeze(who);
            default -> {
                clock.passes(Duration.ofHours(dice.nextInt(30)));
                janitor.askAgain(200);
                dates.work();
            }
        }
    }

    private void note(Attempt attempt) {
        if (attempt instanceof Attempt.Made(var payment)) {
            made.add(payment);
        }
    }

    private void bill(Someone who, Money amount) {
        var till = pick(tills);
        var charge = charges.ask(till, amount, "");
        note(charges.pay(who.customer(), charge, till, Ids.next().toString(), PIN));
    }

    private void asked(Someone who, Money amount) {
        var from = pick(people);
        var handle = from.customer().email().map(EmailAddress::value).orElseThrow();
        if (requests.ask(who.customer(), amount, dice.nextBoolean(), List.of(handle), "")
                instanceof Requests.Asked(var all)) {
            var key = Ids.next().toString();
            note(requests.pay(from.customer(), all.getFirst(), key, PIN));
        }
    }

    private void parcel(Someone who, Money amount) {
        var to = Handle.read("x" + Ids.next() + "@example.com").orElseThrow();
        var order = new PayOrder(amount, "", Ids.next().toString(), PIN);
        var attempt = parcels.send(who.customer(), to, order);
        note(attempt);
        if (attempt instanceof Attempt.Made(var payment) && dice.nextBoolean()) {
            parcels.recall(who.customer(), payment.id());
        }
    }

    private void refund() {
        if (made.isEmpty()) {
            return;
        }
        var payment = store.find(pick(made).id()).orElseThrow();
        if (payment.kind() == PaymentKind.MERCHANT) {
            var part = Money.of(1 + dice.nextInt(20_000), "CNY");
            refunds.byMerchant(payment.id(), part, Ids.next().toString());
        } else {
            refunds.refund(payment.id(), payment.state());
        }
    }

    private void dispute() {
        if (made.isEmpty()) {
            return;
        }
        var payment = store.find(pick(made).id()).orElseThrow();
        var payer = customers.find(payment.customer()).orElseThrow();
        var part = Money.of(1 + dice.nextInt(20_000), "CNY");
        disputes.open(payer, payment, part, DisputeReason.NOT_MINE, "不是我付的");
        for (var one : disputes.of(payment.id())) {
            switch (dice.nextInt(6)) {
                case 0 -> verdicts.answer(one.id(), dice.nextBoolean(), "有小票");
                case 1 -> disputes.withdraw(one.id());
                case 2 -> disputes.appeal(one.id(), "再看看");
                default -> {
                    boolean won = dice.nextBoolean();
                    verdicts.decide(one.id(), desk.getFirst(), won, "看过材料");
                    verdicts.decide(one.id(), desk.getLast(), won, "同意");
                }
            }
        }
    }

    private void freeze(Someone who) {
        if (dice.nextBoolean()) {
            freezes.close(who.customer());
        } else {
            freezes.open(who.customer(), PIN);
        }
    }

    /// The bank says its last words, and every clock runs out.
    private void theEnd() {
        for (int i = 0; i < 3; i++) {
            for (var payment : made) {
                var now = store.find(payment.id()).orElseThrow();
                if (now.kind() == PaymentKind.SHOP && now.state().isOpen()) {
                    bank.settle(now.id().toString(), dice.nextBoolean() ? "SUCCESS" : "FAILED");
                }
            }
            clock.passes(Duration.ofDays(40));
            janitor.askAgain(2_000);
            janitor.askAgain(2_000);
            dates.work();
        }
    }

    private void nobodyIsShort() {
        for (var one : people) {
            assertThat(one.account().balance().minor()).isNotNegative();
            assertThat(one.account().held()).isZero();
        }
        for (var till : tills) {
            assertThat(merchants.takings(till).minor()).isNotNegative();
        }
    }

    private void everyPaymentHasItsEnd() {
        for (var payment : made) {
            var now = store.find(payment.id()).orElseThrow();
            boolean isOver = !now.state().isOpen() && !now.ahead();
            assertThat(isOver || isToBeAsked(now.id()))
                    .as("%s is %s, %s", now.id(), now.state(), now.bankSaid())
                    .isTrue();
            assertThat(now.refunded().plus(now.contested()).exceeds(now.amount())).isFalse();
            boolean isContested =
                    disputes.of(now.id()).stream()
                            .anyMatch(it -> it.stage().isOpen() || !it.settled());
            assertThat(now.contested().isPositive()).isEqualTo(isContested);
        }
    }

    private boolean isToBeAsked(PaymentId id) {
        return jdbc.sql("select ask_at is not null from wallet.payment where id = :id")
                .param("id", id.uuid())
                .query(Boolean.class)
                .single();
    }

    private <T> T pick(List<T> all) {
        return all.get(dice.nextInt(all.size()));
    }
}
