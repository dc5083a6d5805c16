package okpay.channels.social;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;
import okpay.channels.Carrier;
import okpay.channels.Channel;
import okpay.channels.Envelope;
import okpay.channels.Reachable;
import okpay.identity.CustomerId;

/// A company whose chats people reach us by.
interface Messenger extends Carrier, Reachable {

    @Override
    Channel channel();

    /// What came of saying something there.
    sealed interface Told {
        record Sent(String ref) implements Told {}

        /// @param rest so long at least, as the company says
        record Later(String why, Duration rest) implements Told {
            Later(String why) {
                this(why, Duration.ZERO);
            }
        }

        record Never(String why) implements Told {}
    }

    /// The longest text that can be said at once, in UTF-8 bytes.
    int longest();

    Told say(String address, String text);

    /// @throws IOException the company is not there, or does not know us
    void check() throws IOException;

    Bindings bindings();

    /// Only to who has confirmed, and has not left since.
    @Override
    default boolean mayReach(String address, CustomerId customer) {
        return bindings().isOf(channel(), address, customer);
    }

    /// What somebody sent along.
    ///
    /// @throws IOException it cannot be had now
    byte[] fetch(Said.File file) throws IOException;

    @Override
    default void carry(Iterable<Envelope> envelopes, Consumer<Result> told) {
        envelopes.forEach(it -> told.accept(carry(it)));
    }

    /// A text that is too long goes in pieces. Whatever goes wrong after the first one, all of them
    /// are said again: twice is better than half.
    private Result carry(Envelope envelope) {
        var refs = new ArrayList<String>();
        for (var piece : Pieces.of(envelope.body(), longest())) {
            switch (say(envelope.address(), piece)) {
                case Told.Sent(var ref) -> refs.add(ref);
                case Told.Later(var why, var rest) -> {
                    return new Result.Later(envelope, why, rest);
                }
                case Told.Never(var why) -> {
                    return new Result.Never(envelope, why);
                }
            }
        }
        return new Result.Sent(envelope, refs.getLast());
    }
}
