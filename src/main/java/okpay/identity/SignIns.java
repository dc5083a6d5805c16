package okpay.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Lets people in. Whether a handle is known cannot be told from the answer or from its time.
@Component
public class SignIns {

    /// Tries for one handle before it must rest.
    static final int TRIES = 10;

    static final Duration REST = Duration.ofMinutes(5);

    private final Customers customers;
    private final Agents agents;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Challenges challenges;
    private final Owners owners;
    private final TransactionTemplate transaction;
    private final Care care;
    private final Clock clock;
    private final Brake perHandle = new Brake(TRIES, REST);
    private final Brake perAddress;

    SignIns(
            Customers customers,
            Agents agents,
            Passwords passwords,
            Sessions sessions,
            Challenges challenges,
            Owners owners,
            Care care,
            IdentitySettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.customers = customers;
        this.agents = agents;
        this.passwords = passwords;
        this.sessions = sessions;
        this.challenges = challenges;
        this.owners = owners;
        this.transaction = transaction;
        this.clock = clock;
        this.care = care;
        this.perAddress = new Brake(settings.signInsFromAnAddress(), REST);
    }

    /// What came of a try to sign in.
    public sealed interface SignIn permits SignedIn, NotSignedIn {}

    public record SignedIn(Token token, Person person) implements SignIn {}

    public record NotSignedIn(Reason reason) implements SignIn {}

    public enum Reason {
        WRONG_HANDLE_OR_PASSWORD,
        TOO_MANY_TRIES,
        /// The proof by a one-time code is used, or too old.
        PASS_IS_OVER
    }

    /// @param address the network address it is tried from
    public SignIn customer(String handle, String password, Device device, String address) {
        if (mustRest("customer", handle, address)) {
            return new NotSignedIn(Reason.TOO_MANY_TRIES);
        }
        var known = customers.credentials(handle);
        if (!passwords.matches(password, known.map(Customers.Credentials::hash))
                || known.isEmpty()) {
            return new NotSignedIn(Reason.WRONG_HANDLE_OR_PASSWORD);
        }
        var customer = known.get().customer();
        var token =
                transaction.execute(_ ->
                        customers.stillHas(customer.id(), known.get().hash())
                                ? Optional.of(open(customer, device, ProvenBy.PASSWORD))
                                : Optional.<Token>empty());
        return Objects.requireNonNull(token)
                .<SignIn>map(it -> new SignedIn(it, new Person.OfCustomer(customer)))
                .orElse(new NotSignedIn(Reason.WRONG_HANDLE_OR_PASSWORD));
    }

    /// With the proof that the phone number or e-mail address is theirs, instead of a password. On
    /// a device that was never here, money leaves with care for a day, as after a reset.
    ///
    /// @param pass from [Challenges#answer]
    public SignIn customer(Token pass, Device device) {
        var signedIn =
                transaction.execute(_ -> {
                    var proof = challenges.proven(Challenge.Aim.SIGN_IN, pass);
                    proof.ifPresent(challenges::use);
                    var owner = proof.flatMap(it -> customers.of(it.handle()));
                    // Whoever holds the SIM card for a day shall not hold the money.
                    owner.map(Customer::id)
                            .filter(it -> !sessions.knows(it, device))
                            .ifPresent(care::take);
                    return owner.map(it ->
                            new SignedIn(
                                    open(it, device, ProvenBy.CODE), new Person.OfCustomer(it)));
                });
        return Objects.requireNonNull(signedIn)
                .<SignIn>map(it -> it)
                .orElse(new NotSignedIn(Reason.PASS_IS_OVER));
    }

    /// With a passkey that was checked. In the caller's transaction.
    public SignedIn withPasskey(Customer customer, Device device) {
        return new SignedIn(
                open(customer, device, ProvenBy.PASSKEY), new Person.OfCustomer(customer));
    }

    public SignIn agent(String email, String password, Device device, String address) {
        if (mustRest("agent", email, address)) {
            return new NotSignedIn(Reason.TOO_MANY_TRIES);
        }
        var known = agents.credentials(email);
        if (!passwords.matches(password, known.map(Agents.Credentials::hash)) || known.isEmpty()) {
            return new NotSignedIn(Reason.WRONG_HANDLE_OR_PASSWORD);
        }
        var agent = known.get().agent();
        return new SignedIn(sessions.open(agent.id(), device), new Person.OfAgent(agent));
    }

    /// In the caller's transaction. The owner hears of a device that was never here.
    Token open(Customer customer, Device device, ProvenBy by) {
        if (sessions.wasHere(customer.id()) && !sessions.knows(customer.id(), device)) {
            var now = clock.instant();
            if (device.name().isEmpty()) {
                owners.tell(customer, Letter.Kind.UNNAMED_DEVICE, now);
            } else {
                owners.tell(customer, Letter.Kind.NEW_DEVICE, device.name(), now);
            }
        }
        return sessions.open(customer.id(), device, by);
    }

    /// However one person is spelled, the tries are counted together; what nobody can be called
    /// shares one count.
    private boolean mustRest(String who, String handle, String address) {
        return perAddress.isWornOut(address)
                || perHandle.isWornOut(
                        who + " " + Handle.read(handle).map(Handle::text).orElse("nobody"));
    }
}
