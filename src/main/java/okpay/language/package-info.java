/// What was said: what a sentence in Chinese or English is about, how sure that is, and the facts
/// in it.
@NullMarked
@ApplicationModule(allowedDependencies = {"money"})
package okpay.language;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
