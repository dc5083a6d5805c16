package okpay.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Brings orders through that could not be written by heart: tries again while the database is
/// away, and halves what fails until the one order that spoils it for the others stands alone.
final class Rescue {

    private final Scribe scribe;
    private final int most;

    Rescue(Scribe scribe, int most) {
        this.scribe = scribe;
        this.most = most;
    }

    /// Every command is answered, or failed, when this returns.
    void bringThrough(List<Command> commands) {
        var parts = new ArrayDeque<List<Command>>();
        for (int i = 0; i < commands.size(); i += most) {
            parts.add(commands.subList(i, Math.min(commands.size(), i + most)));
        }
        int tries = 0;
        while (!parts.isEmpty()) {
            var part = new ArrayList<>(parts.removeFirst());
            part.removeIf(Command::hasGoneAway);
            if (part.isEmpty()) {
                tries = 0;
                continue;
            }
            try {
                scribe.writeWithCare(part).tellEverybody();
                tries = 0;
            } catch (RuntimeException e) {
                tries++;
                if (Trouble.mayPass(e, tries)) {
                    Trouble.pause(tries);
                    parts.addFirst(part);
                } else {
                    tries = 0;
                    halve(part, e, parts);
                }
            } catch (Error e) {
                tries = 0;
                halve(part, new IllegalStateException(e), parts);
            }
        }
    }

    private static void halve(List<Command> part, RuntimeException e, Deque<List<Command>> parts) {
        if (part.size() == 1) {
            part.getFirst().fail(e);
            return;
        }
        int half = part.size() / 2;
        parts.addFirst(part.subList(half, part.size()));
        parts.addFirst(part.subList(0, half));
    }
}
