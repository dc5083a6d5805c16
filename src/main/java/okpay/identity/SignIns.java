package okpay.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Lets people in. Whether a handle is known cannot be told from the answer or from its time.
@Component
public class SignIns {

    /// Tries for one handle before it must rest.
    static final int TRIES = 10;

    private final Customers customers;
    private final Agents agents;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Cache<String, Bucket> tries =
            Caffeine.newBuilder()
                    .maximumSize(100_000)
                    .expireAfterAccess(Duration.ofHours(1))
                    .build();

    SignIns(Customers customers, Agents agents, Passwords passwords, Sessions sessions) {
        this.customers = customers;
        this.agents = agents;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    /// What came of a try to sign in.
    public sealed interface SignIn permits SignedIn, NotSignedIn {}

    public record SignedIn(Token token, Person person) implements SignIn {}

    public record NotSignedIn(Reason reason) implements SignIn {}

    public enum Reason {
        WRONG_HANDLE_OR_PASSWORD,
        TOO_MANY_TRIES
    }

    public SignIn customer(String handle, String password, Device device) {
        if (isWornOut("customer " + spelling(handle))) {
            return new NotSignedIn(Reason.TOO_MANY_TRIES);
        }
        var known = customers.credentials(handle);
        boolean right =
                known.map(one -> passwords.matches(password, one.hash()))
                        .orElseGet(() -> passwords.matchesNobody(password));
        if (!right || known.isEmpty()) {
            return new NotSignedIn(Reason.WRONG_HANDLE_OR_PASSWORD);
        }
        var customer = known.get().customer();
        return new SignedIn(sessions.open(customer.id(), device), new Person.OfCustomer(customer));
    }

    public SignIn agent(String email, String password, Device device) {
        if (isWornOut("agent " + spelling(email))) {
            return new NotSignedIn(Reason.TOO_MANY_TRIES);
        }
        var known = agents.credentials(email);
        boolean right =
                known.map(one -> passwords.matches(password, one.hash()))
                        .orElseGet(() -> passwords.matchesNobody(password));
        if (!right || known.isEmpty()) {
            return new NotSignedIn(Reason.WRONG_HANDLE_OR_PASSWORD);
        }
        var agent = known.get().agent();
        return new SignedIn(sessions.open(agent.id(), device), new Person.OfAgent(agent));
    }

    /// However one person is spelled, the tries are counted together; what nobody can be called
    /// shares one count.
    private static String spelling(String handle) {
        return EmailAddress.read(handle)
                .map(EmailAddress::value)
                .or(() -> PhoneNumber.read(handle).map(PhoneNumber::e164))
                .orElse("nobody");
    }

    private boolean isWornOut(String who) {
        var bucket =
                tries.get(
                        who,
                        _ ->
                                Bucket.builder()
                                        .addLimit(limit ->
                                                limit.capacity(TRIES)
                                                        .refillGreedy(TRIES, Duration.ofMinutes(5)))
                                        .build());
        return !bucket.tryConsume(1);
    }
}
