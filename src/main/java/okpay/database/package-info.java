/// Where the rows live: a PostgreSQL of the operator's, or one that OKPay brings along and looks
/// after.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package okpay.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
