package okpay.wallet;

import java.time.Instant;
import java.util.List;
import okpay.ledger.AccountId;
import okpay.ledger.Instruction;

/// A way to a bank. An implementation never throws for what a bank or a network may do: whatever is
/// not a clear yes or no is [Answer.Unclear].
public interface Rail {

    /// The kinds of payments that go this way.
    boolean carries(PaymentKind kind);

    /// Asks the bank to pay, or to collect. The number of the payment is the reference; the same
    /// one is paid once, however often it is asked.
    ///
    /// @param validUntil after this the bank must not pay any more
    Answer pay(Payment payment, Instant validUntil);

    /// Asks how a payment went.
    Answer ask(String reference);

    /// How the books show that the bank paid: what becomes of the money that was set aside.
    List<Instruction> capture(Payment payment, Instant at);

    /// How the books show that the bank sent the money back after it had paid.
    ///
    /// @param to the customer's account; OKPay's own when the customer has the money back already
    List<Instruction> giveBack(Payment payment, AccountId to, Instant at);

    /// What banks on the way kept of a payment that came back before it was heard to arrive.
    default List<Instruction> kept(Payment payment, Instant at) {
        return List.of();
    }

    /// How the books show that the bank paid what we had freed already: it is our loss.
    List<Instruction> lose(Payment payment, Instant at);

    /// How the books show that what we had lost came back.
    List<Instruction> findAgain(Payment payment, Instant at);

    /// What the bank said.
    sealed interface Answer {
        /// The payee has the money.
        record Succeeded() implements Answer {}

        /// It did not happen and never will.
        record Failed(String reason) implements Answer {}

        /// It had paid, and the money came back from the other side.
        record Returned(String reason) implements Answer {}

        /// We cannot know yet.
        record Unclear(Why why) implements Answer {}

        /// Why it did not happen or came back, in the rail's own code; empty when it did.
        default String reason() {
            return switch (this) {
                case Failed(var reason) -> reason;
                case Returned(var reason) -> reason;
                case Succeeded _, Unclear _ -> "";
            };
        }

        /// How it stands in the evidence.
        default String word() {
            return switch (this) {
                case Succeeded _ -> "SUCCESS";
                case Failed _ -> "FAILED";
                case Returned _ -> "RETURNED";
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
