package okpay.passkeys;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.RegistrationExtensionAuthenticatorOutput;
import com.webauthn4j.server.ServerProperty;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okpay.passkeys.Ceremonies.Ceremony;
import okpay.passkeys.PasskeyStore.Known;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// Looks at what devices signed.
@Component
class Signatures {

    private static final Logger log = LoggerFactory.getLogger(Signatures.class);

    static final List<PublicKeyCredentialParameters> ALGORITHMS =
            List.of(
                    new PublicKeyCredentialParameters(
                            PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256),
                    new PublicKeyCredentialParameters(
                            PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.EdDSA),
                    new PublicKeyCredentialParameters(
                            PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.RS256));

    private final PasskeyStore store;
    private final PasskeySettings settings;
    private final WebAuthnManager webauthn = WebAuthnManager.createNonStrictWebAuthnManager();

    Signatures(PasskeyStore store, PasskeySettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /// A new passkey; an exception when it is none.
    AuthenticatorData<RegistrationExtensionAuthenticatorOutput> made(
            Ceremony asked, String answer) {
        var made =
                webauthn.verifyRegistrationResponseJSON(
                        answer, new RegistrationParameters(here(asked), ALGORITHMS, true, true));
        return Objects.requireNonNull(
                Objects.requireNonNull(made.getAttestationObject()).getAuthenticatorData());
    }

    /// A passkey and what it signed with.
    record Signed(Known known, Object id, long counter) {}

    /// Who signed a challenge; empty when nobody of ours did.
    Optional<Signed> by(Ceremony asked, String answer) {
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
                                    here(asked), known.get().credential(), null, true, true));
            long counter = Objects.requireNonNull(verified.getAuthenticatorData()).getSignCount();
            return Optional.of(new Signed(known.get(), id, counter));
        } catch (RuntimeException e) {
            notAccepted(e);
            return Optional.empty();
        }
    }

    /// For answers of strangers the library throws whatever comes; the database's own trouble is
    /// not theirs.
    static void notAccepted(RuntimeException e) {
        if (e instanceof DataAccessException && !(e instanceof DuplicateKeyException)) {
            throw e;
        }
        log.debug("A passkey was not accepted", e);
    }

    private ServerProperty here(Ceremony ceremony) {
        return ServerProperty.builder()
                .originPredicate(origin -> settings.allows(origin.toString()))
                .rpId(settings.domain())
                .challenge(new DefaultChallenge(ceremony.challenge()))
                .build();
    }
}
