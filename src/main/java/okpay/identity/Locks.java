package okpay.identity;

import java.time.Clock;
import java.util.Locale;
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
    private final Challenges challenges;
    private final Care care;
    private final IdentitySettings settings;
    private final Owners owners;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Brake brake = new Brake(SignIns.TRIES, SignIns.REST);

    Locks(
            Customers customers,
            Passwords passwords,
            Pins pins,
            Sessions sessions,
            Challenges challenges,
            Care care,
            IdentitySettings settings,
            Owners owners,
            TransactionTemplate transaction,
            Clock clock) {
        this.customers = customers;
        this.passwords = passwords;
        this.pins = pins;
        this.sessions = sessions;
        this.challenges = challenges;
        this.care = care;
        this.settings = settings;
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
        PIN_LOCKED,
        CODE_WRONG,
        CODE_IS_OVER
    }

    /// Changes the password, and ends every session but this one.
    ///
    /// @return why not, or nothing when it is done
    public Optional<Refusal> changePassword(
            Customer customer, String old, String fresh, Token mine) {
        var known = customers.passwordHash(customer.id());
        var doubt = doubt(customer, old, known);
        if (doubt.isPresent()) {
            return doubt;
        }
        var flaw = passwords.flaw(fresh, customer.known());
        if (flaw.isPresent()) {
            return flaw.map(Locks::refusal);
        }
        var hash = passwords.hash(fresh);
        var changed =
                transaction.execute(_ -> {
                    if (!customers.stillHas(customer.id(), known)) {
                        return false;
                    }
                    customers.changePassword(customer.id(), hash);
                    sessions.endOthers(customer.id(), mine);
                    owners.tell(customer, Letter.Kind.PASSWORD_CHANGED, clock.instant());
                    return true;
                });
        return Boolean.TRUE.equals(changed)
                ? Optional.empty()
                : Optional.of(Refusal.PASSWORD_WRONG);
    }

    /// Whether the one who asks for something has the password; each try counts.
    ///
    /// @return why not, or nothing when it is right
    public Optional<Refusal> doubt(Customer customer, String password) {
        return doubt(customer, password, customers.passwordHash(customer.id()));
    }

    /// Sets the payment PIN; the old one is needed where there is one.
    ///
    /// @param password of the wallet: who holds an open phone does not hold the money
    /// @return why not, or nothing when it is done
    public Optional<Refusal> setPin(Customer customer, String password, String old, String fresh) {
        var doubt = doubt(customer, password).or(() -> flaw(fresh));
        if (doubt.isPresent()) {
            return doubt;
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

    /// Asks for a code that replaces a forgotten PIN; it goes to the phone where there is one.
    public Challenges.Asking askForPin(Customer customer, Locale language, String address) {
        var to = customer.handles().getFirst();
        return challenges.ask(Challenge.Aim.RESET_PIN, to.text(), language, address);
    }

    /// Replaces a forgotten PIN: the password and a code to a phone number or e-mail address of the
    /// customer's own, and for a day money leaves with care. Each try of a code counts.
    ///
    /// @return why not, or nothing when it is done
    public Optional<Refusal> replacePin(
            Customer customer, String password, ChallengeId asked, String code, String fresh) {
        var known = customers.passwordHash(customer.id());
        var doubt = doubt(customer, password, known).or(() -> flaw(fresh));
        if (doubt.isPresent()) {
            return doubt;
        }
        return switch (challenges.answer(asked, code)) {
            case Challenges.NotPassed(var reason) when reason == Challenges.Reason.WRONG_CODE ->
                    Optional.of(Refusal.CODE_WRONG);
            case Challenges.NotPassed _ -> Optional.of(Refusal.CODE_IS_OVER);
            case Challenges.Passed(var pass) -> replacePin(customer, known, pass, fresh);
        };
    }

    private Optional<Refusal> replacePin(
            Customer customer, String known, Token pass, String fresh) {
        var done =
                transaction.execute(_ -> {
                    var proof =
                            challenges
                                    .proven(Challenge.Aim.RESET_PIN, pass)
                                    .filter(it -> customer.handles().contains(it.handle()));
                    if (proof.isEmpty() || !customers.stillHas(customer.id(), known)) {
                        return false;
                    }
                    challenges.use(proof.get());
                    pins.replace(customer, fresh);
                    care.take(customer.id());
                    owners.tell(
                            customer,
                            Letter.Kind.PIN_RESET,
                            clock.instant(),
                            settings.caution().toHours());
                    return true;
                });
        sessions.readAgain();
        return Boolean.TRUE.equals(done) ? Optional.empty() : Optional.of(Refusal.CODE_IS_OVER);
    }

    private static Optional<Refusal> flaw(String pin) {
        return Pins.flaw(pin)
                .map(flaw ->
                        switch (flaw) {
                            case NOT_SIX_DIGITS -> Refusal.PIN_NOT_SIX_DIGITS;
                            case TOO_EASY -> Refusal.PIN_TOO_EASY;
                        });
    }

    private Optional<Refusal> doubt(Customer customer, String password, String hash) {
        if (brake.isWornOut(customer.id().toString())) {
            return Optional.of(Refusal.TOO_MANY_TRIES);
        }
        return passwords.matches(password, hash)
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
