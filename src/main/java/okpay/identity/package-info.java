/// Who somebody is: customers, agents, how they sign in, from which device, and until when.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "money"})
package okpay.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
