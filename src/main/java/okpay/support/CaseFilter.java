package okpay.support;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import okpay.identity.AgentId;

/// Which cases an agent wants to see.
///
/// @param stages empty for all
/// @param atLeast how much they press
/// @param text the beginning of a case number; blank for all
/// @param tag blank for all
/// @param dueBefore something is promised until then
public record CaseFilter(
        Whose whose,
        Set<Stage> stages,
        Priority atLeast,
        String text,
        String tag,
        Optional<Instant> dueBefore,
        Sleep sleep) {

    static final Set<Stage> OPEN = stages(true);
    static final Set<Stage> OVER = stages(false);

    public static final CaseFilter ALL =
            new CaseFilter(
                    new Whose.Everybodys(),
                    Set.of(),
                    Priority.LOW,
                    "",
                    "",
                    Optional.empty(),
                    Sleep.EITHER);

    public CaseFilter {
        stages = Set.copyOf(stages);
    }

    public CaseFilter of(Whose whose) {
        return new CaseFilter(whose, stages, atLeast, text, tag, dueBefore, sleep);
    }

    public CaseFilter of(AgentId agent) {
        return of(new Whose.Of(agent));
    }

    public CaseFilter open(boolean open) {
        return in(open ? OPEN : OVER);
    }

    public CaseFilter waiting() {
        return in(Set.of(Stage.WAITING));
    }

    public CaseFilter in(Set<Stage> stages) {
        return new CaseFilter(whose, stages, atLeast, text, tag, dueBefore, sleep);
    }

    public CaseFilter with(String text, String tag) {
        return new CaseFilter(whose, stages, atLeast, text, tag, dueBefore, sleep);
    }

    public CaseFilter pressing(Priority atLeast, Optional<Instant> dueBefore) {
        return new CaseFilter(whose, stages, atLeast, text, tag, dueBefore, sleep);
    }

    public CaseFilter that(Sleep sleep) {
        return new CaseFilter(whose, stages, atLeast, text, tag, dueBefore, sleep);
    }

    boolean isOfOpenOnes() {
        return !stages.isEmpty() && OPEN.containsAll(stages);
    }

    /// Whose cases.
    public sealed interface Whose {
        record Everybodys() implements Whose {}

        record Nobodys() implements Whose {}

        record Of(AgentId agent) implements Whose {}
    }

    public enum Sleep {
        EITHER,
        AWAKE,
        ASLEEP
    }

    static Set<Stage> stages(boolean open) {
        var all = EnumSet.noneOf(Stage.class);
        Arrays.stream(Stage.values()).filter(it -> it.isOpen() == open).forEach(all::add);
        return Set.copyOf(all);
    }
}
