package okpay.identity;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The way back in for somebody who forgot the password: proof of the phone number or e-mail
/// address ([Challenges]), the payment PIN where there is one (a reset never goes round the second
/// factor, ASVS 6.4.3), a new password. Then every session ends, the owner is told everywhere, and
/// money leaves with care for a day. Nobody is signed in by it.
@Component
public class Recoveries {

    private final Challenges challenges;
    private final Customers customers;
    private final Passwords passwords;
    private final Pins pins;
    private final Sessions sessions;
    private final Owners owners;
    private final IdentitySettings settings;
    private final Care care;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Recoveries(
            Challenges challenges,
            Customers customers,
            Passwords passwords,
            Pins pins,
            Sessions sessions,
            Owners owners,
            IdentitySettings settings,
            Care care,
            TransactionTemplate transaction,
            ApplicationEventPublisher news,
            Clock clock) {
        this.news = news;
        this.challenges = challenges;
        this.customers = customers;
        this.passwords = passwords;
        this.pins = pins;
        this.sessions = sessions;
        this.owners = owners;
        this.settings = settings;
        this.care = care;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// What came of it.
    public sealed interface Recovery permits Recovered, NotRecovered {}

    public record Recovered(Customer customer) implements Recovery {}

    public record NotRecovered(Reason reason) implements Recovery {}

    /// Why not, the first that applies.
    public enum Reason {
        /// The pass was never given, is used, or is too old: begin again.
        PASS_IS_OVER,
        PASSWORD_TOO_SHORT,
        PASSWORD_TOO_LONG,
        PASSWORD_TOO_EASY,
        PIN_WRONG,
        PIN_LOCKED;

        static Reason of(Passwords.Flaw flaw) {
            return switch (flaw) {
                case TOO_SHORT -> PASSWORD_TOO_SHORT;
                case TOO_LONG -> PASSWORD_TOO_LONG;
                case TOO_EASY -> PASSWORD_TOO_EASY;
            };
        }
    }

    /// Whether the payment PIN is asked for as well; empty when the pass is over.
    public Optional<Boolean> needsPin(Token pass) {
        return owner(pass).map(customer -> pins.isSet(customer.id()));
    }

    /// Sets the new password.
    ///
    /// @param pass from [Challenges#answer] or [Challenges#follow]
    /// @param pin the payment PIN; whatever it is where none is set
    public Recovery recover(Token pass, String password, String pin) {
        var owner = owner(pass);
        if (owner.isEmpty()) {
            return new NotRecovered(Reason.PASS_IS_OVER);
        }
        var customer = owner.get();
        var flaw = passwords.flaw(password, customer.known());
        if (flaw.isPresent()) {
            return new NotRecovered(Reason.of(flaw.get()));
        }
        return switch (pins.check(customer, pin)) {
            case WRONG -> new NotRecovered(Reason.PIN_WRONG);
            case LOCKED -> new NotRecovered(Reason.PIN_LOCKED);
            case RIGHT, NOT_SET -> carryOut(pass, customer, passwords.hash(password));
        };
    }

    private Recovery carryOut(Token pass, Customer customer, String hash) {
        var done =
                transaction.execute(_ -> {
                    var proof = challenges.proven(Challenge.Aim.RESET_PASSWORD, pass);
                    if (proof.isEmpty()) {
                        return new NotRecovered(Reason.PASS_IS_OVER);
                    }
                    challenges.use(proof.get());
                    challenges.endAll(customer);
                    customers.changePassword(customer.id(), hash);
                    sessions.endAll(customer.id());
                    care.take(customer.id());
                    news.publishEvent(new PasswordReset(customer.id()));
                    owners.tell(
                            customer,
                            Letter.Kind.PASSWORD_RESET,
                            clock.instant(),
                            settings.caution().toHours());
                    return new Recovered(customer);
                });
        return Objects.requireNonNull(done);
    }

    private Optional<Customer> owner(Token pass) {
        return challenges
                .proven(Challenge.Aim.RESET_PASSWORD, pass)
                .flatMap(it -> customers.of(it.handle()));
    }
}
