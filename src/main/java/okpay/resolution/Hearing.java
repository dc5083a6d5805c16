package okpay.resolution;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.language.Facts;
import okpay.language.Reading;
import okpay.language.Tone;
import okpay.language.Topic;
import okpay.support.Author;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import okpay.support.Stage;
import okpay.support.Writing;
import okpay.understanding.Understanding;
import okpay.wallet.Payment;
import okpay.wallet.Payments;
import okpay.wallet.Wallets;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Hears what a customer says before there is a case: what it is about, and which payment.
@Component
public class Hearing {

    /// What a case is about that is about no payment.
    public static final String QUESTION = "question";

    private static final int LATELY = 100;

    private final Understanding understanding;
    private final Payments payments;
    private final Cases cases;
    private final Conversations conversations;
    private final Resolutions resolutions;
    private final Clock clock;

    Hearing(
            Understanding understanding,
            Payments payments,
            Cases cases,
            Conversations conversations,
            Resolutions resolutions,
            Clock clock) {
        this.understanding = understanding;
        this.payments = payments;
        this.cases = cases;
        this.conversations = conversations;
        this.resolutions = resolutions;
        this.clock = clock;
    }

    /// @param intent what it seems to be about; empty when that is not sure
    /// @param topic which of a payment's troubles it tells of
    /// @param payments which it fits, the likeliest first, at most three
    /// @param perhaps where it is about a payment and fits none: the last that can be meant, at
    ///   most four
    /// @param urgent they are in danger, or pressed to pay
    public record Heard(
            Optional<String> intent,
            Topic topic,
            List<Payment> payments,
            List<Payment> perhaps,
            Set<Tone.Kind> urgent) {

        /// The payments that can be meant.
        public List<Payment> choices() {
            return payments.isEmpty() ? perhaps : payments;
        }
    }

    /// @param text anything
    /// @param zone where the customer is
    public Heard hear(Customer customer, String text, ZoneId zone) {
        var intent = understanding.sure(text).map(Reading.Guess::intent);
        var facts = Facts.in(text, zone, clock.instant(), Wallets.HOME);
        var lately = payments.list(customer.id(), Payments.Filter.ALL, LATELY).payments();
        var topic = understanding.topic(text);
        var fitting = Matches.of(customer.id(), lately, text, facts, intent);
        boolean isAboutOne = intent.map(Matches::isAboutOne).orElseGet(() -> isTrouble(topic));
        return new Heard(
                intent,
                topic,
                fitting,
                fitting.isEmpty() && isAboutOne
                        ? Matches.perhaps(customer.id(), lately, intent)
                        : List.of(),
                understanding.urgent(text));
    }

    private static boolean isTrouble(Topic topic) {
        return topic != Topic.UNCLEAR && topic != Topic.WANTS_A_PERSON;
    }

    /// Which of some payments a text fits.
    List<Payment> among(CustomerId customer, List<Payment> some, String text, ZoneId zone) {
        var facts = Facts.in(text, zone, clock.instant(), Wallets.HOME);
        return Matches.of(customer, some, text, facts, Optional.empty());
    }

    /// The payment that is meant, where it can be but one.
    public Optional<Payment> payment(Customer customer, String text, ZoneId zone) {
        var heard = hear(customer, text, zone).payments();
        return heard.size() == 1 ? Optional.of(heard.getFirst()) : Optional.empty();
    }

    /// What came of asking a person.
    public sealed interface Asking permits Asked, NotAsked {}

    public record Asked(Case about) implements Asking {}

    public record NotAsked(Writing.Reason reason) implements Asking {}

    /// Puts a question that is about no payment before a person, in the customer's open case of
    /// such questions.
    ///
    /// @param clientId makes it happen once
    @Transactional
    public Asking ask(Customer customer, String text, String clientId) {
        var one = cases.open(customer.id(), Reference.to(QUESTION, customer.id()));
        var author = new Author.OfCustomer(customer.id());
        boolean isFresh = cases.lock(one.id()).stage() == Stage.OPENED;
        return switch (conversations.write(one.conversation(), author, text, clientId)) {
            case Writing.Accepted _ -> {
                // A person was asked for: nothing else is. Who is in danger is helped before that.
                if (isFresh && understanding.urgent(text).isEmpty()) {
                    resolutions.handOver(one);
                }
                yield new Asked(one);
            }
            case Writing.NotAccepted(var reason) -> new NotAsked(reason);
        };
    }
}
