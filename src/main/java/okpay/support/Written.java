package okpay.support;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message's body as it lies in the database: one of text, words, or something shown.
record Written(
        @Nullable String text,
        @Nullable String key,
        @Nullable List<String> arguments,
        @Nullable Reference shown) {

    static Written of(Body body) {
        return switch (body) {
            case Body.Text(var text) -> new Written(text, null, null, null);
            case Body.Words(var key, var arguments) -> new Written(null, key, arguments, null);
            case Body.Shown(var what) -> new Written(null, null, null, what);
        };
    }

    Body body() {
        if (shown != null) {
            return new Body.Shown(shown);
        }
        if (key != null) {
            return new Body.Words(key, arguments == null ? List.of() : arguments);
        }
        return new Body.Text(text == null ? "" : text);
    }
}
