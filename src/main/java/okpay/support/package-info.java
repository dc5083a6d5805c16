/// Somebody has a problem: their words, the case, and what we promised. Knows neither channels nor
/// money; a case is about something another room knows ([Reference]).
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "hours", "identity"})
package okpay.support;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
