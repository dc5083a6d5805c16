package okpay.passkeys;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Device;
import okpay.identity.Letter;
import okpay.identity.Locks;
import okpay.identity.Owners;
import okpay.identity.PasswordReset;
import okpay.identity.Pins;
import okpay.identity.SignIns;
import okpay.passkeys.Ceremonies.Ceremony;
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
    private final Customers customers;
    private final Locks locks;
    private final Pins pins;
    private final SignIns signIns;
    private final Owners owners;
    private final PasskeySettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Passkeys(
            PasskeyStore store,
            Ceremonies ceremonies,
            Signatures signatures,
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
        this.customers = customers;
        this.locks = locks;
        this.pins = pins;
        this.signIns = signIns;
        this.owners = owners;
        this.settings = settings;
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
        return new Adding.Asked(
                new Question(ceremony.id().toString(), options(customer, mine, ceremony)));
    }

    private Map<String, Object> options(Customer customer, List<Passkey> mine, Ceremony ceremony) {
        return Map.of(
                "rp",
                Map.of("id", settings.domain(), "name", "OKPay"),
                "user",
                Map.of(
                        "id", encoded(bytes(customer.id().uuid())),
                        "name", customer.handles().getFirst().text(),
                        "displayName", customer.name()),
                "challenge",
                encoded(ceremony.challenge()),
                "pubKeyCredParams",
                Signatures.ALGORITHMS.stream()
                        .map(it -> Map.of("type", "public-key", "alg", it.getAlg().getValue()))
                        .toList(),
                "excludeCredentials",
                mine.stream().map(it -> Map.of("type", "public-key", "id", it.id())).toList(),
                "authenticatorSelection",
                Map.of("residentKey", "required", "userVerification", "required"),
                "timeout",
                settings.patience().toMillis());
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
                owners.tell(customer, Letter.Kind.PASSKEY_ADDED, clock.instant());
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

    /// Asks whoever is there; which passkey it will be, nobody knows yet.
    public Question ask() {
        var ceremony = ceremonies.begin(null, "");
        return new Question(
                ceremony.id().toString(),
                Map.of(
                        "rpId", settings.domain(),
                        "challenge", encoded(ceremony.challenge()),
                        "userVerification", "required",
                        "timeout", settings.patience().toMillis()));
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
        return !store.confirming(customer).isEmpty();
    }

    /// Asks the customer to sign one action.
    ///
    /// @param action names it, at most 100 characters
    public Question ask(CustomerId customer, String action) {
        var ceremony = ceremonies.begin(customer, ACTION + action);
        return new Question(
                ceremony.id().toString(),
                Map.of(
                        "rpId", settings.domain(),
                        "challenge", encoded(ceremony.challenge()),
                        "allowCredentials",
                                store.confirming(customer).stream()
                                        .map(it -> Map.of("type", "public-key", "id", it))
                                        .toList(),
                        "userVerification", "required",
                        "timeout", settings.patience().toMillis()));
    }

    /// Whether the customer has signed this action, and no other. Each signature counts once.
    public boolean confirms(Customer customer, String ceremony, String answer, String action) {
        return ceremonies
                .take(ceremony, customer.id())
                .filter(asked -> asked.action().equals(ACTION + action))
                .flatMap(asked -> signatures.by(asked, answer))
                .filter(by -> by.known().confirms())
                .filter(by -> by.known().customer().equals(customer.id()))
                .filter(by -> store.used(by.id(), by.counter()))
                .isPresent();
    }

    /// A passkey that a reset removed meanwhile opens nothing.
    private Optional<SignIns.SignedIn> opened(Signed by, Device device) {
        customers.hold(by.known().customer());
        return store.used(by.id(), by.counter())
                ? customers.find(by.known().customer()).map(it -> signIns.withPasskey(it, device))
                : Optional.empty();
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
