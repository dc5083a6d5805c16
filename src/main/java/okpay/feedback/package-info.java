/// How it went, asked once a case is solved; and what people wish, gathered into themes that come
/// with a release.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "identity", "language", "support"})
package okpay.feedback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
