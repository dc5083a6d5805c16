/// A pretend bank that speaks HTTP like a real one, remembers, and misbehaves on request. It is the
/// only thing in OKPay that is not real; point `okpay.wallet.bank-url` at a real one and it stays
/// silent.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package okpay.sandbank;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
