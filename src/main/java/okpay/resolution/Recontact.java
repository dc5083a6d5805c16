package okpay.resolution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseEvents;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Message;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Raise;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Whoever has to come to us twice with one thing waits for less: they write again while an answer
/// is due for an hour, or after we thought it was solved.
@Component
class Recontact {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration AGAIN = Duration.ofHours(12);

    private static final Set<Promise.Kind> ANSWERS =
            Set.of(Promise.Kind.FIRST_REPLY, Promise.Kind.NEXT_UPDATE);

    private final Cases cases;
    private final Promises promises;
    private final CaseEvents events;
    private final Clock clock;

    Recontact(Cases cases, Promises promises, CaseEvents events, Clock clock) {
        this.cases = cases;
        this.promises = promises;
        this.events = events;
        this.clock = clock;
    }

    /// Somebody has written. By its customer the case is raised by one step, at most once in half a
    /// day.
    @Transactional
    public void hear(CaseId id, Message message) {
        boolean isThanks = message.body() instanceof Body.Text(var text) && Thanks.isAll(text);
        if (!(message.author() instanceof Author.OfCustomer) || isThanks) {
            return;
        }
        var one = cases.lock(id);
        if ((!one.stage().isOpen() || waitsLong(one)) && !wasRaised(id)) {
            cases.raise(id, one.priority().raised(), Raise.AGAIN);
        }
    }

    /// Since the last answer, if there was one: what was missed meanwhile is no answer.
    private boolean waitsLong(Case one) {
        var answers =
                promises.of(one.id()).stream().filter(it -> ANSWERS.contains(it.kind())).toList();
        var answered =
                answers.stream()
                        .filter(it -> it.state() == Promise.State.KEPT)
                        .flatMap(it -> it.endedAt().stream())
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH);
        var then = clock.instant().minus(LONG);
        return answers.stream()
                .map(Promise::madeAt)
                .anyMatch(it -> it.isAfter(answered) && it.isBefore(then));
    }

    private boolean wasRaised(CaseId id) {
        var then = clock.instant().minus(AGAIN);
        return events.of(id).stream()
                .filter(it -> it.kind() == CaseEvents.Kind.RAISED && it.at().isAfter(then))
                .anyMatch(it -> it.detail().endsWith(Raise.AGAIN.name()));
    }
}
