/// A pretend register of residents: says over HTTP whether a name and a number belong together,
/// remembers, and misbehaves on request.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package okpay.register;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
