/// A company that lives: customers, a year of payments, cases in all stages, so that everything can
/// be seen and tried. The same each time, and only where it is asked for and the database is empty.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "id",
            "money",
            "abroad",
            "correspondent",
            "identity",
            "ledger",
            "support",
            "wallet",
            "merchant",
            "disputes",
            "feedback",
            "resolution",
            "sandbank"
        })
package okpay.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
