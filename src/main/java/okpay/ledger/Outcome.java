package okpay.ledger;

import java.util.List;
import java.util.UUID;

/// The books' answer to an [Order]. A refusal changed nothing, and is remembered under the key.
public sealed interface Outcome {

    /// Done, now or at an earlier time with the same key.
    ///
    /// @param ids one for each instruction: of the transfer, or of the hold
    record Booked(List<UUID> ids) implements Outcome {

        public Booked {
            ids = List.copyOf(ids);
        }

        public TransferId transfer() {
            return new TransferId(ids.getLast());
        }

        public HoldId hold() {
            return new HoldId(ids.getFirst());
        }
    }

    record Refused(Refusal reason) implements Outcome {}
}
