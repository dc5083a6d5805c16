/// Signing in with a passkey (WebAuthn): what a phone or a key signs after it knows its owner by
/// finger, face or code.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "identity"})
package okpay.passkeys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
