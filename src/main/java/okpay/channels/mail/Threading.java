package okpay.channels.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import okpay.channels.Arrival.Why;
import okpay.channels.Arrivals;
import okpay.channels.Channel;
import okpay.channels.Departures;
import okpay.channels.Dispatches;
import okpay.channels.Outbox;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.identity.EmailAddress;
import okpay.identity.Handle;
import okpay.support.Case;
import okpay.support.Cases;
import org.springframework.stereotype.Component;

/// Decides where a letter belongs. A number in a subject opens nothing: into a case comes only who
/// has a letter of ours about it, and is the one the case is with.
@Component
class Threading {

    /// More letters within an hour nobody writes by hand.
    private static final int MOST = 30;

    private final ReplyAddresses addresses;
    private final Arrivals arrivals;
    private final Departures departures;
    private final Outbox outbox;
    private final Customers customers;
    private final Cases cases;
    private final Servers servers;
    private final MailSettings settings;
    private final Canary canary;
    private final Clock clock;

    Threading(
            ReplyAddresses addresses,
            Arrivals arrivals,
            Departures departures,
            Outbox outbox,
            Customers customers,
            Cases cases,
            Servers servers,
            MailSettings settings,
            Canary canary,
            Clock clock) {
        this.canary = canary;
        this.addresses = addresses;
        this.arrivals = arrivals;
        this.departures = departures;
        this.outbox = outbox;
        this.customers = customers;
        this.cases = cases;
        this.servers = servers;
        this.settings = settings;
        this.clock = clock;
    }

    sealed interface Decision {}

    /// An answer to a letter of ours, by the one it went to.
    record ToCase(Case one) implements Decision {}

    /// A customer writes, and the mail servers vouch for the address.
    record Begin(Customer customer) implements Decision {}

    /// A customer has an idea: it came in where those are heard, and nowhere else; it is short.
    record Idea(Customer customer) implements Decision {}

    /// It may be the customer.
    record Unproven(EmailAddress from) implements Decision {}

    record Park(Why why) implements Decision {}

    record Ignore(Why why) implements Decision {}

    record Returned(Mail.Bounce bounce) implements Decision {}

    /// @param isRound it is what we send to see whether mail goes round
    record Ours(boolean isRound) implements Decision {}

    Decision decide(Mail mail) {
        var from = mail.from();
        boolean isRound = mail.canary().filter(canary::isOurs).isPresent();
        if (isRound || from.filter(it -> it.value().equals(settings.address())).isPresent()) {
            return new Ours(isRound);
        }
        if (mail.bounce().isPresent()) {
            return new Returned(mail.bounce().get());
        }
        if (mail.automatic()) {
            return new Ignore(Why.AUTOMATIC);
        }
        if (from.isEmpty()) {
            return new Park(Why.BROKEN);
        }
        var hour = clock.instant().minus(Duration.ofHours(1));
        if (arrivals.since(Channel.EMAIL, from.get().value(), hour) > MOST) {
            return new Park(Why.TOO_MANY);
        }
        var checked = servers.proven(mail);
        if (checked.filter(it -> !it).isPresent()) {
            return new Park(Why.FORGED);
        }
        var thread = thread(mail);
        if (thread.isPresent()) {
            return isWith(thread.get(), from.get())
                    ? new ToCase(thread.get())
                    : new Park(Why.STRANGER);
        }
        var customer = customers.of(new Handle.Email(from.get()));
        if (customer.isEmpty()) {
            return mail.byList() ? new Ignore(Why.AUTOMATIC) : new Park(Why.STRANGER);
        }
        if (checked.isEmpty()) {
            return new Unproven(from.get());
        }
        return isIdea(mail) ? new Idea(customer.get()) : new Begin(customer.get());
    }

    private boolean isIdea(Mail mail) {
        return servers.feedback().filter(mail.recipients()::contains).isPresent()
                && !mail.addressed().contains(settings.address())
                && Ideas.isOne(mail);
    }

    private boolean isWith(Case one, EmailAddress from) {
        return customers
                .find(one.customer())
                .flatMap(Customer::email)
                .filter(from::equals)
                .isPresent();
    }

    /// The case a letter belongs to by the address it was sent to, or by one of ours it follows.
    private Optional<Case> thread(Mail mail) {
        return mail.recipients().stream()
                .flatMap(it -> addresses.read(it).stream())
                .findFirst()
                .or(() ->
                        mail.references().reversed().stream()
                                .flatMap(it -> departures.byRef(Channel.EMAIL, it).stream())
                                .flatMap(it -> caseOf(it).stream())
                                .findFirst());
    }

    private Optional<Case> caseOf(Dispatches.Dispatch sent) {
        return sent.conversation()
                .flatMap(cases::of)
                .or(() -> sent.letter().flatMap(outbox::about).flatMap(cases::numbered))
                .map(cases::root);
    }
}
