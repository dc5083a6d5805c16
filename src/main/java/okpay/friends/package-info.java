/// Money between people: asking for it, splitting a bill, sending it to somebody who must accept
/// it, and the code one is paid by.
@NullMarked
@ApplicationModule(
        allowedDependencies = {"database", "id", "money", "identity", "ledger", "wallet", "qr"})
package okpay.friends;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
