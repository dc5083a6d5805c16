/// What people can read by themselves: articles in both languages, found in one's own words, and
/// what readers made of them.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "language", "understanding"})
package okpay.help;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
