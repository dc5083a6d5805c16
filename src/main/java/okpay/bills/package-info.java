/// What billers want, for whom and until when: checked before it is paid, reminded of, and paid by
/// itself when the customer has said so.
@NullMarked
@ApplicationModule(
        allowedDependencies = {"database", "id", "money", "identity", "wallet", "biller"})
package okpay.bills;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
