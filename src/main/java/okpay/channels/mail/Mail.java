package okpay.channels.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okpay.channels.Phrases;
import okpay.channels.Piece;
import okpay.identity.EmailAddress;

/// A mail, read.
///
/// @param id its Message-ID, without brackets; empty when it has none
/// @param references every message it follows (`References`, `In-Reply-To`), without brackets
/// @param from whose it says it is
/// @param recipients to whom it went, as far as it says
/// @param addressed whom its writer wrote to
/// @param text what its writer wrote: quoted words and signatures are left out
/// @param checked what the mail servers on its way say of its sender (`Authentication-Results`)
/// @param byList a mailing list passed it on
/// @param canary our own, to see whether mail goes round
record Mail(
        String id,
        List<String> references,
        Optional<EmailAddress> from,
        List<String> recipients,
        List<String> addressed,
        String subject,
        String text,
        List<Piece> pieces,
        boolean automatic,
        boolean byList,
        Optional<Bounce> bounce,
        List<String> checked,
        Optional<String> canary) {

    Mail {
        references = List.copyOf(references);
        recipients = List.copyOf(recipients);
        addressed = List.copyOf(addressed);
        pieces = List.copyOf(pieces);
        checked = List.copyOf(checked);
    }

    /// In which language its writer is answered who may be nobody we know.
    Locale language() {
        return Phrases.isChinese(subject + text) ? Locale.CHINA : Locale.ENGLISH;
    }

    /// A letter came back (RFC 3464, or one of the many other ways servers say so).
    ///
    /// @param of the Message-ID of the letter
    /// @param status `5.1.1`; empty when it says none
    /// @param failed it will not be delivered; false when it is only late
    record Bounce(String of, String status, String said, boolean failed) {
        Bounce of(String id) {
            return new Bounce(id, status, said, failed);
        }
    }
}
