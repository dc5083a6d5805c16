package okpay.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okpay.friends.MoneyRequest;
import okpay.friends.Parcel;
import okpay.friends.Parcels;
import okpay.friends.Requests;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.wallet.Payment;
import okpay.wallet.Payments;
import org.springframework.stereotype.Component;

/// Money between people as lists show it: whose it is and what came of it is looked up at once, not
/// line by line.
@Component
public class PeopleRows {

    private final Requests requests;
    private final Parcels parcels;
    private final Payments payments;
    private final Customers customers;

    PeopleRows(Requests requests, Parcels parcels, Payments payments, Customers customers) {
        this.requests = requests;
        this.parcels = parcels;
        this.payments = payments;
        this.customers = customers;
    }

    /// @param mine who reads them
    public List<RequestRow> requests(List<MoneyRequest> some, CustomerId mine) {
        var paid = requests.paid(some);
        var names = names(some.stream().map(it -> it.other(mine)));
        return some.stream()
                .map(it -> new RequestRow(it, name(names, it.other(mine)), paid.contains(it.id())))
                .toList();
    }

    /// What waits to be accepted by this customer.
    public List<WaitingMoney> waiting(Customer customer) {
        var waiting = parcels.waitingFor(customer);
        var sent =
                payments.findAll(waiting.stream().map(Parcel::payment).toList()).stream()
                        .collect(Collectors.toMap(Payment::id, Function.identity()));
        var names = names(waiting.stream().map(Parcel::sender));
        return waiting.stream()
                .flatMap(it ->
                        Optional.ofNullable(sent.get(it.payment()))
                                .map(payment ->
                                        new WaitingMoney(
                                                payment.id(),
                                                name(names, it.sender()),
                                                payment.amount(),
                                                payment.note(),
                                                it.until()))
                                .stream())
                .toList();
    }

    private Map<CustomerId, Customer> names(Stream<CustomerId> people) {
        return customers.findAll(people.distinct().toList());
    }

    private static String name(Map<CustomerId, Customer> names, CustomerId id) {
        return Optional.ofNullable(names.get(id)).map(Customer::maskedName).orElse("");
    }
}
