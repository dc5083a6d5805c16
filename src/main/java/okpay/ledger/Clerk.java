package okpay.ledger;

import java.util.List;

/// Decides a whole batch on what is on the [Shelf], in the order the commands came. Pure, like the
/// [Decider]: the same shelf and commands always give the same batch.
final class Clerk {

    private final Decider decider;

    Clerk(Decider decider) {
        this.decider = decider;
    }

    /// @param id of the batch; larger than the last line of every account in it
    /// @param today days since 1970-01-01
    Batch decide(List<Command> commands, Shelf shelf, long id, long today) {
        var sheet = new Sheet(shelf.accounts, shelf.holds, shelf.given);
        var batch = new Batch(id, sheet);
        for (var command : commands) {
            var known = shelf.answers.get(command.key());
            if (known == null) {
                long position = Position.order(id, batch.requests().size());
                var setting = new Decider.Setting(command.authority(), position, today);
                var outcome = decider.decide(command.order(), sheet, setting);
                shelf.answers.put(command.key(), new Shelf.Answered(command.gist(), outcome));
                batch.requests().add(new Batch.Request(position, command, outcome));
                batch.answered().add(new Batch.Answered(command, outcome));
            } else {
                batch.answered().add(new Batch.Answered(command, again(command, known)));
            }
        }
        return batch;
    }

    private static Outcome again(Command command, Shelf.Answered known) {
        return known.gist().equals(command.gist())
                ? known.outcome()
                : new Outcome.Refused(Refusal.KEY_REUSED);
    }
}
