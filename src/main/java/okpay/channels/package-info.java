/// How words come in from outside the app and leave for it: letters, e-mail and what is to come,
/// each by its own protocol, all into the same conversations.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "database",
            "id",
            "money",
            "identity",
            "ledger",
            "files",
            "support",
            "desk",
            "feedback",
            "wallet",
            "resolution",
            "messengers"
        })
package okpay.channels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
