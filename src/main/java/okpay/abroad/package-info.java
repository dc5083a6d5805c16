/// Money for somebody in another country: which countries are served, what it costs, when it is
/// there, whether the beneficiary's account can be right, and where it is now.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "database",
            "id",
            "money",
            "identity",
            "ledger",
            "wallet",
            "correspondent"
        })
package okpay.abroad;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
