/// What belongs to a case beside its words: fields an operator asks for, a checklist, links to
/// other cases, and why it happened.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "identity", "support"})
package okpay.casework;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
