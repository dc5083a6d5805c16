package okpay.identity;

import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Somebody becomes a customer: a phone number or an e-mail address that is proven theirs
/// ([Challenges]), a name and a password.
@Component
public class Joinings {

    private final Challenges challenges;
    private final Customers customers;
    private final SignIns signIns;

    Joinings(Challenges challenges, Customers customers, SignIns signIns) {
        this.challenges = challenges;
        this.customers = customers;
        this.signIns = signIns;
    }

    /// What came of it.
    public sealed interface Joining permits Joined, NotJoined, PassIsOver {}

    /// Joined, and signed in.
    public record Joined(Token token, Customer customer) implements Joining {}

    public record NotJoined(Customers.Reason reason) implements Joining {}

    /// The proof was never given, is used, or is too old: begin again.
    public record PassIsOver() implements Joining {}

    /// @param pass from [Challenges#answer]
    @Transactional
    public Joining join(Token pass, String name, String password, Locale language, Device device) {
        var proof = challenges.proven(Challenge.Aim.JOIN, pass);
        if (proof.isEmpty()) {
            return new PassIsOver();
        }
        var handle = proof.get().handle();
        var newcomer =
                new Customers.Newcomer(name, handle.phone(), handle.email(), password, language);
        return switch (customers.register(newcomer)) {
            case Customers.NotRegistered(var reason) -> new NotJoined(reason);
            case Customers.Registered(var customer) -> {
                challenges.use(proof.get());
                yield new Joined(signIns.open(customer, device, ProvenBy.CODE), customer);
            }
        };
    }
}
