/// Tells other programs what happened, signed, until they have taken it (Standard Webhooks).
@NullMarked
@ApplicationModule(
        allowedDependencies = {"database", "id", "money", "support", "feedback", "wallet"})
package okpay.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
