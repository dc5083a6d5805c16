package okpay.resolution;

import java.util.Optional;
import java.util.UUID;
import okpay.desk.Canned;
import okpay.identity.Agent;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Stage;
import okpay.support.Tags;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What is done with a case once a prepared reply was sent.
@Component
public class Macros {

    private final Canned canned;
    private final Cases cases;
    private final Tags tags;
    private final Handling handling;

    Macros(Canned canned, Cases cases, Tags tags, Handling handling) {
        this.canned = canned;
        this.cases = cases;
        this.tags = tags;
        this.handling = handling;
    }

    /// Why a step was not taken; the reply was sent all the same.
    public enum Undone {
        /// Nobody keeps this prepared reply any more.
        GONE,
        /// The case is with somebody else, or over.
        NOT_YOURS,
        /// Its cause is not on the list any more.
        NO_CAUSE,
        /// Something is to be filled in or done before it is solved.
        UNFINISHED
    }

    /// @return empty when all of it was done
    @Transactional
    public Optional<Undone> carryOut(CaseId id, Agent agent, UUID reply) {
        var stage = cases.lock(id).stage();
        var found = canned.find(reply);
        if (found.isEmpty()) {
            return Optional.of(Undone.GONE);
        }
        var after = found.get().afterwards();
        after.eachTag().forEach(it -> tags.put(id, Optional.of(agent.id()), it));
        return switch (after.step()) {
            case NOTHING -> Optional.empty();
            case QUESTION ->
                    stage == Stage.WAITING_FOR_CUSTOMER || handling.waitForCustomer(id, agent.id())
                            ? Optional.empty()
                            : Optional.of(Undone.NOT_YOURS);
            case SOLVED ->
                    switch (handling.resolve(id, agent.id(), after.cause())) {
                        case Handling.Closing.Done _ -> Optional.empty();
                        case Handling.Closing.NotYours _ -> Optional.of(Undone.NOT_YOURS);
                        case Handling.Closing.CauseMissing _ -> Optional.of(Undone.NO_CAUSE);
                        case Handling.Closing.Unfinished _ -> Optional.of(Undone.UNFINISHED);
                    };
        };
    }
}
