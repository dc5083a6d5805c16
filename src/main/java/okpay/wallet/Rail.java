package okpay.wallet;

import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import okpay.money.Money;

/// A way to a bank. An implementation never throws for what a bank or a network may do: whatever is
/// not a clear yes or no is [Answer.Unclear].
public interface Rail {

    /// Asks the bank to pay. The same reference is paid once, however often it is asked.
    ///
    /// @param validUntil after this the bank must not pay any more
    Answer pay(String reference, String payee, Money amount, Instant validUntil);

    /// Asks how a payment went.
    Answer ask(String reference);

    /// The bank's own statement of a day, ISO 20022 camt.053; empty while it has none or cannot be
    /// reached. The caller closes it.
    Optional<InputStream> statement(LocalDate day, Currency currency);

    /// What the bank said.
    sealed interface Answer {
        /// The payee has the money.
        record Succeeded() implements Answer {}

        /// It did not happen and never will.
        record Failed(String reason) implements Answer {}

        /// We cannot know yet.
        record Unclear(Why why) implements Answer {}

        /// How it stands in the evidence.
        default String word() {
            return switch (this) {
                case Succeeded _ -> "SUCCESS";
                case Failed _ -> "FAILED";
                case Unclear(var why) -> why.name();
            };
        }
    }

    /// Why an answer is unclear.
    enum Why {
        /// The bank works on it.
        PENDING,
        /// No answer in time, or none that makes sense.
        TIMEOUT,
        /// The bank has never heard of it, so far.
        NOT_FOUND,
        /// The bank cannot be reached.
        NO_CONNECTION
    }
}
