package okpay.support;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message's body as it lies in the database: one of text, words, or something shown.
///
/// @param gone its author took it back; then the text is empty
/// @param erased it was forgotten
/// @param changed when its author last changed it
record Written(
        @Nullable String text,
        @Nullable String key,
        @Nullable List<String> arguments,
        @Nullable Reference shown,
        @Nullable Boolean gone,
        @Nullable Boolean erased,
        @Nullable Instant changed) {

    static Written of(Body body) {
        return switch (body) {
            case Body.Text(var text) -> new Written(text, null, null, null, null, null, null);
            case Body.Words(var key, var arguments) ->
                    new Written(null, key, arguments, null, null, null, null);
            case Body.Shown(var what) -> new Written(null, null, null, what, null, null, null);
            case Body.TakenBack _ -> new Written("", null, null, null, true, null, null);
            case Body.Erased _ -> new Written("", null, null, null, null, true, null);
        };
    }

    static Written changed(String text, Instant at) {
        return new Written(text, null, null, null, null, null, at);
    }

    Optional<Instant> changedAt() {
        return Optional.ofNullable(changed);
    }

    Body body() {
        if (erased != null && erased) {
            return new Body.Erased();
        }
        if (gone != null && gone) {
            return new Body.TakenBack();
        }
        if (shown != null) {
            return new Body.Shown(shown);
        }
        if (key != null) {
            return new Body.Words(key, arguments == null ? List.of() : arguments);
        }
        return new Body.Text(text == null ? "" : text);
    }
}
