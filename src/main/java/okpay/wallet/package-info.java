/// What a person does with money: pay a shop, pay a bill, send to a friend, and see how it went.
@NullMarked
@ApplicationModule(
        allowedDependencies = {"database", "id", "money", "identity", "ledger", "sandbank"})
package okpay.wallet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
