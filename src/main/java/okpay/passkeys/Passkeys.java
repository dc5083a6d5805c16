package okpay.passkeys;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
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
import okpay.identity.SignIns;
import okpay.passkeys.Ceremonies.Ceremony;
import okpay.passkeys.PasskeyStore.Known;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The passkeys of customers. Adding one takes the password; signing in with one takes nothing
/// else: the device has made sure of its owner. A password reset removes them all, since whoever
/// holds a stolen phone holds its passkeys.
@Component
public class Passkeys {

    private static final Logger log = LoggerFactory.getLogger(Passkeys.class);
    private static final List<PublicKeyCredentialParameters> ALGORITHMS =
            List.of(
                    new PublicKeyCredentialParameters(
                            PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256),
                    new PublicKeyCredentialParameters(
                            PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.EdDSA),
                    new PublicKeyCredentialParameters(
                            PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.RS256));

    private final PasskeyStore store;
    private final Ceremonies ceremonies;
    private final Customers customers;
    private final Locks locks;
    private final SignIns signIns;
    private final Owners owners;
    private final PasskeySettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final WebAuthnManager webauthn = WebAuthnManager.createNonStrictWebAuthnManager();

    Passkeys(
            PasskeyStore store,
            Ceremonies ceremonies,
            Customers customers,
            Locks locks,
            SignIns signIns,
            Owners owners,
            PasskeySettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.ceremonies = ceremonies;
        this.customers = customers;
        this.locks = locks;
        this.signIns = signIns;
        this.owners = owners;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Why a passkey was not made or not taken, the first that applies.
    public enum Reason {
        PASSWORD_WRONG,
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

    /// Asks for a new passkey.
    public Adding add(Customer customer, String password) {
        var doubt = locks.doubt(customer, password);
        if (doubt.isPresent()) {
            return new Adding.NotAsked(
                    doubt.get() == Locks.Refusal.PASSWORD_WRONG
                            ? Reason.PASSWORD_WRONG
                            : Reason.TOO_MANY_TRIES);
        }
        var mine = list(customer.id());
        if (mine.size() >= settings.most()) {
            return new Adding.NotAsked(Reason.TOO_MANY_PASSKEYS);
        }
        var ceremony = ceremonies.begin(customer.id());
        var options =
                Map.<String, Object>of(
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
                        ALGORITHMS.stream()
                                .map(it ->
                                        Map.of("type", "public-key", "alg", it.getAlg().getValue()))
                                .toList(),
                        "excludeCredentials",
                        mine.stream()
                                .map(it -> Map.of("type", "public-key", "id", it.id()))
                                .toList(),
                        "authenticatorSelection",
                        Map.of("residentKey", "required", "userVerification", "required"),
                        "timeout",
                        settings.patience().toMillis());
        return new Adding.Asked(new Question(ceremony.id().toString(), options));
    }

    /// Keeps what a browser made.
    ///
    /// @param answer the browser's `PublicKeyCredential` as JSON
    /// @return why not, or nothing when it is there
    public Optional<Reason> keep(Customer customer, String ceremony, String answer, String name) {
        var asked = ceremonies.take(ceremony, customer.id());
        if (asked.isEmpty()) {
            return Optional.of(Reason.CEREMONY_IS_OVER);
        }
        try {
            var made =
                    webauthn.verifyRegistrationResponseJSON(
                            answer,
                            new RegistrationParameters(here(asked.get()), ALGORITHMS, true, true));
            var data =
                    Objects.requireNonNull(
                            Objects.requireNonNull(made.getAttestationObject())
                                    .getAuthenticatorData());
            var key = Objects.requireNonNull(data.getAttestedCredentialData());
            transaction.executeWithoutResult(_ -> {
                customers.hold(customer.id());
                store.insert(
                        customer.id(), key, data.getSignCount(), data.isFlagBS(), called(name));
                owners.tell(customer, Letter.Kind.PASSKEY_ADDED, clock.instant());
            });
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(notAccepted(e));
        }
    }

    /// For answers of strangers the library throws whatever comes; the database's own trouble is
    /// not theirs.
    private static Reason notAccepted(RuntimeException e) {
        if (e instanceof DataAccessException && !(e instanceof DuplicateKeyException)) {
            throw e;
        }
        log.debug("A passkey was not accepted", e);
        return Reason.NOT_ACCEPTED;
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
        var ceremony = ceremonies.begin(null);
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
        var asked = ceremonies.take(ceremony, null);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        try {
            var said = webauthn.parseAuthenticationResponseJSON(answer);
            Object id = Objects.requireNonNull(said.getCredentialId());
            var known = store.find(id);
            if (known.isEmpty()) {
                return Optional.empty();
            }
            var verified =
                    webauthn.verify(
                            said,
                            new AuthenticationParameters(
                                    here(asked.get()), known.get().credential(), null, true, true));
            long counter = Objects.requireNonNull(verified.getAuthenticatorData()).getSignCount();
            return Objects.requireNonNull(
                    transaction.execute(_ -> opened(known.get(), id, counter, device)));
        } catch (RuntimeException e) {
            notAccepted(e);
            return Optional.empty();
        }
    }

    /// A passkey that a reset removed meanwhile opens nothing.
    private Optional<SignIns.SignedIn> opened(Known known, Object id, long counter, Device device) {
        customers.hold(known.customer());
        return store.used(id, counter)
                ? customers.find(known.customer()).map(it -> signIns.withPasskey(it, device))
                : Optional.empty();
    }

    private ServerProperty here(Ceremony ceremony) {
        return ServerProperty.builder()
                .originPredicate(origin -> settings.allows(origin.toString()))
                .rpId(settings.domain())
                .challenge(new DefaultChallenge(ceremony.challenge()))
                .build();
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
