package okpay.channels;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import okpay.identity.Customer;
import okpay.identity.CustomerId;

/// Brings envelopes to people by one channel.
public interface Carrier {

    Channel channel();

    /// Where a customer is reached by it, of itself: nobody asked for the word by an address.
    default List<String> addresses(Customer customer) {
        return List.of();
    }

    /// Which of some customers it may lead to, asked of many at once.
    default Set<CustomerId> leadsTo(Set<CustomerId> some) {
        return some;
    }

    /// Whether what a customer is told may go to an address, asked right before it goes.
    default boolean mayReach(String address, CustomerId customer) {
        return true;
    }

    /// Tries each once, and says of each at once what came of it. Those it says nothing of are
    /// tried again later.
    ///
    /// @param envelopes ends when no more may be begun
    void carry(Iterable<Envelope> envelopes, Consumer<Result> told);

    /// What came of one envelope.
    sealed interface Result {
        Envelope of();

        /// @param ref what the other side calls it
        record Sent(Envelope of, String ref) implements Result {}

        /// It may go better later.
        ///
        /// @param rest so long at least, as the other side says
        record Later(Envelope of, String why, Duration rest) implements Result {
            public Later(Envelope of, String why) {
                this(of, why, Duration.ZERO);
            }
        }

        /// It will never go.
        record Never(Envelope of, String why) implements Result {}
    }
}
