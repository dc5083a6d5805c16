package okpay.channels.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import okpay.channels.Beginning;
import okpay.channels.Envelope;
import okpay.channels.Phrases;
import okpay.files.KeptFiles;
import okpay.id.Ids;
import org.springframework.stereotype.Component;

/// Makes a letter of an envelope. It names the case it is about in the address it wants to be
/// answered to, and says so when a program wrote it.
@Component
class LetterWriter {

    private static final int LONGEST_LINE = 900;

    private final MailSettings settings;
    private final ReplyAddresses addresses;
    private final KeptFiles files;
    private final Phrases phrases;
    private final Clock clock;

    LetterWriter(
            MailSettings settings,
            ReplyAddresses addresses,
            KeptFiles files,
            Phrases phrases,
            Clock clock) {
        this.settings = settings;
        this.addresses = addresses;
        this.files = files;
        this.phrases = phrases;
        this.clock = clock;
    }

    /// The letter's name is the envelope's: sent twice, it is the same letter.
    String id(Envelope envelope) {
        return Ids.print("lt", envelope.id()) + "@" + settings.domain();
    }

    MimeMessage letter(Session session, Envelope envelope)
            throws MessagingException, UnsupportedEncodingException {
        var id = id(envelope);
        var letter =
                new MimeMessage(session) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", "<" + id + ">");
                    }
                };
        letter.setHeader(MailReader.OURS, "<" + id + ">");
        letter.setFrom(new InternetAddress(settings.address(), "OKPay", "UTF-8"));
        letter.setRecipients(
                Message.RecipientType.TO, new Address[] {new InternetAddress(envelope.address())});
        letter.setSubject(oneLine(envelope.subject()), "UTF-8");
        letter.setSentDate(Date.from(clock.instant()));
        letter.setHeader("Content-Language", envelope.language().getLanguage());
        if (envelope.about().isPresent()) {
            letter.setReplyTo(
                    new Address[] {new InternetAddress(addresses.of(envelope.about().get()))});
        }
        envelope.answers()
                .map(it -> it.messageId())
                .filter(it -> it.matches("[!-;=?-~]{3,250}"))
                .ifPresent(it -> answer(letter, it));
        if (envelope.automatic()) {
            letter.setHeader(
                    "Auto-Submitted",
                    envelope.answers().isPresent() ? "auto-replied" : "auto-generated");
            letter.setHeader("X-Auto-Response-Suppress", "All");
        }
        fill(letter, envelope);
        return letter;
    }

    private static void answer(MimeMessage letter, String id) {
        try {
            letter.setHeader("In-Reply-To", "<" + id + ">");
            letter.setHeader("References", "<" + id + ">");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// No line break gets into a header.
    private static String oneLine(String text) {
        var plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return Beginning.of(plain, LONGEST_LINE);
    }

    private void fill(MimeMessage letter, Envelope envelope) throws MessagingException {
        var text =
                envelope.about().isPresent()
                        ? Quotes.LINE
                                + "\n\n"
                                + envelope.body()
                                + "\n\n"
                                + phrases.say(
                                        envelope.language(),
                                        "mail.foot",
                                        List.of(envelope.about().get()))
                        : envelope.body();
        if (envelope.files().isEmpty()) {
            letter.setText(text, "UTF-8");
            return;
        }
        var all = new MimeMultipart();
        var words = new MimeBodyPart();
        words.setText(text, "UTF-8");
        all.addBodyPart(words);
        for (var file : envelope.files()) {
            all.addBodyPart(attached(file));
        }
        letter.setContent(all);
    }

    private MimeBodyPart attached(KeptFiles.Kept file) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(
                new DataHandler(
                        new ByteArrayDataSource(
                                files.body(file.id()).getByteArray(), file.type())));
        try {
            part.setFileName(MimeUtility.encodeText(file.name(), "UTF-8", "B"));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        part.setDisposition(Part.ATTACHMENT);
        return part;
    }
}
