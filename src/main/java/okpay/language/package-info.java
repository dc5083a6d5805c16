/// What was said: which of a wallet's troubles a sentence in Chinese or English is about.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package okpay.language;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
