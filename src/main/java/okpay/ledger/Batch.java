package okpay.ledger;

import java.util.ArrayList;
import java.util.List;

/// What was decided together and is written together.
///
/// @param id the [Position] of its first order
/// @param answered every command with its answer, those asked before included
/// @param requests those that are new and are written down
record Batch(long id, Sheet sheet, List<Answered> answered, List<Request> requests) {

    record Answered(Command command, Outcome outcome) {}

    /// A new order, where it stands in the books, and what was answered.
    record Request(long position, Command command, Outcome outcome) {}

    Batch(long id, Sheet sheet) {
        this(id, sheet, new ArrayList<>(), new ArrayList<>());
    }

    List<Command> commands() {
        return answered.stream().map(Answered::command).toList();
    }

    void tellEverybody() {
        answered.forEach(one -> one.command().answer(one.outcome()));
    }
}
