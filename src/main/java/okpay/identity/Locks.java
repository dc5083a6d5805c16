package okpay.identity;

import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What a customer locks the wallet with, the password and the payment PIN, and how they change it
/// while they are signed in. Every change is told to the owner everywhere.
@Component
public class Locks {

    private final Customers customers;
    private final Passwords passwords;
    private final Pins pins;
    private final Sessions sessions;
    private final Owners owners;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Brake brake = new Brake(SignIns.TRIES, SignIns.REST);

    Locks(
            Customers customers,
            Passwords passwords,
            Pins pins,
            Sessions sessions,
            Owners owners,
            TransactionTemplate transaction,
            Clock clock) {
        this.customers = customers;
        this.passwords = passwords;
        this.pins = pins;
        this.sessions = sessions;
        this.owners = owners;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Why nothing was changed, the first that applies.
    public enum Refusal {
        PASSWORD_WRONG,
        TOO_MANY_TRIES,
        PASSWORD_TOO_SHORT,
        PASSWORD_TOO_LONG,
        PASSWORD_TOO_EASY,
        PIN_NOT_SIX_DIGITS,
        PIN_TOO_EASY,
        PIN_WRONG,
        PIN_LOCKED
    }

    /// Changes the password, and ends every session but this one.
    ///
    /// @return why not, or nothing when it is done
    public Optional<Refusal> changePassword(
            Customer customer, String old, String fresh, Token mine) {
        var doubt = doubt(customer, old);
        if (doubt.isPresent()) {
            return doubt;
        }
        var flaw = passwords.flaw(fresh, customer.known());
        if (flaw.isPresent()) {
            return flaw.map(Locks::refusal);
        }
        var hash = passwords.hash(fresh);
        transaction.executeWithoutResult(_ -> {
            customers.changePassword(customer.id(), hash);
            sessions.endOthers(customer.id(), mine);
            owners.tell(customer, Letter.Kind.PASSWORD_CHANGED, clock.instant());
        });
        return Optional.empty();
    }

    /// Sets the payment PIN; the old one is needed where there is one.
    ///
    /// @param password of the wallet: who holds an open phone does not hold the money
    /// @return why not, or nothing when it is done
    public Optional<Refusal> setPin(Customer customer, String password, String old, String fresh) {
        var doubt = doubt(customer, password);
        if (doubt.isPresent()) {
            return doubt;
        }
        var flaw = Pins.flaw(fresh);
        if (flaw.isPresent()) {
            return Optional.of(
                    switch (flaw.get()) {
                        case NOT_SIX_DIGITS -> Refusal.PIN_NOT_SIX_DIGITS;
                        case TOO_EASY -> Refusal.PIN_TOO_EASY;
                    });
        }
        return switch (pins.check(customer, old)) {
            case WRONG -> Optional.of(Refusal.PIN_WRONG);
            case LOCKED -> Optional.of(Refusal.PIN_LOCKED);
            case RIGHT, NOT_SET -> {
                transaction.executeWithoutResult(_ -> pins.set(customer, fresh));
                sessions.readAgain();
                yield Optional.empty();
            }
        };
    }

    private Optional<Refusal> doubt(Customer customer, String password) {
        if (brake.isWornOut(customer.id().toString())) {
            return Optional.of(Refusal.TOO_MANY_TRIES);
        }
        return passwords.matches(password, customers.passwordHash(customer.id()))
                ? Optional.empty()
                : Optional.of(Refusal.PASSWORD_WRONG);
    }

    private static Refusal refusal(Passwords.Flaw flaw) {
        return switch (flaw) {
            case TOO_SHORT -> Refusal.PASSWORD_TOO_SHORT;
            case TOO_LONG -> Refusal.PASSWORD_TOO_LONG;
            case TOO_EASY -> Refusal.PASSWORD_TOO_EASY;
        };
    }
}
