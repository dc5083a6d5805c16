package okpay.ledger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.springframework.transaction.support.TransactionTemplate;

/// Decides a batch and writes it in one transaction: lines, balances, seal and riders.
final class Scribe {

    private final LedgerSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Archive archive;
    private final Journal journal;
    private final Lane lane;
    private final Decider decider;
    private final Clerk clerk;

    Scribe(Archive archive, Journal journal, Lane lane, Tools tools) {
        this.archive = archive;
        this.journal = journal;
        this.lane = lane;
        this.settings = tools.settings();
        this.transaction = tools.transaction();
        this.clock = tools.clock();
        this.decider = new Decider(settings);
        this.clerk = new Clerk(decider);
    }

    /// What a scribe is given.
    record Tools(LedgerSettings settings, TransactionTemplate transaction, Clock clock) {}

    /// A decided batch, the end of the chain it hangs on, and its seal.
    record Sealed(Batch batch, Lane.End on, String seal) {

        /// The end of the chain when this is written.
        Lane.End end() {
            return batch.requests().isEmpty()
                    ? on
                    : new Lane.End(on.lane(), on.n() + 1, batch.id(), seal);
        }
    }

    /// Decides on what the shelf knows, and fetches what it does not.
    Sealed decide(List<Command> commands, Shelf shelf, Lane.End on) {
        return decide(commands, shelf, on, false);
    }

    private Sealed decide(List<Command> commands, Shelf shelf, Lane.End on, boolean locked) {
        archive.fetch(shelf, commands, locked);
        var batch = clerk.decide(commands, shelf, nextBatch(on, commands, shelf), today());
        return new Sealed(batch, on, sealed(on, batch));
    }

    /// Writes what was decided, if all of it still stands.
    ///
    /// @param before waits until the batch before is written
    void write(Sealed decided, Runnable before) {
        if (decided.batch().requests().isEmpty()) {
            before.run();
            return;
        }
        transaction.executeWithoutResult(_ -> {
            journal.insert(decided.batch());
            before.run();
            finish(decided);
        });
    }

    /// Locks, looks up, decides and writes, all in one transaction: nothing can be stale.
    Batch writeWithCare(List<Command> commands) {
        var known = new Shelf(settings.keep());
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    var on = lane.locked();
                    archive.fetchAnswers(known, commands);
                    var decided = decide(commands, known, on, true);
                    if (!decided.batch().requests().isEmpty()) {
                        journal.insert(decided.batch());
                        finish(decided);
                    }
                    return decided.batch();
                }));
    }

    Lane.End lockedEnd() {
        return Objects.requireNonNull(transaction.execute(_ -> lane.locked()));
    }

    void leave() {
        lane.leave();
    }

    private void finish(Sealed decided) {
        journal.change(decided.batch());
        lane.extend(decided.on(), decided.batch(), decided.seal());
        carryRiders(decided.batch());
    }

    /// Behind the last batch of this lane, and behind the last line of every account in it.
    private long nextBatch(Lane.End start, List<Command> commands, Shelf on) {
        long tick = Math.max(Position.tick(clock.instant()), Position.tickOf(start.batch()) + 1);
        for (var command : commands) {
            for (var instruction : command.order().chain()) {
                tick = Math.max(tick, Position.tickOf(on.lastLine(instruction)) + 1);
            }
        }
        return Position.batch(tick, start.lane());
    }

    private long today() {
        return decider.dayOf(clock.instant());
    }

    private static String sealed(Lane.End start, Batch batch) {
        var seal = new Seal(start.seal(), batch.id());
        for (var request : batch.requests()) {
            var command = request.command();
            seal.request(
                    request.position(),
                    command.key(),
                    command.gist(),
                    command.order().chain().size(),
                    Journal.refusal(request));
            seal.proposal(
                    command.authority().people().map(two -> two.proposal().uuid()).orElse(null));
        }
        for (var line : batch.sheet().lines()) {
            seal.line(Lines.numbers(line), line.move().purpose().name());
        }
        return seal.done();
    }

    private static void carryRiders(Batch batch) {
        var byRider = new LinkedHashMap<Rider<?>, List<Rider.Ridden<?>>>();
        for (var request : batch.requests()) {
            for (var ride : request.command().rides()) {
                byRider.computeIfAbsent(ride.rider(), _ -> new ArrayList<>())
                        .add(new Rider.Ridden<>(ride.what(), request.outcome()));
            }
        }
        byRider.forEach(Scribe::carry);
    }

    /// A rider gets back what was brought along with it, and nothing else.
    @SuppressWarnings("unchecked")
    private static <T> void carry(Rider<T> rider, List<Rider.Ridden<?>> all) {
        rider.write((List<Rider.Ridden<T>>) (List<?>) all);
    }
}
