package okpay.resolution;

import java.time.Clock;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Stage;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The steps an agent takes with a case, and what the customer hears of them.
@Component
public class Handling {

    private final Cases cases;
    private final Conversations conversations;
    private final Clock clock;

    Handling(Cases cases, Conversations conversations, Clock clock) {
        this.cases = cases;
        this.conversations = conversations;
        this.clock = clock;
    }

    /// An agent takes the case from whoever had it, and the customer hears who it is with now.
    @Transactional
    public void takeOver(Case asked, Agent agent) {
        cases.lock(asked.id());
        var before = cases.find(asked.id()).orElseThrow().assignee();
        if (before.filter(agent.id()::equals).isPresent()) {
            return;
        }
        cases.take(asked.id(), agent.id());
        conversations.say(
                asked.conversation(),
                Body.Words.of("chat.taken.over", agent.name()),
                "taken:" + agent.id() + ":" + clock.instant());
    }

    /// An agent closes the case: it is solved.
    ///
    /// @param cause why it happened, for those who mend what breaks often; may be empty
    @Transactional
    public boolean resolve(CaseId id, AgentId agent, String cause) {
        cases.lock(id);
        if (!isWith(id, agent) || !cases.move(id, Stage.RESOLVED)) {
            return false;
        }
        if (!cause.isBlank()) {
            cases.setCause(id, agent, cause.strip());
        }
        return true;
    }

    /// The agent asked something and waits for the answer: promises that depend on it stand still.
    @Transactional
    public boolean waitForCustomer(CaseId id, AgentId agent) {
        cases.lock(id);
        return isWith(id, agent) && cases.move(id, Stage.WAITING_FOR_CUSTOMER);
    }

    /// The agent cannot go on; the next who is free does.
    @Transactional
    public boolean giveBack(CaseId id, AgentId agent) {
        cases.lock(id);
        return isWith(id, agent) && cases.giveBack(id, agent);
    }

    private boolean isWith(CaseId id, AgentId agent) {
        return cases.find(id).flatMap(Case::assignee).filter(agent::equals).isPresent();
    }
}
