/// Pretend billers (power, water, gas, telephone): say over HTTP what is due on an account,
/// remember what was paid, and misbehave on request.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package okpay.biller;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
