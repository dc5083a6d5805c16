package okpay.web.app;

import java.util.Objects;
import okpay.friends.Plan;
import org.jspecify.annotations.Nullable;

/// What stands in the form that plans sending.
///
/// @param to phone number or e-mail address, as typed
/// @param first a date, as browsers send it
/// @param key makes it planned once
public record Planning(
        String to,
        String amount,
        String note,
        Plan.Every every,
        String first,
        String until,
        String key) {

    /// A field that is not there is empty.
    public Planning(
            @Nullable String to,
            @Nullable String amount,
            @Nullable String note,
            Plan.@Nullable Every every,
            @Nullable String first,
            @Nullable String until,
            @Nullable String key) {
        this.to = Objects.requireNonNullElse(to, "");
        this.amount = Objects.requireNonNullElse(amount, "");
        this.note = Objects.requireNonNullElse(note, "");
        this.every = Objects.requireNonNullElse(every, Plan.Every.ONCE);
        this.first = Objects.requireNonNullElse(first, "");
        this.until = Objects.requireNonNullElse(until, "");
        this.key = Objects.requireNonNullElse(key, "");
    }
}
