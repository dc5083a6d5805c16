package okpay.language;

import java.time.Instant;
import okpay.money.Money;

/// Something a text says, and where.
public sealed interface Fact {

    /// @param from the first character
    /// @param to after the last one
    record Place(int from, int to) {
        public Place {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("From %d to %d is no place".formatted(from, to));
            }
        }

        boolean holds(Place other) {
            return from <= other.from && other.to <= to;
        }

        boolean meets(Place other) {
            return from < other.to && other.from < to;
        }
    }

    Place place();

    /// A sum of money; in the home currency when the text names none.
    record Sum(Place place, Money amount) implements Fact {}

    /// A span of time.
    ///
    /// @param until after its end
    record When(Place place, Instant from, Instant until) implements Fact {}

    /// One of our own numbers, of whatever kind: `pm_…`, `cs_…`.
    record OurNumber(Place place, String id) implements Fact {}

    /// A phone number.
    record Phone(Place place, String digits) implements Fact {}

    /// The last digits of an account or card.
    record Account(Place place, String ending) implements Fact {}

    /// The name of an error, as screens show it.
    record ErrorCode(Place place, String code) implements Fact {}
}
