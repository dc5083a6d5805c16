/// What a customer was told when something did not work, and on which device: so that nobody has to
/// type it again.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "identity"})
package okpay.errors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
