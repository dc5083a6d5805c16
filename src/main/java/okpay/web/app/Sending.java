package okpay.web.app;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What stands in the form for sending.
///
/// @param to phone number or e-mail address, as typed
/// @param key makes the payment happen once
public record Sending(String to, String amount, String note, String key) {

    /// A field that is not there is empty.
    public Sending(
            @Nullable String to,
            @Nullable String amount,
            @Nullable String note,
            @Nullable String key) {
        this.to = Objects.requireNonNullElse(to, "");
        this.amount = Objects.requireNonNullElse(amount, "");
        this.note = Objects.requireNonNullElse(note, "");
        this.key = Objects.requireNonNullElse(key, "");
    }

    Sending with(String other) {
        return new Sending(to, amount, note, other);
    }
}
