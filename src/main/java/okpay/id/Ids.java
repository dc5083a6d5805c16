package okpay.id;

import com.github.f4b6a3.uuid.UuidCreator;
import com.github.f4b6a3.uuid.codec.base.Base32Codec;
import com.github.f4b6a3.uuid.exception.InvalidUuidException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;

/// Makes, prints and reads names: a prefix, an underscore, and a UUID in 26 letters and digits.
public final class Ids {

    private Ids() {}

    /// A fresh UUID version 7 (RFC 9562): later ones sort after earlier ones.
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /// The same name for the same words, always: so that a retry makes the same children.
    public static UUID derived(String words) {
        return UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8));
    }

    public static String print(String prefix, UUID uuid) {
        return prefix + "_" + Base32Codec.INSTANCE.encode(uuid);
    }

    /// A number as a name: `tr_1kq9…`, as short as it can be.
    public static String print(String prefix, long number) {
        return prefix + "_" + Long.toString(number, 36);
    }

    /// Reads what [#print(String, long)] printed; anything else is empty.
    public static <T> Optional<T> readNumber(String prefix, String text, LongFunction<T> make) {
        if (text.length() > 20 || !text.startsWith(prefix + "_")) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(text.substring(prefix.length() + 1), 36);
            return print(prefix, number).equals(text)
                    ? Optional.of(make.apply(number))
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// Reads a name of the given kind; anything else, however odd, is empty.
    public static <T> Optional<T> read(String prefix, String text, Function<UUID, T> make) {
        if (text.length() > 64 || !text.startsWith(prefix + "_")) {
            return Optional.empty();
        }
        try {
            var uuid = Base32Codec.INSTANCE.decode(text.substring(prefix.length() + 1));
            return Optional.of(make.apply(uuid));
        } catch (InvalidUuidException _) {
            return Optional.empty();
        }
    }
}
