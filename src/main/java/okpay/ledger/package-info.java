/// The books: accounts, transfers, holds, and the only hand that may change a balance.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "money"})
package okpay.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
