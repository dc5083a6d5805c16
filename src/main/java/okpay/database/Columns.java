package okpay.database;

import java.util.Collection;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// One field of many things as an array, for a statement that writes all their rows at once
/// (`unnest`).
public final class Columns {

    private Columns() {}

    public static <T> long[] longs(Collection<T> things, ToLongFunction<T> of) {
        return things.stream().mapToLong(of).toArray();
    }

    public static <T> int[] ints(Collection<T> things, ToIntFunction<T> of) {
        return things.stream().mapToInt(of).toArray();
    }

    /// As PostgreSQL reads them: the statement casts the array to what its column is.
    public static <T> @Nullable String[] texts(
            Collection<T> things, Function<T, @Nullable Object> of) {
        return things.stream()
                .map(of)
                .map(thing -> thing == null ? null : thing.toString())
                .toArray(String[]::new);
    }
}
