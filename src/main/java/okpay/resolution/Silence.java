package okpay.resolution;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Idle;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Stage;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Nothing waits for ever: who was asked something and does not answer is reminded, then the case
/// is taken for solved, and they may open it again with a word; what is solved is over one day.
@Component
public class Silence {

    private final Idle idle;
    private final Cases cases;
    private final Conversations conversations;
    private final Promises promises;
    private final ResolutionSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Silence(
            Idle idle,
            Cases cases,
            Conversations conversations,
            Promises promises,
            ResolutionSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.idle = idle;
        this.cases = cases;
        this.conversations = conversations;
        this.promises = promises;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${okpay.resolution.silence-every:PT5M}")
    public void look() {
        var now = clock.instant();
        each(
                idle.since(Stage.WAITING_FOR_CUSTOMER, now.minus(settings.solveAfter())),
                Stage.WAITING_FOR_CUSTOMER,
                this::solve);
        each(
                idle.notReminded(Stage.WAITING_FOR_CUSTOMER, now.minus(settings.remindAfter())),
                Stage.WAITING_FOR_CUSTOMER,
                this::remind);
        each(
                idle.since(Stage.RESOLVED, now.minus(settings.closeAfter())),
                Stage.RESOLVED,
                one -> cases.move(one.id(), Stage.CLOSED));
    }

    private void each(List<CaseId> some, Stage stage, Consumer<Case> deed) {
        some.forEach(id ->
                transaction.executeWithoutResult(_ -> {
                    var one = cases.lock(id);
                    if (one.stage() == stage && one.mergedInto().isEmpty()) {
                        deed.accept(one);
                    }
                }));
    }

    private void remind(Case one) {
        var until = one.movedAt().plus(settings.solveAfter());
        idle.reminded(one.id(), clock.instant());
        if (until.isAfter(clock.instant()) && isOurTurn(one)) {
            conversations.say(
                    one.conversation(),
                    Body.Words.of("chat.silent.remind", until),
                    "remind:" + one.id() + one.movedAt());
        }
    }

    private void solve(Case one) {
        if (!isOurTurn(one)) {
            return;
        }
        conversations.say(
                one.conversation(),
                Body.Words.of("chat.silent.solved"),
                "silent:" + one.id() + one.movedAt());
        cases.move(one.id(), Stage.RESOLVED);
    }

    /// What somebody gave their word for, and money that is on its way, is not over by silence.
    private boolean isOurTurn(Case one) {
        return !promises.isOpen(one.id(), Promise.Kind.MONEY_BACK, Promise.Kind.DECISION)
                && promises.words(one.id()).isEmpty();
    }
}
