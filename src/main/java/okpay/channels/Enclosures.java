package okpay.channels;

import java.util.ArrayList;
import java.util.List;
import okpay.files.Intake;
import okpay.identity.Customer;
import okpay.resolution.Attachments;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Cases;
import okpay.support.ConversationId;
import okpay.support.Conversations;
import org.springframework.stereotype.Component;

/// What came with words from outside: pictures and papers go into the conversation, and what cannot
/// be taken is named there, so that nobody waits for it to be read.
@Component
public class Enclosures {

    private final Attachments attachments;
    private final Cases cases;
    private final Conversations conversations;

    Enclosures(Attachments attachments, Cases cases, Conversations conversations) {
        this.attachments = attachments;
        this.cases = cases;
        this.conversations = conversations;
    }

    /// Each once, however often it is added.
    public void add(ConversationId to, Customer customer, List<Piece> pieces, ArrivalId arrival) {
        var one = cases.of(to).orElseThrow();
        List<String> left = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            var sent =
                    attachments.send(
                            one,
                            new Author.OfCustomer(customer.id()),
                            piece.name(),
                            piece.body().getByteArray(),
                            arrival + ":" + i);
            switch (sent) {
                case Attachments.Outcome.Sent _ -> {}
                case Attachments.Outcome.NotTaken(var why) -> {
                    if (why == Intake.Reason.NOT_SCANNED) {
                        throw new IllegalStateException("The scanner does not answer");
                    }
                    left.add(piece.name());
                }
                case Attachments.Outcome.NobodyWouldSeeIt _ -> left.add(piece.name());
            }
        }
        if (!left.isEmpty()) {
            conversations.say(
                    to,
                    Body.Words.of("chat.mail.left", String.join(", ", left)),
                    "left:" + arrival);
        }
    }
}
