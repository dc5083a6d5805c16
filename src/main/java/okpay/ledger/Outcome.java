package okpay.ledger;

import java.util.List;

/// The books' answer to an [Order]. A refusal changed nothing, and is remembered under the key.
public sealed interface Outcome {

    /// Done, now or at an earlier time with the same key.
    ///
    /// @param positions one for each instruction: of the transfer, or of the hold it made
    /// @param after each account that was debited or credited, as it stood right after this order
    record Booked(List<Long> positions, List<Standing> after) implements Outcome {

        public Booked {
            positions = List.copyOf(positions);
            after = List.copyOf(after);
        }

        /// The transfer of the last instruction.
        public TransferId transfer() {
            return new TransferId(positions.getLast());
        }

        /// The hold of the first instruction.
        public HoldId hold() {
            return new HoldId(positions.getFirst());
        }
    }

    /// How an account stood after a line.
    ///
    /// @param posted its balance, minor units
    /// @param seq the number of the leg
    record Standing(AccountId account, long posted, long seq) {}

    record Refused(Refusal reason) implements Outcome {}
}
