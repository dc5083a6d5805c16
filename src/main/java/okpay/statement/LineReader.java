package okpay.statement;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.ledger.Statements.Leg;
import okpay.statement.Statement.Line;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import org.springframework.stereotype.Component;

/// Puts the customer's words beside the legs of the books: who the other side is, what they wrote.
@Component
class LineReader {

    private static final String PAYMENT = "payment:";

    private final Payments payments;
    private final Customers customers;

    LineReader(Payments payments, Customers customers) {
        this.payments = payments;
        this.customers = customers;
    }

    List<Line> read(List<Leg> legs, Words words) {
        var paid =
                payments
                        .findAll(legs.stream().flatMap(leg -> payment(leg).stream()).toList())
                        .stream()
                        .collect(Collectors.toMap(Payment::id, Function.identity()));
        var payers = new HashSet<CustomerId>();
        paid.values().forEach(one -> payers.add(one.customer()));
        var people = customers.findAll(payers);
        return legs.stream()
                .map(leg -> line(leg, payment(leg).map(paid::get), people, words))
                .toList();
    }

    private static Line line(
            Leg leg, Optional<Payment> payment, Map<CustomerId, Customer> people, Words words) {
        boolean in = leg.change().isPositive();
        return new Line(
                leg.seq(),
                leg.postedAt(),
                leg.eventAt(),
                words.say("purpose." + leg.purpose() + (in ? ".in" : ".out")),
                payment.map(one -> counterparty(leg, one, people)).orElse(""),
                payment.map(Payment::note).orElse(""),
                payment.map(one -> one.id().toString())
                        .orElseGet(() -> leg.about().substring(leg.about().indexOf(':') + 1)),
                leg.id().toString(),
                leg.change(),
                leg.after());
    }

    private static String counterparty(Leg leg, Payment payment, Map<CustomerId, Customer> people) {
        boolean received =
                leg.change().isPositive()
                        && !leg.other().startsWith("okpay:")
                        && payment.payee().isPresent();
        return received
                ? Optional.ofNullable(people.get(payment.customer()))
                        .map(Customer::maskedName)
                        .orElse("")
                : payment.payeeName();
    }

    private static Optional<PaymentId> payment(Leg leg) {
        return leg.about().startsWith(PAYMENT)
                ? PaymentId.read(leg.about().substring(PAYMENT.length()))
                : Optional.empty();
    }
}
