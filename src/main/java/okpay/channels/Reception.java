package okpay.channels;

import java.util.Optional;
import java.util.regex.Pattern;
import okpay.identity.Customer;
import okpay.resolution.Hearing;
import okpay.resolution.Resolutions;
import okpay.support.Author;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.support.Reference;
import okpay.support.Writing;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Where a customer's words come in, by whichever channel: into the case they belong to, or into
/// one that begins with them. Whatever is done twice is there once.
@Component
public class Reception {

    private static final Pattern NUMBER = Pattern.compile("\\bC\\d{6,12}\\b");

    private final Cases cases;
    private final Conversations conversations;
    private final Hearing hearing;
    private final Resolutions resolutions;
    private final Ways ways;
    private final Placed placed;
    private final ChannelSettings settings;
    private final TransactionTemplate transaction;

    Reception(
            Cases cases,
            Conversations conversations,
            Hearing hearing,
            Resolutions resolutions,
            Ways ways,
            Placed placed,
            ChannelSettings settings,
            TransactionTemplate transaction) {
        this.cases = cases;
        this.conversations = conversations;
        this.hearing = hearing;
        this.resolutions = resolutions;
        this.ways = ways;
        this.placed = placed;
        this.settings = settings;
        this.transaction = transaction;
    }

    /// @param channel by which they came
    /// @param address there, to which answers go
    /// @param text what was said; longer than a message may be, it is cut
    /// @param arrival as which they came: they are said once
    public record Words(Channel channel, String address, String text, ArrivalId arrival) {

        /// Not longer than a message may be.
        public Words {
            text = Conversations.tidy(text);
            if (text.length() > Conversations.LONGEST) {
                text = Beginning.of(text, Conversations.LONGEST - 1) + "…";
            }
        }
    }

    /// Takes a customer's words.
    ///
    /// @param in the case they belong to, where that is known
    public Message hear(Customer customer, Optional<Case> in, Words words) {
        var before =
                placed.of(words.arrival())
                        .flatMap(it -> conversations.message(it.conversation(), it.seq()));
        if (before.isPresent()) {
            return before.get();
        }
        var one =
                in.filter(it -> it.customer().equals(customer.id()))
                        .or(() -> named(customer, words.text()))
                        .orElseGet(() -> begin(customer, words));
        return transaction.execute(_ -> {
            placed.leads(words.arrival(), one.conversation(), words.text());
            var writing =
                    conversations.write(
                            one.conversation(),
                            new Author.OfCustomer(customer.id()),
                            words.text(),
                            words.arrival().toString());
            // Whatever is written ends the way from outside, as words in the app do.
            spoke(cases.root(one), words);
            var message = ((Writing.Accepted) writing).message();
            placed.became(words.arrival(), message);
            return message;
        });
    }

    private void spoke(Case in, Words words) {
        if (words.channel().isWritten()) {
            ways.spoke(in.conversation(), words.channel(), words.address());
        }
    }

    /// A case of the customer's own whose number they wrote.
    private Optional<Case> named(Customer customer, String text) {
        return NUMBER.matcher(text)
                .results()
                .flatMap(it -> cases.numbered(it.group()).stream())
                .filter(it -> it.customer().equals(customer.id()))
                .findFirst()
                .map(cases::root);
    }

    /// About one payment where it can be but one; else a question for a person.
    private Case begin(Customer customer, Words words) {
        var payment = hearing.payment(customer, words.text(), settings.zone());
        var about =
                payment.map(it -> Reference.to("payment", it.id()))
                        .orElseGet(() -> Reference.to(Hearing.QUESTION, customer.id()));
        // The way is known before anything is said: what is found goes by it, too.
        var one =
                transaction.execute(_ -> {
                    var fresh = cases.root(cases.open(customer.id(), about));
                    spoke(fresh, words);
                    placed.leads(words.arrival(), fresh.conversation(), words.text());
                    return fresh;
                });
        return payment.flatMap(it -> resolutions.openHelp(customer.id(), it.id()))
                .map(cases::root)
                .orElse(one);
    }
}
