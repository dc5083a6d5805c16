package okpay.passkeys;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import okpay.identity.Brake;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Device;
import okpay.identity.Letter;
import okpay.identity.Locks;
import okpay.identity.Owners;
import okpay.identity.PasswordReset;
import okpay.identity.PinChanged;
import okpay.identity.Pins;
import okpay.identity.SignIns;
import okpay.passkeys.Signatures.Signed;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The passkeys of customers. Adding one takes the password; signing in with one takes nothing
/// else: the device has made sure of its owner. A password reset removes them all, since whoever
/// holds a stolen phone holds its passkeys.
@Component
public class Passkeys {

    /// Before what a challenge is signed for.
    private static final String ACTION = "action ";

    private static final String ADD = "add";
    private static final String ADD_TO_CONFIRM = "add to confirm";
    private final PasskeyStore store;
    private final Ceremonies ceremonies;
    private final Signatures signatures;
    private final Questions questions;
    private final Customers customers;
    private final Locks locks;
    private final Pins pins;
    private final SignIns signIns;
    private final Owners owners;
    private final PasskeySettings settings;
    private final Brake perAddress;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Passkeys(
            PasskeyStore store,
            Ceremonies ceremonies,
            Signatures signatures,
            Questions questions,
            Customers customers,
            Locks locks,
            Pins pins,
            SignIns signIns,
            Owners owners,
            PasskeySettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.ceremonies = ceremonies;
        this.signatures = signatures;
        this.questions = questions;
        this.customers = customers;
        this.locks = locks;
        this.pins = pins;
        this.signIns = signIns;
        this.owners = owners;
        this.settings = settings;
        this.perAddress = new Brake(settings.questionsAnHour(), Duration.ofHours(1));
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Why a passkey was not made or not taken, the first that applies.
    public enum Reason {
        PASSWORD_WRONG,
        PIN_WRONG,
        PIN_LOCKED,
        TOO_MANY_TRIES,
        TOO_MANY_PASSKEYS,
        /// It took too long, or was answered before.
        CEREMONY_IS_OVER,
        /// What the device signed is not right, or the passkey is not ours any more.
        NOT_ACCEPTED
    }

    /// What a browser is asked; `options` is the JSON of WebAuthn level 3.
    public record Question(String ceremony, Map<String, Object> options) {}

    /// What came of wishing to add one.
    public sealed interface Adding {
        record Asked(Question question) implements Adding {}

        record NotAsked(Reason reason) implements Adding {}
    }

    /// Asks for a new passkey. It takes the password, and where there is one the payment PIN: from
    /// then on the passkey stands for both.
    public Adding add(Customer customer, String password, String pin) {
        var doubt = locks.doubt(customer, password);
        if (doubt.isPresent()) {
            return new Adding.NotAsked(
                    doubt.get() == Locks.Refusal.PASSWORD_WRONG
                            ? Reason.PASSWORD_WRONG
                            : Reason.TOO_MANY_TRIES);
        }
        if (customer.hasPin()) {
            var check = pins.check(customer, pin);
            if (check != Pins.Check.RIGHT) {
                return new Adding.NotAsked(
                        check == Pins.Check.LOCKED ? Reason.PIN_LOCKED : Reason.PIN_WRONG);
            }
        }
        var mine = list(customer.id());
        if (mine.size() >= settings.most()) {
            return new Adding.NotAsked(Reason.TOO_MANY_PASSKEYS);
        }
        var ceremony = ceremonies.begin(customer.id(), customer.hasPin() ? ADD_TO_CONFIRM : ADD);
        return new Adding.Asked(questions.toAdd(ceremony, customer, mine));
    }

    /// Keeps what a browser made.
    ///
    /// @param answer the browser's `PublicKeyCredential` as JSON
    /// @return why not, or nothing when it is there
    public Optional<Reason> keep(Customer customer, String ceremony, String answer, String name) {
        var asked = ceremonies.take(ceremony, customer.id());
        if (asked.filter(it -> it.action().startsWith(ADD)).isEmpty()) {
            return Optional.of(Reason.CEREMONY_IS_OVER);
        }
        try {
            var data = signatures.made(asked.get(), answer);
            var key = Objects.requireNonNull(data.getAttestedCredentialData());
            transaction.executeWithoutResult(_ -> {
                customers.hold(customer.id());
                store.insert(
                        customer.id(),
                        key,
                        data.getSignCount(),
                        data.isFlagBS(),
                        asked.get().action().equals(ADD_TO_CONFIRM),
                        called(name));
                owners.tell(
                        customer,
                        asked.get().action().equals(ADD_TO_CONFIRM)
                                ? Letter.Kind.PASSKEY_CONFIRMS
                                : Letter.Kind.PASSKEY_ADDED,
                        clock.instant());
            });
            return Optional.empty();
        } catch (RuntimeException e) {
            Signatures.notAccepted(e);
            return Optional.of(Reason.NOT_ACCEPTED);
        }
    }

    private static String called(String name) {
        var clean = name.replaceAll("\\p{Cntrl}", "").strip();
        return clean.isEmpty() ? "Passkey" : clean.length() > 80 ? clean.substring(0, 80) : clean;
    }

    /// The customer's own, oldest first.
    public List<Passkey> list(CustomerId customer) {
        return store.list(customer);
    }

    public void remove(CustomerId customer, String id) {
        store.remove(customer, id);
    }

    /// In the transaction of the reset.
    @EventListener
    void on(PasswordReset news) {
        store.removeAll(news.customer());
    }

    /// Who changes the PIN may fear that somebody else knew it, and made a passkey with it. In the
    /// transaction of the change.
    @EventListener
    void on(PinChanged news) {
        store.stopConfirming(news.customer());
    }

    /// Asks whoever is there; which passkey it will be, nobody knows yet.
    ///
    /// @param address of the network it comes from
    /// @return empty when that address has asked too often
    public Optional<Question> ask(String address) {
        if (perAddress.isWornOut(address)) {
            return Optional.empty();
        }
        var ceremony = ceremonies.begin(null, "");
        return Optional.of(questions.toSignIn(ceremony));
    }

    /// Signs in with what a browser answered; empty when that is not right.
    public Optional<SignIns.SignedIn> signIn(String ceremony, String answer, Device device) {
        return ceremonies
                .take(ceremony, null)
                .flatMap(asked -> signatures.by(asked, answer))
                .flatMap(
                        by -> Objects.requireNonNull(transaction.execute(_ -> opened(by, device))));
    }

    /// Whether one of the customer's passkeys may take the place of the payment PIN.
    public boolean mayConfirm(CustomerId customer) {
        return list(customer).stream().anyMatch(Passkey::confirms);
    }

    /// Asks the customer to sign one action.
    ///
    /// @param action names it, at most 100 characters
    public Question ask(CustomerId customer, String action) {
        return questions.toConfirm(ceremonies.begin(customer, ACTION + action), list(customer));
    }

    /// Carries out what the customer has signed, and nothing else; each signature counts once.
    ///
    /// @param what takes the place of a typed PIN
    /// @return empty when this action was not signed, by a passkey that may
    public <T> Optional<T> confirmed(
            Customer customer,
            String ceremony,
            String answer,
            String action,
            Function<String, T> what) {
        return ceremonies
                .take(ceremony, customer.id())
                .filter(asked -> asked.action().equals(ACTION + action))
                .flatMap(asked -> signatures.by(asked, answer))
                .filter(by -> by.known().confirms())
                .filter(by -> by.known().customer().equals(customer.id()))
                .filter(by -> store.used(by.id(), by.counter()))
                .map(_ -> pins.inPlaceOf(customer.id(), what));
    }

    /// A passkey that a reset removed meanwhile opens nothing.
    private Optional<SignIns.SignedIn> opened(Signed by, Device device) {
        customers.hold(by.known().customer());
        return store.used(by.id(), by.counter())
                ? customers.find(by.known().customer()).map(it -> signIns.withPasskey(it, device))
                : Optional.empty();
    }
}
