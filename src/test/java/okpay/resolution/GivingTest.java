package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import okpay.desk.Alerts;
import okpay.desk.Presence;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Role;
import okpay.identity.Staff;
import okpay.resolution.Handling.Step;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Priority;
import okpay.support.Reference;
import okpay.support.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A case goes from one colleague to another, and who has it is told, as is the customer.
class GivingTest extends Story {

    @Autowired private Handling handling;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Alerts alerts;
    @Autowired private Staff staff;

    private Agent wang;
    private Agent zhao;
    private Agent chen;
    private Case one;

    @BeforeEach
    void people() {
        presence.all().forEach(it -> presence.set(it.agent(), Presence.State.AWAY));
        wang = agent("小王", Role.AGENT);
        zhao = hired("小赵", Role.AGENT);
        chen = agent("老陈", Role.SUPERVISOR);
        var li = customer("李雷");
        one = cases.open(li.id(), Reference.to(Hearing.QUESTION, li.id()));
        cases.take(one.id(), wang.id());
    }

    @Test
    void whoHasItGivesItAndTheOtherIsTold() {
        assertThat(handling.give(one.id(), zhao, zhao.id())).isEqualTo(Step.NOT_YOURS);
        assertThat(handling.give(one.id(), wang, zhao.id())).isEqualTo(Step.DONE);

        assertThat(now().assignee()).contains(zhao.id());
        assertThat(now().stage()).isEqualTo(Stage.IN_PROGRESS);
        eventually(() ->
                alerts.unseen(zhao.id()).stream()
                        .anyMatch(it -> it.kind() == Alerts.Kind.ASSIGNED));
        eventually(() -> said("chat.taken.over") == 1);
        assertThat(handling.give(one.id(), wang, wang.id()))
                .as("not any more")
                .isEqualTo(Step.NOT_YOURS);
    }

    @Test
    void aSupervisorGivesAnybodysAndNobodyGetsItWhoHasLeft() {
        assertThat(handling.give(one.id(), chen, AgentId.next())).isEqualTo(Step.NOBODY);
        assertThat(staff.close(chen.id(), zhao.id())).isEmpty();
        assertThat(handling.give(one.id(), chen, zhao.id())).isEqualTo(Step.NOBODY);
        assertThat(handling.give(one.id(), chen, chen.id())).isEqualTo(Step.DONE);
        assertThat(now().assignee()).contains(chen.id());

        cases.move(one.id(), Stage.RESOLVED);
        assertThat(handling.give(one.id(), chen, wang.id()))
                .as("it is over")
                .isEqualTo(Step.NOT_YOURS);
    }

    @Test
    void howMuchItPressesIsSetUpAndDown() {
        assertThat(handling.setPriority(one.id(), zhao, Priority.URGENT)).isEqualTo(Step.NOT_YOURS);
        assertThat(handling.setPriority(one.id(), wang, Priority.URGENT)).isEqualTo(Step.DONE);
        assertThat(now().priority()).isEqualTo(Priority.URGENT);
        assertThat(handling.setPriority(one.id(), chen, Priority.LOW)).isEqualTo(Step.DONE);
        assertThat(now().priority()).isEqualTo(Priority.LOW);
    }

    private Case now() {
        return cases.find(one.id()).orElseThrow();
    }

    private long said(String key) {
        return conversations.all(one.conversation(), 0).stream()
                .filter(it -> it.body() instanceof Body.Words words && words.key().equals(key))
                .count();
    }
}
