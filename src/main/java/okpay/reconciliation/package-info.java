/// Do the bank and the books agree? A bank's file is laid beside the ledger, and what differs is
/// kept until somebody can say why.
@NullMarked
@ApplicationModule(
        allowedDependencies = {"database", "id", "money", "identity", "ledger", "wallet", "bank"})
package okpay.reconciliation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
