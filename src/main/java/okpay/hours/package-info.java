/// When we are open: working hours, holidays and moved workdays of a place, and what time counts.
@NullMarked
@ApplicationModule(allowedDependencies = {"database"})
package okpay.hours;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
