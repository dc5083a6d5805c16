package okpay.channels.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import okpay.channels.Carrier;
import okpay.channels.Channel;
import okpay.channels.Envelope;
import okpay.channels.Pulse;
import okpay.identity.Customer;
import okpay.identity.EmailAddress;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Letters leave by SMTP. Each names the case it is about in the address it wants to be answered
/// to, and says so when a program wrote it.
@Component
@ConditionalOnExpression(
        "environment.getProperty('okpay.channels.mail.out.server', '') != ''"
                + " or environment.getProperty('okpay.channels.mail.in-house') == 'true'")
class SmtpCarrier implements Carrier {

    static final String LANE = "mail.out";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Servers servers;
    private final MailSettings settings;
    private final LetterWriter writer;
    private final Tokens tokens;
    private final Canary round;
    private final Pulse pulse;

    SmtpCarrier(
            Servers servers,
            MailSettings settings,
            LetterWriter writer,
            Tokens tokens,
            Canary round,
            Pulse pulse) {
        this.round = round;
        this.servers = servers;
        this.settings = settings;
        this.writer = writer;
        this.tokens = tokens;
        this.pulse = pulse;
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public List<String> addresses(Customer customer) {
        return customer.email().map(EmailAddress::value).stream().toList();
    }

    /// One connection for all of them; a letter that is refused stops no other.
    @Override
    public void carry(Iterable<Envelope> envelopes, Consumer<Result> told) {
        var session = session();
        var all = envelopes.iterator();
        try (var transport = connect(session)) {
            while (all.hasNext()) {
                var envelope = all.next();
                try {
                    told.accept(send(session, transport, envelope));
                } catch (MessagingException e) {
                    told.accept(new Result.Later(envelope, said(e)));
                    throw e;
                }
            }
            pulse.beat(LANE, Pulse.PATIENCE);
        } catch (MessagingException e) {
            pulse.failed(LANE, e.toString());
            all.forEachRemaining(it -> told.accept(new Result.Later(it, said(e))));
        }
    }

    private Result send(Session session, Transport transport, Envelope envelope)
            throws MessagingException {
        try {
            var letter = writer.letter(session, envelope);
            transport.sendMessage(letter, letter.getAllRecipients());
            return new Result.Sent(envelope, writer.id(envelope));
        } catch (SendFailedException e) {
            return isForEver(e)
                    ? new Result.Never(envelope, said(e))
                    : new Result.Later(envelope, said(e));
        } catch (UnsupportedEncodingException e) {
            return new Result.Never(envelope, said(e));
        }
    }

    /// 5xx of the address, or of this letter: too large, or taken for a danger. What is said of us,
    /// as that we have sent enough for today (550 5.4.5), passes.
    private static boolean isForEver(SendFailedException e) {
        for (Exception at = e;
                at != null;
                at = at instanceof MessagingException m ? m.getNextException() : null) {
            if (at instanceof SMTPAddressFailedException it && it.getReturnCode() >= 500) {
                return true;
            }
            if (at instanceof org.eclipse.angus.mail.smtp.SMTPSendFailedException it
                    && (it.getReturnCode() == 552 || it.getReturnCode() == 554)) {
                return true;
            }
        }
        return false;
    }

    private static String said(Exception e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }

    /// Whether the server can be reached is seen before a letter waits for it.
    @Scheduled(fixedDelayString = "${okpay.channels.mail.watch-every:PT10S}")
    void watch() {
        try (var _ = connect(session())) {
            pulse.beat(LANE, Pulse.PATIENCE);
        } catch (MessagingException e) {
            pulse.failed(LANE, e.toString());
        }
    }

    /// A letter to ourselves: when it comes back, everything between works.
    @Scheduled(fixedDelayString = "${okpay.channels.mail.canary-every:PT5M}", initialDelay = 5_000)
    void sendCanary() {
        var session = session();
        try (var transport = connect(session)) {
            var letter = new MimeMessage(session);
            letter.setFrom(new InternetAddress(settings.address()));
            letter.setRecipients(
                    Message.RecipientType.TO,
                    new Address[] {new InternetAddress(settings.address())});
            letter.setSubject("canary");
            letter.setHeader(MailReader.CANARY, round.fresh());
            letter.setHeader("Auto-Submitted", "auto-generated");
            letter.setText("canary", "UTF-8");
            letter.saveChanges();
            transport.sendMessage(letter, letter.getAllRecipients());
            pulse.expect(Canary.LANE, Canary.PATIENCE);
        } catch (MessagingException e) {
            pulse.failed(LANE, e.toString());
        }
    }

    private Session session() {
        var out = servers.out().orElseThrow();
        var protocol = Servers.protocol(out.server());
        var prefix = "mail." + protocol + ".";
        var properties = Servers.properties(out, PATIENCE);
        properties.put("mail.transport.protocol", protocol);
        properties.put(prefix + "auth", Boolean.toString(!out.user().isEmpty()));
        properties.put(prefix + "from", settings.address());
        return Session.getInstance(properties);
    }

    private Transport connect(Session session) throws MessagingException {
        var out = servers.out().orElseThrow();
        var transport = session.getTransport();
        tokens.connect(transport, out);
        return transport;
    }
}
