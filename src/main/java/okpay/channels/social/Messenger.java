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

        /// Their last word is too long ago for the company's rules.
        record TooLate(String why) implements Told {}
    }

    /// The longest text that can be said at once, in UTF-8 bytes.
    int longest();

    Told say(String address, String text);

    /// Whether what we say at once goes in the answer to what we are told: then it is said again
    /// when we are told again, for it did not arrive.
    default boolean answersWhenTold() {
        return false;
    }

    /// Whether it is known beforehand that it would be [Told.TooLate].
    default boolean isTooLate(String address) {
        return false;
    }

    /// What a company's rules leave to do when somebody's last word is too long ago.
    ///
    /// @param piece of the envelope's text
    /// @param why as the company said
    default Told sayLate(Envelope envelope, String piece, String why) {
        return new Told.Never(why);
    }

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
            var told =
                    isTooLate(envelope.address())
                            ? new Told.TooLate("too long ago")
                            : say(envelope.address(), piece);
            if (told instanceof Told.TooLate(var why)) {
                told = sayLate(envelope, piece, why);
            }
            switch (told) {
                case Told.Sent(var ref) -> refs.add(ref);
                case Told.Later(var why, var rest) -> {
                    return new Result.Later(envelope, why, rest);
                }
                case Told.Never(var why) -> {
                    return new Result.Never(envelope, why);
                }
                case Told.TooLate(var why) -> {
                    return new Result.Never(envelope, why);
                }
            }
        }
        return new Result.Sent(envelope, refs.getLast());
    }
}
