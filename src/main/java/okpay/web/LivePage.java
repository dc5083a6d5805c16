package okpay.web;

import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import okpay.identity.Person;
import okpay.identity.Sessions;
import okpay.identity.Token;

/// A page that stays open: what it shows is pushed to its reader whenever it changes.
public interface LivePage {

    /// Where its stream is, for example `/app/cases/{id}/stream`. Under `/app` it is for customers,
    /// under `/console` for the desk, elsewhere for whom [#reader] knows; nobody else is let in.
    String stream();

    /// Who comes with this token, if it is any; asked again before anything more is shown.
    default Optional<Person> reader(Token token, Sessions sessions) {
        return sessions.find(token);
    }

    /// @param reader who looks
    /// @param id what stands for `{id}` in the address; empty where it has none
    /// @throws Problems.NotFound if there is no such page, or not for this reader
    Watched watch(Page reader, String id);

    /// What is looked at.
    ///
    /// @param topics news of any of them wakes the page
    /// @param last of a conversation, the number of its latest message. Its news comes from every
    ///   node ([Overhearing]), so that it costs nothing while nobody speaks; and who comes back
    ///   after their connection broke is told what was said meanwhile at once, all else within a
    ///   breath, for thousands may come back together
    /// @param drawing what the page should show
    record Watched(Set<String> topics, Optional<LongSupplier> last, LiveStreams.Drawing drawing) {

        public Watched {
            topics = Set.copyOf(topics);
        }

        boolean isConversation() {
            return last.isPresent();
        }
    }
}
