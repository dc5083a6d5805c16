package okpay.identity;

/// Whoever is signed in: a customer in the app, or an agent at the desk.
public sealed interface Person {
    record OfCustomer(Customer customer) implements Person {}

    record OfAgent(Agent agent) implements Person {}
}
