/// How it went: asked once a case is solved.
@NullMarked
@ApplicationModule(allowedDependencies = {"id", "identity", "support"})
package okpay.feedback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
