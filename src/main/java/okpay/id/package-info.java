/// What things are called: typed, prefixed, time-ordered names such as `tr_06f3…`.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package okpay.id;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
