/// Who somebody really is: what registers and banks confirm, and the tier that makes.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "identity", "register", "bank"})
package okpay.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
