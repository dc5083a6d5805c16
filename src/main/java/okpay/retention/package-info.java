/// How long what was said is kept, whose must not be forgotten yet, and proof of what was.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "identity", "support", "files"})
package okpay.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
