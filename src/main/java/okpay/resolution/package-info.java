/// What went wrong with a payment, what to offer, and carrying it out: where the case and the books
/// meet.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "id",
            "money",
            "language",
            "identity",
            "ledger",
            "support",
            "casework",
            "desk",
            "files",
            "hours",
            "feedback",
            "understanding",
            "wallet",
            "abroad"
        })
package okpay.resolution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
