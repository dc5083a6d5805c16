package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.ledger.ProposalId;
import okpay.resolution.FourEyes.Step;
import okpay.resolution.FourEyes.Why;
import okpay.sandbank.Behaviour;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Stage;
import okpay.wallet.PaymentState;
import okpay.wallet.Refunds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Money back in parts, each by two people, and never more than was paid.
class RefundInPartsTest extends Story {

    @Autowired private Resolutions resolutions;
    @Autowired private FourEyes fourEyes;
    @Autowired private Refunds refunds;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;

    @Test
    void aPaymentComesBackInTwoParts() {
        var wang = agent("小王", Role.AGENT);
        var chen = agent("老陈", Role.SUPERVISOR);
        var li = paid("350.00 CNY");
        var one = help(li);

        var first = taken(propose(one, wang, "100.00 CNY"));
        assertThat(fourEyes.approve(first, wang)).isEqualTo(refused(Why.NOT_ALLOWED));
        assertThat(fourEyes.approve(first, chen)).isEqualTo(new Step.Taken(first));

        li.canSpend("250.00 CNY");
        li.sees(PaymentState.SUCCEEDED);
        assertThat(li.payment().refunded()).isEqualTo(money("100.00 CNY"));
        assertThat(stage(one)).isEqualTo(Stage.IN_PROGRESS);
        assertThat(conversations.since(one.conversation(), 0).toString())
                .contains("chat.refunded.part")
                .contains("250.00 CNY");

        assertThat(propose(one, wang, "250.01 CNY")).isEqualTo(refused(Why.NOT_SO_MUCH));
        var second = taken(propose(one, wang, "250.00 CNY"));
        assertThat(stage(one)).isEqualTo(Stage.WAITING_FOR_APPROVAL);
        fourEyes.approve(second, chen);
        assertThat(fourEyes.approve(second, chen)).isNotEqualTo(new Step.Taken(first));

        li.canSpend("500.00 CNY");
        li.sees(PaymentState.REFUNDED);
        assertThat(propose(one, wang, "0.01 CNY")).isEqualTo(refused(Why.NOTHING_TO_REFUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00 CNY", "-1.00 CNY", "350.01 CNY"})
    void nothingLessThanNothingAndTooMuchIsRefused(String amount) {
        var li = paid("350.00 CNY");

        assertThat(propose(help(li), agent("小王", Role.AGENT), amount))
                .isEqualTo(refused(Why.NOT_SO_MUCH));
    }

    @Test
    void whatTheBankHasNotSettledComesBackWholeOrNotAtAll() {
        var wang = agent("小王", Role.AGENT);
        var li = customer("李雷").holding("500.00 CNY");
        li.pays("350.00 CNY", shop("便利店", Behaviour.SILENT));
        var one = help(li);

        assertThat(propose(one, wang, "100.00 CNY")).isEqualTo(refused(Why.NOT_SO_MUCH));
        assertThat(propose(one, wang, "350.00 CNY")).isInstanceOf(Step.Taken.class);
    }

    @Test
    void afterAPartOnlyTheRestIsGivenAtOnce() {
        var wang = agent("小王", Role.AGENT);
        var chen = agent("老陈", Role.SUPERVISOR);
        var li = paid("150.00 CNY");
        fourEyes.approve(taken(propose(help(li), wang, "100.00 CNY")), chen);
        li.canSpend("450.00 CNY");

        var back = refunds.refund(li.paymentId(), PaymentState.SUCCEEDED);

        assertThat(back).isInstanceOf(Refunds.Back.Given.class);
        li.sees(PaymentState.REFUNDED);
        li.canSpend("500.00 CNY");
    }

    @Test
    void aProposalThatNoLongerFitsIsNotBooked() {
        var wang = agent("小王", Role.AGENT);
        var chen = agent("老陈", Role.SUPERVISOR);
        var li = paid("150.00 CNY");
        var proposal = taken(propose(help(li), wang, "100.00 CNY"));
        refunds.refund(li.paymentId(), PaymentState.SUCCEEDED);

        assertThat(fourEyes.approve(proposal, chen)).isEqualTo(refused(Why.BOOKS_MOVED_ON));
        li.canSpend("500.00 CNY");
    }

    private Someone paid(String amount) {
        var li = customer("李雷").holding("500.00 CNY");
        li.pays(amount, shop("家电", Behaviour.PROMPT));
        return li;
    }

    private Case help(Someone who) {
        return resolutions.openHelp(who.id(), who.paymentId()).orElseThrow();
    }

    private Step propose(Case one, Agent agent, String amount) {
        return fourEyes.propose(one.id(), agent, Optional.of(money(amount)), "少了一件");
    }

    private Stage stage(Case one) {
        return cases.find(one.id()).orElseThrow().stage();
    }

    private static ProposalId taken(Step step) {
        return ((Step.Taken) step).proposal();
    }

    private static Step refused(Why why) {
        return new Step.Refused(why);
    }
}
