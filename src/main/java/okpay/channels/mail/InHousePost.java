package okpay.channels.mail;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import okpay.channels.Piece;
import okpay.identity.EmailAddress;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/// A mail server in this process, for trying OKPay out: it speaks SMTP and IMAP on this machine
/// only, has a mailbox for everybody, and says of every letter that its sender was checked, as the
/// servers of the world do.
@Component
@ConditionalOnProperty("okpay.channels.mail.in-house")
public class InHousePost implements DisposableBean {

    static final String CHECKED_BY = "post.okpay.example";

    /// Nobody checked it: a letter with this header is one whose sender is made up.
    public static final String MADE_UP = "X-Made-Up";

    private static final String HERE = "127.0.0.1";

    private final GreenMail server;
    private final MailSettings settings;
    private final String password;

    InHousePost(MailSettings settings) throws UserException {
        this.settings = settings;
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        this.password = HexFormat.of().formatHex(bytes);
        var smtp = new ServerSetup(settings.inHouseSmtp(), HERE, ServerSetup.PROTOCOL_SMTP);
        var imap = new ServerSetup(settings.inHouseImap(), HERE, ServerSetup.PROTOCOL_IMAP);
        this.server = new GreenMail(new ServerSetup[] {smtp, imap});
        server.start();
        server.getUserManager().createUser(settings.address(), settings.address(), password);
        server.getUserManager()
                .setMessageDeliveryHandler((letter, to) -> {
                    check(letter.getMessage());
                    return mailboxOf(to.getEmail());
                });
    }

    /// RFC 8601: who checks takes out what others say in our name.
    private static void check(MimeMessage letter) throws MessagingException {
        letter.removeHeader("Authentication-Results");
        if (letter.getHeader(MADE_UP) == null) {
            letter.addHeader("Authentication-Results", CHECKED_BY + "; dmarc=pass");
        }
    }

    /// What stands behind a plus is for whoever reads the mailbox; ideas lie in ours.
    private GreenMailUser mailboxOf(String address) throws UserException {
        var to = address.toLowerCase(Locale.ROOT).replaceFirst("\\+[^@]*@", "@");
        var plain = to.equals(feedback(settings)) ? settings.address() : to;
        var user = server.getUserManager().getUserByEmail(plain);
        return user == null ? server.getUserManager().createUser(plain, plain, password) : user;
    }

    static String feedback(MailSettings settings) {
        return "feedback@" + settings.domain();
    }

    MailSettings.Account out() {
        return account("smtp", server.getSmtp().getPort(), "", "");
    }

    MailSettings.Account box() {
        return account("imap", server.getImap().getPort(), settings.address(), password);
    }

    private static MailSettings.Account account(
            String protocol, int port, String user, String password) {
        var at = URI.create(protocol + "://" + HERE + ":" + port);
        return new MailSettings.Account(at, user, password, Optional.empty(), "", "", "");
    }

    /// A letter in somebody's mailbox.
    ///
    /// @param replyTo where an answer goes
    /// @param id its Message-ID
    public record Received(
            String id,
            String from,
            String replyTo,
            String subject,
            String text,
            Instant at,
            List<String> attached) {
        public Received {
            attached = List.copyOf(attached);
        }
    }

    /// What lies in somebody's mailbox, the newest first.
    ///
    /// @param owner an e-mail address
    public List<Received> mailbox(EmailAddress owner) {
        var user = server.getUserManager().getUserByEmail(owner.value());
        return user == null
                ? List.of()
                : Stream.of(
                                server.getReceivedMessagesForDomain(
                                        owner.value().substring(owner.value().indexOf('@') + 1)))
                        .filter(it -> isFor(it, owner))
                        .map(InHousePost::read)
                        .toList()
                        .reversed();
    }

    private static boolean isFor(MimeMessage letter, EmailAddress owner) {
        try {
            var to = letter.getRecipients(Message.RecipientType.TO);
            return to != null
                    && Stream.of(to).anyMatch(it -> it.toString().contains(owner.value()));
        } catch (MessagingException _) {
            return false;
        }
    }

    private static Received read(MimeMessage letter) {
        try {
            var mail = MailReader.read(MailReader.bytes(letter));
            var sent = letter.getSentDate();
            return new Received(
                    mail.id(),
                    InternetAddress.toUnicodeString(letter.getFrom()),
                    letter.getReplyTo()[0].toString(),
                    mail.subject(),
                    mail.text(),
                    sent == null ? Instant.EPOCH : sent.toInstant(),
                    mail.pieces().stream().map(Piece::name).toList());
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Somebody writes a letter, as their mail program would.
    ///
    /// @param answers the Message-ID of the letter it answers; empty for a fresh one
    /// @param madeUp the writer is not who they say
    public void write(
            EmailAddress from,
            String to,
            String subject,
            String text,
            String answers,
            boolean madeUp) {
        var properties = new Properties();
        properties.put("mail.smtp.host", HERE);
        properties.put("mail.smtp.port", Integer.toString(server.getSmtp().getPort()));
        var letter = new MimeMessage(Session.getInstance(properties));
        try {
            letter.setFrom(new InternetAddress(from.value()));
            letter.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to));
            letter.setSubject(subject, "UTF-8");
            letter.setText(text, "UTF-8");
            letter.setSentDate(Date.from(Instant.now()));
            if (!answers.isEmpty()) {
                letter.setHeader("In-Reply-To", "<" + answers + ">");
                letter.setHeader("References", "<" + answers + ">");
            }
            if (madeUp) {
                letter.setHeader(MADE_UP, "yes");
            }
            Transport.send(letter);
        } catch (MessagingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void destroy() {
        server.stop();
    }
}
