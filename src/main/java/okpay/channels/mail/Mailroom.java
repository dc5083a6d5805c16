package okpay.channels.mail;

import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import okpay.channels.Arrival.State;
import okpay.channels.Arrival.Why;
import okpay.channels.ArrivalId;
import okpay.channels.Arrivals;
import okpay.channels.Beginning;
import okpay.channels.Channel;
import okpay.channels.Enclosures;
import okpay.channels.Pulse;
import okpay.channels.Reception;
import okpay.channels.Returns;
import okpay.id.Digests;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.identity.EmailAddress;
import okpay.support.Case;
import okpay.support.Contacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every letter that comes in: kept first, then read, then put where it belongs.
@Component
class Mailroom {

    private static final Logger log = LoggerFactory.getLogger(Mailroom.class);

    private final Arrivals arrivals;
    private final Threading threading;
    private final Reception reception;
    private final Customers customers;
    private final Contacts contacts;
    private final Enclosures enclosures;
    private final Returns returns;
    private final StrangersNote note;
    private final Ideas ideas;
    private final Servers servers;
    private final TransactionTemplate transaction;
    private final Pulse pulse;

    Mailroom(
            Arrivals arrivals,
            Threading threading,
            Reception reception,
            Customers customers,
            Contacts contacts,
            Enclosures enclosures,
            Returns returns,
            StrangersNote note,
            Ideas ideas,
            Servers servers,
            TransactionTemplate transaction,
            Pulse pulse) {
        this.arrivals = arrivals;
        this.threading = threading;
        this.reception = reception;
        this.customers = customers;
        this.contacts = contacts;
        this.enclosures = enclosures;
        this.returns = returns;
        this.note = note;
        this.ideas = ideas;
        this.servers = servers;
        this.transaction = transaction;
        this.pulse = pulse;
    }

    /// @param raw the letter as it came, or its head alone
    /// @param isLarge it is only its head
    /// @return empty when it was here before
    Optional<ArrivalId> take(byte[] raw, boolean isLarge) {
        if (isLarge) {
            return arrivals.park(fresh(raw), Why.TOO_LARGE);
        }
        var kept = arrivals.keep(fresh(raw));
        kept.ifPresent(it -> tryToPlace(it, raw));
        return kept;
    }

    /// Whatever its head looks like, it is kept. The same letter through two mailboxes differs in
    /// its head, not in its name and body.
    static Arrivals.Fresh fresh(byte[] raw) {
        var sender = "";
        var subject = "";
        var id = "";
        var named = "";
        try {
            var head = MailReader.parsed(raw);
            var from = Heads.header(head, "From");
            sender =
                    Heads.from(head)
                            .map(EmailAddress::value)
                            .orElseGet(() -> Charsets.header(from));
            subject = Charsets.header(Heads.header(head, "Subject"));
            var name = Heads.header(head, "Message-ID").strip();
            id = name.replaceAll("[<>]", "");
            // Who is not sure that it left sends it again: the same name, perhaps at another time.
            var at = name.isEmpty() ? Heads.header(head, "Date") : "";
            named = String.join("\n", name, at, from, subject);
        } catch (MessagingException | RuntimeException e) {
            log.debug("A letter whose head cannot be read", e);
        }
        var text = new String(raw, StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n");
        var key = Digests.hex(named + "\n" + (body < 0 ? text : text.substring(body)).strip());
        return new Arrivals.Fresh(
                Channel.EMAIL, key, sender, subject, id, new ByteArrayResource(raw));
    }

    /// What a killed node had begun, and what could not be placed.
    @Scheduled(fixedDelayString = "${okpay.channels.mail.again-every:PT1M}")
    void again() {
        for (var id : arrivals.left(Channel.EMAIL)) {
            tryToPlace(id, arrivals.raw(id));
        }
    }

    private void tryToPlace(ArrivalId id, byte[] raw) {
        var words = "";
        try {
            var mail = MailReader.read(raw);
            words = mail.text();
            arrivals.checked(id, servers.results(mail));
            place(id, mail);
        } catch (MessagingException e) {
            log.info("{} cannot be read: {}", id, e.toString());
            arrivals.settle(id, State.PARKED, Why.BROKEN, "");
        } catch (RuntimeException | StackOverflowError e) {
            log.warn("{} could not be placed; it is tried again", id, e);
            if (arrivals.triesOf(id) >= Arrivals.TRIES) {
                arrivals.settle(id, State.PARKED, Why.BROKEN, words);
            }
        }
    }

    private void place(ArrivalId id, Mail mail) {
        switch (threading.decide(mail)) {
            case Threading.Ours(var isRound) -> {
                if (isRound) {
                    pulse.beat(Canary.LANE, Canary.PATIENCE);
                }
                arrivals.settle(id, State.IGNORED, Why.OURS, "");
            }
            case Threading.Returned(var bounce) -> {
                if (bounce.failed()) {
                    returns.returned(
                            Channel.EMAIL,
                            bounce.of(),
                            (bounce.status() + " " + bounce.said()).strip());
                }
                arrivals.settle(id, State.IGNORED, Why.RETURNED, mail.text());
            }
            case Threading.Ignore(var why) -> arrivals.settle(id, State.IGNORED, why, mail.text());
            case Threading.Park(var why) -> {
                arrivals.settle(id, State.PARKED, why, mail.text());
                // To an address that may be made up nothing is sent.
                if (why == Why.STRANGER && servers.proven(mail).orElse(false)) {
                    mail.from().ifPresent(it -> note.send(it, mail.language()));
                }
            }
            case Threading.Idea(var customer) -> ideas.take(id, customer, mail);
            case Threading.Unproven(var from) ->
                    transaction.executeWithoutResult(_ -> ask(id, from, mail));
            case Threading.ToCase(var one) ->
                    take(id, mail, customers.find(one.customer()).orElseThrow(), Optional.of(one));
            case Threading.Begin(var customer) -> take(id, mail, customer, Optional.empty());
        }
    }

    /// It may be the customer: it waits at the desk as the words of somebody who is not signed in.
    private void ask(ArrivalId id, EmailAddress from, Mail mail) {
        var lines = new ArrayList<String>();
        lines.add(words(mail));
        mail.pieces().forEach(it -> lines.add("📎 " + it.name()));
        var text = String.join("\n", lines);
        var asked =
                contacts.ask(
                        from.value(),
                        Beginning.of(text, Contacts.LONGEST),
                        mail.language(),
                        "mail from " + from.value());
        arrivals.settle(
                id,
                asked instanceof Contacts.Asked ? State.IGNORED : State.PARKED,
                Why.UNPROVEN,
                text);
    }

    private void take(ArrivalId id, Mail mail, Customer customer, Optional<Case> in) {
        var text = words(mail);
        if (text.isBlank() && mail.pieces().isEmpty()) {
            arrivals.settle(id, State.IGNORED, Why.EMPTY, "");
            return;
        }
        var said =
                reception.hear(
                        customer,
                        in,
                        new Reception.Words(
                                Channel.EMAIL,
                                mail.from().orElseThrow().value(),
                                text.isBlank() ? "📎" : text,
                                id));
        enclosures.add(said.conversation(), customer, mail.pieces(), id);
        arrivals.taken(id, text, said.conversation(), said.seq());
    }

    /// In a first letter the subject is part of what is said.
    static String words(Mail mail) {
        boolean isFirst = mail.references().isEmpty() && !mail.subject().isBlank();
        return isFirst && !mail.text().contains(mail.subject())
                ? (mail.subject() + "\n\n" + mail.text()).strip()
                : mail.text();
    }
}
