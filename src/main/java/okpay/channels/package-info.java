/// How words leave and reach people outside the app: for now, letters by text message and e-mail.
@NullMarked
@ApplicationModule(allowedDependencies = {"id", "identity", "money"})
package okpay.channels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
