package okpay.channels.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okpay.channels.OwnKeys;
import okpay.support.Case;
import okpay.support.Cases;
import org.springframework.stereotype.Component;

/// Addresses of ours that say which case an answer belongs to: `support+c100042-9f3c…@…`. Only we
/// can make them; who has one has a letter of ours.
@Component
class ReplyAddresses {

    private static final String KEY = "reply address";
    private static final int DIGITS = 20;

    private final OwnKeys keys;
    private final Cases cases;
    private final MailSettings settings;
    private final Pattern address;

    ReplyAddresses(OwnKeys keys, Cases cases, MailSettings settings) {
        this.keys = keys;
        this.cases = cases;
        this.settings = settings;
        this.address =
                Pattern.compile(
                        Pattern.quote(settings.mailbox())
                                + "\\+(c\\d{1,18})-([0-9a-f]{20})@"
                                + Pattern.quote(settings.domain()));
    }

    /// @param number of a case
    String of(String number) {
        var tidy = number.toLowerCase(Locale.ROOT);
        return settings.mailbox()
                + "+"
                + tidy
                + "-"
                + keys.sign(KEY, tidy, DIGITS)
                + "@"
                + settings.domain();
    }

    /// The case an address of ours belongs to; empty for every other address.
    ///
    /// @param recipient in lower case
    Optional<Case> read(String recipient) {
        var found = address.matcher(recipient);
        return found.matches() && keys.isSigned(KEY, found.group(1), found.group(2))
                ? cases.numbered(found.group(1).toUpperCase(Locale.ROOT)).map(cases::root)
                : Optional.empty();
    }
}
