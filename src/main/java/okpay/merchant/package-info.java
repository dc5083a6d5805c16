/// A shop of a customer's own: its codes, its bills, what it took and what it gave back.
@NullMarked
@ApplicationModule(
        allowedDependencies = {"database", "id", "money", "identity", "ledger", "wallet", "qr"})
package okpay.merchant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
