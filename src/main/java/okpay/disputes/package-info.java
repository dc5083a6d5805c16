/// A customer contests a payment; we hear both sides, and if the customer is right the money comes
/// back. Every step has its date.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "money", "identity", "wallet", "files"})
package okpay.disputes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
