/// A large model that drafts an answer for an agent to read, mend and send: off unless an operator
/// names one. It sees what it is given and nothing else, and changes nothing.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package okpay.drafting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
