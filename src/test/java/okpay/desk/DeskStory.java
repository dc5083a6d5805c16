package okpay.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.resolution.Resolutions;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Loads;
import okpay.support.Priority;
import okpay.support.Reference;
import okpay.support.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/// Stories at a desk where nobody else is.
abstract class DeskStory extends Story {

    @Autowired protected Cases cases;
    @Autowired protected Resolutions resolutions;
    @Autowired protected Loads loads;
    @Autowired protected Alerts alerts;

    private List<Presence.Place> before = List.of();

    /// Those of other stories go home for a while.
    @BeforeEach
    void anEmptyDesk() {
        before = presence.all();
        before.forEach(it -> presence.set(it.agent(), Presence.State.AWAY));
    }

    /// And take what still waits.
    @AfterEach
    void theyComeBack() {
        before.forEach(it -> presence.set(it.agent(), Presence.State.HERE));
        agent("小赵", Role.AGENT);
        eventually(() -> !loads.isAnybodyWaiting());
    }

    protected Case waiting(Priority priority) {
        var one = fresh();
        cases.raise(one.id(), priority, okpay.support.Raise.NEAR);
        clock.passes(Duration.ofSeconds(1));
        resolutions.handOver(again(one));
        return again(one);
    }

    protected Case fresh() {
        var who = customer("李雷").customer().id();
        return cases.open(who, Reference.to("question", who));
    }

    protected Agent here(String name, int capacity) {
        var agent = hired(name, Role.AGENT);
        presence.set(agent.id(), Presence.State.AWAY);
        presence.setCapacity(agent.id(), capacity);
        presence.set(agent.id(), Presence.State.HERE);
        return agent;
    }

    protected void resolve(Case one) {
        assertThat(cases.move(one.id(), Stage.RESOLVED)).isTrue();
    }

    protected boolean told(Agent agent, Alerts.Kind kind) {
        return alerts.unseen(agent.id()).stream().anyMatch(it -> it.kind() == kind);
    }

    protected boolean isWith(Case one, Agent agent) {
        return again(one).assignee().filter(agent.id()::equals).isPresent();
    }

    protected Stage stage(Case one) {
        return again(one).stage();
    }

    protected Case again(Case one) {
        return cases.find(one.id()).orElseThrow();
    }
}
