/// Amounts of money: whole minor units of a currency, added and compared exactly.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package okpay.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
