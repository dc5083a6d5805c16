package okpay.resolution;

import okpay.files.Intake;
import okpay.files.KeptFiles;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.support.Reference;
import okpay.support.Writing;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Pictures and papers in a conversation. The file and the message that shows it are there together
/// or not at all.
@Component
public class Attachments {

    /// What a message that shows a file refers to.
    public static final String KIND = KeptFiles.KIND;

    private final Intake intake;
    private final KeptFiles files;
    private final Conversations conversations;
    private final TransactionTemplate transaction;

    Attachments(
            Intake intake,
            KeptFiles files,
            Conversations conversations,
            TransactionTemplate transaction) {
        this.intake = intake;
        this.files = files;
        this.conversations = conversations;
        this.transaction = transaction;
    }

    /// What came of it.
    public sealed interface Outcome {
        record Sent(Message message) implements Outcome {}

        record NotTaken(Intake.Reason why) implements Outcome {}

        /// Whoever wrote could not sign in: our answers go out as letters, and those carry no
        /// files.
        record NobodyWouldSeeIt() implements Outcome {}
    }

    /// @param clientId made on the sender's device for this file; the same again gives the first
    ///   answer
    public Outcome send(Case one, Author author, String name, byte[] body, String clientId) {
        if (SignedOut.isSignedOut(one) && author instanceof Author.OfAgent) {
            return new Outcome.NobodyWouldSeeIt();
        }
        var earlier = conversations.written(one.conversation(), author, clientId);
        if (earlier.isPresent()) {
            return new Outcome.Sent(earlier.get());
        }
        if (!files.hasRoom(one.customer())) {
            return new Outcome.NotTaken(Intake.Reason.TOO_MANY);
        }
        // What takes its time comes before the transaction.
        return switch (intake.take(name, body)) {
            case Intake.Taken.Refused(var why) -> new Outcome.NotTaken(why);
            case Intake.Taken.Clean file -> show(one, author, file, clientId);
        };
    }

    private Outcome show(Case one, Author author, Intake.Taken.Clean file, String clientId) {
        return transaction.execute(now -> {
            var shown = Reference.to(KIND, files.keep(one.customer(), file));
            var writing = conversations.show(one.conversation(), author, shown, clientId);
            var message = ((Writing.Accepted) writing).message();
            if (!message.body().equals(new Body.Shown(shown))) {
                // The same file came twice at once, and the other one was first.
                now.setRollbackOnly();
            }
            return new Outcome.Sent(message);
        });
    }
}
