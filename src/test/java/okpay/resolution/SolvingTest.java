package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Role;
import okpay.ledger.Accounts;
import okpay.ledger.ProposalId;
import okpay.resolution.FourEyes.Step;
import okpay.resolution.FourEyes.Why;
import okpay.resolution.Resolutions.Choice;
import okpay.sandbank.Behaviour;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Stage;
import okpay.support.Timers;
import okpay.wallet.PaymentState;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A customer's trouble, from the first tap to the money back, without a browser.
class SolvingTest extends Story {

    @Autowired private Resolutions resolutions;
    @Autowired private FourEyes fourEyes;
    @Autowired private Diagnoses diagnoses;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Promises promises;
    @Autowired private Timers timers;
    @Autowired private Accounts accounts;
    @Autowired private okpay.ledger.Ledger ledger;

    @Test
    void whatTheBankDidNotPayIsFreedAtOneTap() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("客运", Behaviour.SILENT_THEN_FAILED));
        var one = help(li);
        assertThat(latest(one).verdict().cause()).isEqualTo(Cause.HELD_BUT_FAILED);

        assertThat(choose(li, one, Remedy.RELEASE)).isEqualTo(new Choice.Done());

        li.sees(PaymentState.FAILED);
        li.canSpend("100.00 CNY");
        eventually(() -> stage(one) == Stage.RESOLVED);
    }

    @Test
    void aRefundAheadOfTheBankIsBookedOnce() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var one = help(li);

        var tasks = new ArrayList<Callable<Choice>>();
        for (int i = 0; i < 6; i++) {
            tasks.add(() -> choose(li, one, Remedy.REFUND_NOW));
        }
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isNotNull();
            }
        }

        li.sees(PaymentState.REFUNDED);
        li.holds("100.00 CNY");
        li.canSpend("100.00 CNY");
        eventually(() -> stage(one) == Stage.RESOLVED);
        assertThat(promises.of(one.id()))
                .allMatch(promise -> promise.state() == Promise.State.KEPT);
    }

    @Test
    void theBankSaysSuccessAfterWeRefundedAndTheCustomerKeepsTheMoney() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var one = help(li);
        choose(li, one, Remedy.REFUND_NOW);
        long clearing = posted("okpay:clearing");
        long bankBefore = posted("bank:sandbank");

        bank.settle(li.paymentId().toString(), "SUCCESS");
        bank.settle(li.paymentId().toString(), "SUCCESS");

        eventually(() -> !li.payment().ahead());
        li.sees(PaymentState.REFUNDED);
        li.holds("100.00 CNY");
        assertThat(posted("okpay:clearing")).isEqualTo(clearing - 3_500);
        assertThat(posted("bank:sandbank")).isEqualTo(bankBefore + 3_500);
        eventually(() -> said(one, "chat.bank.contradicted"));
    }

    @Test
    void theBankSaysFailedAfterWeRefundedAndOurAdvanceComesHome() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        long advances = posted("okpay:advances");
        choose(li, help(li), Remedy.REFUND_NOW);

        bank.settle(li.paymentId().toString(), "FAILED");

        eventually(() -> !li.payment().ahead());
        li.holds("100.00 CNY");
        assertThat(posted("okpay:advances")).isEqualTo(advances);
    }

    @Test
    void theBankChangesANoIntoAYesAndTheLossIsOurs() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("面馆", Behaviour.REFUSES));
        li.sees(PaymentState.FAILED);

        bank.settle(li.paymentId().toString(), "SUCCESS");
        bank.settle(li.paymentId().toString(), "SUCCESS");

        eventually(() -> li.payment().bankSaid().equals("SUCCESS"));
        li.canSpend("100.00 CNY");
        eventually(() -> !cases.of(li.id(), 5).isEmpty());
    }

    @Test
    void theSamePaymentTwiceIsFoundAndOneGoesBack() {
        var li = customer("李雷").holding("100.00 CNY");
        var shop = shop("面馆", Behaviour.PROMPT);
        li.pays("35.00 CNY", shop);
        clock.passes(Duration.ofMinutes(1));
        li.pays("35.00 CNY", shop);
        var one = help(li);
        assertThat(latest(one).verdict().cause()).isEqualTo(Cause.PAID_TWICE);

        choose(li, one, Remedy.REFUND_NOW);

        li.holds("65.00 CNY");
        assertThat(choose(li, one, Remedy.REFUND_NOW)).isInstanceOf(Choice.NoLongerOffered.class);
        li.holds("65.00 CNY");
    }

    @Test
    void wordsLeadToAPersonWhenOnlyAPersonCanHelp() {
        agent("小王", Role.AGENT);
        var li = customer("李雷").holding("100.00 CNY");
        li.sends("50.00 CNY", customer("陌生人"));
        var one = help(li);
        assertThat(latest(one).verdict().cause()).isEqualTo(Cause.LOOKS_RIGHT);

        says(li, one, "转错人了，能追回来吗");

        eventually(() -> stage(one) == Stage.IN_PROGRESS);
        assertThat(latest(one).verdict().cause()).isEqualTo(Cause.WRONG_PERSON);
        assertThat(promises.of(one.id()))
                .map(Promise::kind)
                .contains(Promise.Kind.FIRST_REPLY, Promise.Kind.DECISION);
    }

    @Test
    void aPromiseThatIsMissedIsSaidAndRaisedByItself() {
        agent("小王", Role.AGENT);
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var one = help(li);
        assertThat(stage(one)).isEqualTo(Stage.OPENED);

        clock.passes(Duration.ofHours(25));
        timers.act();

        eventually(() -> said(one, "chat.promise.missed"));
        eventually(() -> stage(one) == Stage.IN_PROGRESS);
        assertThat(promises.of(one.id()))
                .anyMatch(it -> it.state() == Promise.State.MISSED)
                .anyMatch(it -> it.kind() == Promise.Kind.NEXT_UPDATE);
    }

    /// What we said for sooner is not put off because something else was missed.
    @Test
    void whatIsPromisedForSoonerStandsWhenAnotherPromiseIsMissed() {
        agent("小王", Role.AGENT);
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var one = help(li);
        var soon = clock.instant().plus(Duration.ofHours(25).plusMinutes(10));
        promises.make(one.id(), Promise.Kind.NEXT_UPDATE, soon, "");

        clock.passes(Duration.ofHours(25));
        timers.act();

        eventually(() -> said(one, "chat.promise.missed"));
        assertThat(promises.of(one.id()))
                .filteredOn(it -> it.kind() == Promise.Kind.NEXT_UPDATE)
                .singleElement()
                .satisfies(it -> assertThat(it.due()).isEqualTo(soon));
    }

    @Test
    void helpForSomebodyElsesPaymentDoesNotExist() {
        var li = customer("李雷").holding("100.00 CNY");
        var stranger = customer("陌生人");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));

        assertThat(resolutions.openHelp(stranger.id(), li.paymentId())).isEmpty();
        var one = help(li);
        assertThat(resolutions.choose(stranger.id(), latest(one).id(), Remedy.REFUND_NOW))
                .isEqualTo(new Choice.NotFound());
        li.sees(PaymentState.UNKNOWN);
    }

    @Test
    void helpIsOneCaseHoweverOftenItIsOpened() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var tasks = new ArrayList<Callable<Case>>();
        for (int i = 0; i < 6; i++) {
            tasks.add(() -> help(li));
        }
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
        assertThat(cases.of(li.id(), 10)).hasSize(1);
        assertThat(conversations.since(help(li).conversation(), 0)).hasSize(2);
    }

    @Test
    void aLargeRefundNeedsAnotherPersonAndIsBookedOnceWhenTwoApproveAtOnce() throws Exception {
        var wang = agent("小王", Role.AGENT);
        var chen = agent("老陈", Role.SUPERVISOR);
        var zhao = agent("老赵", Role.SUPERVISOR);
        var li = customer("李雷").holding("5000.00 CNY");
        li.pays("1280.00 CNY", shop("家居", Behaviour.SILENT));
        var one = help(li);
        assertThat(latest(one).verdict().remedies()).isEmpty();

        assertThat(fourEyes.propose(one.id(), wang, " ")).isEqualTo(refused(Why.NO_REASON));
        var proposal = taken(fourEyes.propose(one.id(), wang, "银行没有答复"));
        assertThat(fourEyes.propose(one.id(), chen, "again")).isEqualTo(new Step.Taken(proposal));
        assertThat(fourEyes.approve(proposal, wang)).isEqualTo(refused(Why.NOT_ALLOWED));

        var tasks = new ArrayList<Callable<Step>>();
        tasks.add(() -> fourEyes.approve(proposal, chen));
        tasks.add(() -> fourEyes.approve(proposal, zhao));
        var answers = new ArrayList<Step>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var done : threads.invokeAll(tasks)) {
                answers.add(done.get());
            }
        }
        assertThat(answers)
                .containsExactlyInAnyOrder(new Step.Taken(proposal), refused(Why.ALREADY_DECIDED));
        li.holds("5000.00 CNY");
        li.sees(PaymentState.REFUNDED);
        eventually(() -> stage(one) == Stage.RESOLVED);
    }

    @Test
    void aSupervisorCannotApproveWhatSheProposedHerself() {
        var chen = agent("老陈", Role.SUPERVISOR);
        var li = customer("李雷").holding("5000.00 CNY");
        li.pays("1280.00 CNY", shop("家居", Behaviour.SILENT));
        var proposal = taken(fourEyes.propose(help(li).id(), chen, "银行没有答复"));

        assertThat(fourEyes.approve(proposal, chen)).isEqualTo(refused(Why.SAME_PERSON));
        li.sees(PaymentState.UNKNOWN);
        li.canSpend("3720.00 CNY");
    }

    @Test
    void aProposalTheBooksHaveOvertakenIsNotBooked() {
        var wang = agent("小王", Role.AGENT);
        var chen = agent("老陈", Role.SUPERVISOR);
        var li = customer("李雷").holding("5000.00 CNY");
        li.pays("1280.00 CNY", shop("家居", Behaviour.SILENT));
        var one = help(li);
        var proposal = taken(fourEyes.propose(one.id(), wang, "银行没有答复"));
        bank.settle(li.paymentId().toString(), "FAILED");
        eventually(() -> li.payment().state() == PaymentState.FAILED);

        assertThat(fourEyes.approve(proposal, chen)).isEqualTo(refused(Why.BOOKS_MOVED_ON));
        li.canSpend("5000.00 CNY");
    }

    @Test
    void aRefundTakenAtOnceIsNotGivenAgainByAnOpenProposal() {
        var wang = agent("小王", Role.AGENT);
        var chen = agent("老陈", Role.SUPERVISOR);
        var li = customer("李雷").holding("100.00 CNY");
        var shop = shop("面馆", Behaviour.PROMPT);
        li.pays("35.00 CNY", shop);
        clock.passes(Duration.ofMinutes(1));
        li.pays("35.00 CNY", shop);
        var one = help(li);
        var proposal = taken(fourEyes.propose(one.id(), wang, "多付了一笔"));
        choose(li, one, Remedy.REFUND_NOW);
        li.holds("65.00 CNY");

        assertThat(fourEyes.approve(proposal, chen)).isEqualTo(refused(Why.BOOKS_MOVED_ON));
        assertThat(fourEyes.propose(one.id(), wang, "再来一次"))
                .isEqualTo(refused(Why.NOTHING_TO_REFUND));
        li.holds("65.00 CNY");
    }

    @Test
    void moneySentTwiceToAPersonIsNeverGivenBackOutOfOurPocket() {
        agent("小王", Role.AGENT);
        var li = customer("李雷").holding("500.00 CNY");
        var friend = customer("同伙");
        li.sends("150.00 CNY", friend);
        clock.passes(Duration.ofMinutes(1));
        li.sends("150.00 CNY", friend);

        var one = help(li);

        assertThat(latest(one).verdict().who()).isEqualTo(WhoActs.AGENT);
        assertThat(choose(li, one, Remedy.REFUND_NOW)).isEqualTo(new Choice.NoLongerOffered());
        li.holds("200.00 CNY");
    }

    @Test
    void refundsAtOnceEndWhenTheDaysSumIsReached() {
        agent("小王", Role.AGENT);
        var li = customer("李雷").holding("2000.00 CNY");
        for (int i = 0; i < 2; i++) {
            li.pays("200.00 CNY", shop("便利店" + i, Behaviour.SILENT));
            choose(li, help(li), Remedy.REFUND_NOW);
            li.sees(PaymentState.REFUNDED);
        }
        li.pays("200.00 CNY", shop("便利店", Behaviour.SILENT));

        assertThat(latest(help(li)).verdict().who()).isEqualTo(WhoActs.AGENT);
    }

    @Test
    void thePayeeCannotTakeRemediesOfThePayer() {
        var li = customer("李雷").holding("100.00 CNY");
        var friend = customer("收款人");
        li.sends("50.00 CNY", friend);

        assertThat(resolutions.openHelp(friend.id(), li.paymentId())).isEmpty();
    }

    @Test
    void aClosedCaseHearsTheCustomerAgain() {
        agent("小王", Role.AGENT);
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("客运", Behaviour.SILENT_THEN_FAILED));
        var one = help(li);
        choose(li, one, Remedy.RELEASE);
        eventually(() -> stage(one) == Stage.RESOLVED);
        cases.move(one.id(), Stage.CLOSED);

        says(li, one, "还是不对");

        eventually(() -> stage(one) == Stage.IN_PROGRESS);
        assertThat(promises.of(one.id())).anyMatch(it -> it.state() == Promise.State.RUNNING);
    }

    @Test
    void aReopenedCaseIsPromisedAnAnswerAgainAndOnlyOnce() {
        var wang = agent("小王", Role.AGENT);
        var li = customer("李雷").holding("5000.00 CNY");
        li.pays("1280.00 CNY", shop("家居", Behaviour.SILENT));
        var one = help(li);
        conversations.write(one.conversation(), new Author.OfAgent(wang.id()), "我来", "a1");
        eventually(() -> firstReplies(one, Promise.State.KEPT) == 1);
        bank.settle(li.paymentId().toString(), "FAILED");
        eventually(() -> stage(one) == Stage.RESOLVED);

        says(li, one, "还是不对");

        eventually(() -> firstReplies(one, Promise.State.RUNNING) == 1);
        assertThat(stage(one)).isEqualTo(Stage.IN_PROGRESS);
        resolutions.handOver(one);
        assertThat(promises.of(one.id()))
                .filteredOn(it -> it.kind() == Promise.Kind.FIRST_REPLY)
                .hasSize(2);
    }

    private long firstReplies(Case one, Promise.State state) {
        return promises.of(one.id()).stream()
                .filter(it -> it.kind() == Promise.Kind.FIRST_REPLY && it.state() == state)
                .count();
    }

    @Test
    void aHoldThatRanOutDoesNotKeepAPaymentUnknownForEver() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        clock.passes(Duration.ofDays(31));
        ledger.expireHolds(1000);
        li.canSpend("100.00 CNY");

        bank.settle(li.paymentId().toString(), "SUCCESS");

        eventually(() -> li.payment().state() == PaymentState.SUCCEEDED);
        li.canSpend("100.00 CNY");
    }

    @Test
    void whatIsTurnedDownGoesBackToTheAgent() {
        var wang = agent("小王", Role.AGENT);
        var chen = agent("老陈", Role.SUPERVISOR);
        var li = customer("李雷").holding("5000.00 CNY");
        li.pays("1280.00 CNY", shop("家居", Behaviour.SILENT));
        var one = help(li);
        var proposal = taken(fourEyes.propose(one.id(), wang, "银行没有答复"));

        assertThat(fourEyes.turnDown(proposal, chen, "")).isEqualTo(refused(Why.NO_REASON));
        taken(fourEyes.turnDown(proposal, chen, "先等银行"));

        assertThat(stage(one)).isEqualTo(Stage.IN_PROGRESS);
        assertThat(fourEyes.approve(proposal, chen)).isEqualTo(refused(Why.ALREADY_DECIDED));
        assertThat(taken(fourEyes.propose(one.id(), wang, "银行还是没有答复"))).isNotEqualTo(proposal);
    }

    private Case help(Someone who) {
        return resolutions.openHelp(who.id(), who.paymentId()).orElseThrow();
    }

    private Choice choose(Someone who, Case one, Remedy remedy) {
        return resolutions.choose(who.id(), latest(one).id(), remedy);
    }

    private Diagnosis latest(Case one) {
        return diagnoses.latest(one.id()).orElseThrow();
    }

    private Stage stage(Case one) {
        return cases.find(one.id()).orElseThrow().stage();
    }

    @Test
    void whoIsPressedToPayIsWarnedAtOnceAndAPersonLooks() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.PROMPT));
        var one = help(li);

        says(li, one, "警察打电话让我把剩下的钱转到安全账户，不能告诉家人");
        eventually(() -> said(one, "chat.PRESSED"));
        eventually(() -> stage(one) == Stage.IN_PROGRESS);
        says(li, one, "他说不转就抓我，我不想活了");
        eventually(() -> said(one, "chat.IN_DANGER"));
        assertThat(
                        conversations.since(one.conversation(), 0).stream()
                                .filter(it ->
                                        it.body() instanceof Body.Words words
                                                && words.key().equals("chat.PRESSED")))
                .as("once")
                .hasSize(1);
    }

    private void says(Someone who, Case one, String text) {
        conversations.write(
                one.conversation(), new Author.OfCustomer(who.id()), text, Ids.next().toString());
    }

    private boolean said(Case one, String key) {
        return conversations.since(one.conversation(), 0).stream()
                .anyMatch(message ->
                        message.body() instanceof Body.Words words && words.key().equals(key));
    }

    private long posted(String owner) {
        return accounts.of(owner, CNY).map(okpay.ledger.Account::posted).orElse(0L);
    }

    private static ProposalId taken(Step step) {
        return ((Step.Taken) step).proposal();
    }

    private static Step refused(Why why) {
        return new Step.Refused(why);
    }
}
