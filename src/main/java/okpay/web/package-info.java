/// The faces: the wallet app, the agents' console, the public pages and the JSON API, all on the
/// same front doors.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "id",
            "money",
            "language",
            "help",
            "understanding",
            "identity",
            "ledger",
            "support",
            "desk",
            "retention",
            "errors",
            "casework",
            "files",
            "drafting",
            "search",
            "hours",
            "verification",
            "merchant",
            "disputes",
            "friends",
            "bills",
            "passkeys",
            "qr",
            "wallet",
            "bank",
            "feedback",
            "resolution",
            "statement",
            "reconciliation",
            "channels",
            "channels :: mail",
            "channels :: social",
            "channels :: phone",
            "channels :: push",
            "channels :: voices",
            "messengers",
            "webhooks",
            "abroad"
        })
package okpay.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
