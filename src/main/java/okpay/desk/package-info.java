/// The people at the desk and what lies on it: who is there, who gets the next case, drafts,
/// notices, replies that need a second look, and who looked at what.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "identity", "support"})
package okpay.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
