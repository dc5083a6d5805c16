package okpay.resolution;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import okpay.casework.Links;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Idle;
import okpay.support.Stage;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Nothing waits for ever: who was asked something and does not answer is reminded, then the case
/// is taken for solved, and they may open it again with a word; what is solved is over one day.
@Component
public class Silence {

    private final Idle idle;
    private final Cases cases;
    private final Conversations conversations;
    private final Links links;
    private final ResolutionSettings settings;
    private final OneByOne alone;
    private final Clock clock;

    Silence(
            Idle idle,
            Cases cases,
            Conversations conversations,
            Links links,
            ResolutionSettings settings,
            OneByOne alone,
            Clock clock) {
        this.idle = idle;
        this.cases = cases;
        this.conversations = conversations;
        this.links = links;
        this.settings = settings;
        this.alone = alone;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${okpay.resolution.silence-every:PT5M}")
    public void look() {
        var now = clock.instant();
        each(
                idle.silent(now.minus(settings.solveAfter())),
                Stage.WAITING_FOR_CUSTOMER,
                this::solve);
        each(
                idle.notReminded(now.minus(settings.remindAfter())),
                Stage.WAITING_FOR_CUSTOMER,
                this::remind);
        each(idle.solved(now.minus(settings.closeAfter())), Stage.RESOLVED, idle::close);
    }

    private void each(List<CaseId> some, Stage stage, Consumer<Case> deed) {
        alone.each(
                some,
                id -> {
                    var one = cases.lock(id);
                    if (one.stage() == stage && one.mergedInto().isEmpty()) {
                        deed.accept(one);
                    }
                });
    }

    private void remind(Case one) {
        var until = one.movedAt().plus(settings.solveAfter());
        idle.reminded(one.id(), clock.instant());
        if (until.isAfter(clock.instant())) {
            conversations.say(
                    one.conversation(),
                    Body.Words.of("chat.silent.remind", until),
                    "remind:" + one.id() + one.movedAt());
        }
    }

    /// A part of it that somebody works on keeps it open.
    private void solve(Case one) {
        if (links.openParts(one.id()).isEmpty()) {
            conversations.say(
                    one.conversation(),
                    Body.Words.of("chat.silent.solved"),
                    "silent:" + one.id() + one.movedAt());
            cases.move(one.id(), Stage.RESOLVED);
        }
    }
}
