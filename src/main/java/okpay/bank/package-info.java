/// The bank OKPay keeps its money at: paying by it, hearing from it, and the customers' own
/// accounts at banks.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "database",
            "id",
            "money",
            "identity",
            "ledger",
            "wallet",
            "sandbank"
        })
package okpay.bank;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
