package okpay.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.money.Money;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentKind;
import okpay.wallet.PaymentState;

/// A year of payments: wages come in, life goes out, nobody spends what is not there.
final class Year {

    private static final String[] NOTES = {
        "午饭 AA", "房租", "生日快乐", "谢谢你", "电影票", "lunch", "rent", "for the gift", "", ""
    };

    private final List<Customer> people;
    private final List<Street.Place> places;
    private final RandomGenerator dice;
    private final Instant now;
    private final Map<CustomerId, Long> purses = new HashMap<>();
    private final List<Payment> all = new ArrayList<>();

    Year(List<Customer> people, List<Street.Place> places, RandomGenerator dice, Instant now) {
        this.people = people;
        this.places =
                places.stream()
                        .filter(place ->
                                place.behaviour() == okpay.sandbank.Behaviour.PROMPT
                                        || place.behaviour() == okpay.sandbank.Behaviour.LATE)
                        .toList();
        this.dice = dice;
        this.now = now;
    }

    /// About `many` payments, oldest first.
    List<Payment> payments(int many) {
        record Moment(Instant at, Customer who, boolean wages) {}
        var moments = new ArrayList<Moment>();
        for (var person : people) {
            for (int month = 0; month < 12; month++) {
                moments.add(new Moment(ago(365L - month * 30L, 9), person, true));
            }
        }
        for (int i = moments.size(); i < many; i++) {
            moments.add(
                    new Moment(
                            ago(1 + dice.nextInt(360), dice.nextInt(24)),
                            Cast.pick(people, dice),
                            false));
        }
        moments.sort(Comparator.comparing(Moment::at));
        for (var moment : moments) {
            if (moment.wages() || purse(moment.who()) < 30_000) {
                earn(moment.who(), moment.at());
            } else {
                spend(moment.who(), moment.at());
            }
        }
        return all;
    }

    private void earn(Customer who, Instant at) {
        long amount = 100_000L * (4 + dice.nextInt(10));
        purses.merge(who.id(), amount, Long::sum);
        all.add(
                payment(
                        PaymentKind.TOP_UP,
                        who,
                        Optional.empty(),
                        "",
                        "OKPay",
                        amount,
                        PaymentState.SUCCEEDED,
                        at));
    }

    private void spend(Customer who, Instant at) {
        if (dice.nextInt(4) == 0) {
            send(who, at);
            return;
        }
        var place = Cast.pick(places, dice);
        long amount = Math.min(cents(place.from(), place.to()), purse(who) / 2);
        int luck = dice.nextInt(100);
        var state =
                luck < 2
                        ? PaymentState.FAILED
                        : luck < 4 ? PaymentState.REFUNDED : PaymentState.SUCCEEDED;
        if (state == PaymentState.SUCCEEDED) {
            purses.merge(who.id(), -amount, Long::sum);
        }
        all.add(
                payment(
                        place.shop().kind(),
                        who,
                        Optional.empty(),
                        place.shop().code(),
                        place.shop().nameIn(who.language()),
                        amount,
                        state,
                        at));
    }

    private void send(Customer who, Instant at) {
        var friend = Cast.pick(people, dice);
        if (friend.id().equals(who.id())) {
            return;
        }
        long amount = Math.min(100L * (10 + dice.nextInt(400)), purse(who) / 2);
        purses.merge(who.id(), -amount, Long::sum);
        purses.merge(friend.id(), amount, Long::sum);
        all.add(
                payment(
                        PaymentKind.SEND,
                        who,
                        Optional.of(friend.id()),
                        "",
                        friend.maskedName(),
                        amount,
                        PaymentState.SUCCEEDED,
                        at));
    }

    private Payment payment(
            PaymentKind kind,
            Customer who,
            Optional<CustomerId> payee,
            String ref,
            String name,
            long amount,
            PaymentState state,
            Instant at) {
        return new Payment(
                new PaymentId(Ids.derived("demo payment " + all.size())),
                kind,
                who.id(),
                payee,
                ref,
                name,
                Money.of(amount, "CNY"),
                Money.of(state == PaymentState.REFUNDED ? amount : 0, "CNY"),
                Money.of(0, "CNY"),
                kind == PaymentKind.SEND ? Cast.pick(NOTES, dice) : "",
                state,
                Optional.empty(),
                "",
                "",
                0,
                false,
                at,
                state == PaymentState.SUCCEEDED ? at : at.plus(Duration.ofHours(2)),
                0);
    }

    private long cents(int from, int to) {
        return from * 100L + dice.nextLong((to - from) * 100L);
    }

    private long purse(Customer who) {
        return purses.getOrDefault(who.id(), 0L);
    }

    private Instant ago(long days, int hour) {
        return now.minus(Duration.ofDays(days))
                .plus(Duration.ofHours(hour % 20))
                .plusSeconds(dice.nextInt(3600));
    }
}
