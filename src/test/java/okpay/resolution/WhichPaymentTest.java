package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import okpay.desk.Presence;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Role;
import okpay.sandbank.Behaviour;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Reference;
import okpay.support.Stage;
import okpay.wallet.Payment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Whoever does not say which payment they mean is asked that, and nothing else.
class WhichPaymentTest extends Story {

    @Autowired private WhichPayment which;
    @Autowired private Hearing hearing;
    @Autowired private Resolutions resolutions;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Promises promises;
    @Autowired private Diagnoses diagnoses;

    private Someone li;
    private Payment books;
    private Payment coffee;

    @BeforeEach
    void twoPayments() {
        presence.all().forEach(it -> presence.set(it.agent(), Presence.State.AWAY));
        li = customer("李雷").holding("500.00 CNY");
        li.pays("35.00 CNY", shop("梦想书店", Behaviour.SILENT));
        books = li.payment();
        li.pays("18.50 CNY", shop("Harbour Coffee", Behaviour.SILENT));
        coffee = li.payment();
    }

    @Test
    void theOneThatIsMeantIsLookedAt() {
        var one = asked("付款失败了，可是钱扣了");
        assertThat(open(one).payments()).containsExactly(coffee.id(), books.id());
        assertThat(one.stage()).isEqualTo(Stage.OPENED);

        says(one, "第二笔");
        eventually(() -> !diagnoses.all(one.id()).isEmpty());

        assertThat(now(one).about()).isEqualTo(Reference.to("payment", books.id()));
        assertThat(shown(one, "payment")).containsExactly(books.id().toString());
        var verdict = diagnoses.latest(one.id()).orElseThrow();
        assertThat(verdict.payment()).isEqualTo(books.id());
        assertThat(now(one).topic()).isEqualTo("CHARGED_BUT_FAILED");
        assertThat(open(one).chosen()).contains(books.id());

        says(one, "1");
        eventually(() -> of(one, "chat.").size() > 0);
        assertThat(now(one).about()).as("it was answered").isEqualTo(one(books));
    }

    @Test
    void wordsThatFitOneAreAnAnswer() {
        var one = asked("扣了我两次钱");
        says(one, "harbour coffee 那笔");
        eventually(() -> !diagnoses.all(one.id()).isEmpty());
        assertThat(now(one).about()).isEqualTo(one(coffee));
    }

    @Test
    void whatFitsOnlyOneIsNotAsked() {
        var one = question();
        says(one, "35块那笔失败了，钱扣了");
        eventually(() -> !diagnoses.all(one.id()).isEmpty());
        assertThat(now(one).about()).isEqualTo(one(books));
        assertThat(shown(one, WhichPayment.KIND)).isEmpty();
    }

    @Test
    void noneOfThemIsForAPerson() {
        var one = asked("扣了我两次钱");
        says(one, "都不是");
        eventually(() -> isWithPeople(one));
        assertThat(now(one).about().kind()).isEqualTo(Hearing.QUESTION);
        assertThat(which.choose(li.id(), open(one).id(), 1)).as("twice").isFalse();
    }

    @Test
    void whoSaysSomethingElseGetsAPersonAndMayStillChoose() {
        var one = asked("扣了我两次钱");
        says(one, "你们这个软件真难用");
        eventually(() -> isWithPeople(one));
        says(one, "不是梦想书店那笔");
        says(one, "1");
        eventually(() -> now(one).about().equals(one(coffee)));
        assertThat(shown(one, "payment")).containsExactly(coffee.id().toString());
    }

    /// “How many?” — “2” is no answer to what we asked before.
    @Test
    void whoSpeaksWithAColleagueAnswersThem() {
        var one = asked("扣了我两次钱");
        cases.take(one.id(), agent("小王", Role.AGENT).id());
        says(one, "2");
        eventually(() -> promises.isOpen(one.id(), Promise.Kind.NEXT_UPDATE));
        assertThat(now(one).about().kind()).isEqualTo(Hearing.QUESTION);

        assertThat(which.choose(li.id(), open(one).id(), 2)).as("pressed, it counts").isTrue();
        assertThat(now(one).about()).isEqualTo(one(books));
        assertThat(diagnoses.all(one.id())).as("a person has it").isEmpty();
    }

    @Test
    void whoDoesNotAnswerIsNotForgotten() {
        var one = asked("扣了我两次钱");
        which.handOverTheSilent();
        assertThat(now(one).stage()).isEqualTo(Stage.OPENED);

        clock.passes(WhichPayment.PATIENCE);
        which.handOverTheSilent();
        which.handOverTheSilent();

        assertThat(isWithPeople(one)).isTrue();
        assertThat(promises.isOpen(one.id(), Promise.Kind.FIRST_REPLY)).isTrue();
        assertThat(of(one, "chat.handed")).hasSize(1);
    }

    @Test
    void pressedOnceByWhoWasAsked() {
        var one = asked("扣了我两次钱");
        var id = open(one).id();
        assertThat(which.choose(customer("别人").id(), id, 1)).isFalse();
        assertThat(which.choose(li.id(), id, 3)).isFalse();
        assertThat(which.choose(li.id(), id, -1)).isFalse();
        assertThat(which.choose(li.id(), QuestionId.next(), 1)).isFalse();

        assertThat(which.choose(li.id(), id, 1)).isTrue();
        assertThat(which.choose(li.id(), id, 2)).isFalse();
        assertThat(now(one).about()).isEqualTo(one(coffee));
        assertThat(diagnoses.all(one.id())).hasSize(1);
    }

    @Test
    void aCaseThatIsThereAlreadyGoesOn() {
        var before = resolutions.openHelp(li.id(), books.id()).orElseThrow();
        var one = asked("扣了我两次钱");
        assertThat(which.choose(li.id(), open(one).id(), 2)).isTrue();

        assertThat(cases.root(now(one)).id()).isEqualTo(before.id());
        assertThat(of(before, "chat.goes.on")).hasSize(1);
        assertThat(shown(before, "diagnosis")).as("said again").hasSize(2);
        assertThat(of(one, "chat.handed")).isEmpty();
    }

    @Test
    void aCaseThatWasSolvedIsOpenAgain() {
        var before = resolutions.openHelp(li.id(), books.id()).orElseThrow();
        cases.move(before.id(), Stage.RESOLVED);
        var one = asked("扣了我两次钱");
        assertThat(which.choose(li.id(), open(one).id(), 2)).isTrue();

        assertThat(cases.root(now(one)).id()).isEqualTo(before.id());
        assertThat(now(before).stage().isOpen()).isTrue();
        assertThat(of(before, "chat.open.again")).hasSize(1);
    }

    @Test
    void whoHasNoPaymentOrWantsAPersonIsNotAsked() {
        var poor = customer("韩梅梅");
        var hers = cases.open(poor.id(), Reference.to(Hearing.QUESTION, poor.id()));
        conversations.write(hers.conversation(), new Author.OfCustomer(poor.id()), "扣了我两次钱", "a1");
        eventually(() -> isWithPeople(hers));
        assertThat(shown(hers, WhichPayment.KIND)).isEmpty();

        for (var text : List.of("我要人工", "你好", "有人用刀逼我转账，救命")) {
            var one = cases.open(li.id(), Reference.to(Hearing.QUESTION, text));
            says(one, text);
            eventually(() -> isWithPeople(one));
            assertThat(shown(one, WhichPayment.KIND)).as(text).isEmpty();
        }
    }

    @Test
    void whoAskedForAPersonHasOneAtOnce() {
        var asked = (Hearing.Asked) hearing.ask(li.customer(), "扣了我两次钱", Ids.next().toString());
        assertThat(isWithPeople(asked.about())).isTrue();
        eventually(() -> promises.isOpen(asked.about().id(), Promise.Kind.FIRST_REPLY));
        assertThat(shown(asked.about(), WhichPayment.KIND)).isEmpty();
    }

    private Case asked(String text) {
        var one = question();
        says(one, text);
        eventually(() -> !shown(one, WhichPayment.KIND).isEmpty());
        return one;
    }

    private Case question() {
        return cases.open(li.id(), Reference.to(Hearing.QUESTION, li.id()));
    }

    private void says(Case one, String text) {
        var key = Ids.next().toString();
        conversations.write(one.conversation(), new Author.OfCustomer(li.id()), text, key);
    }

    private WhichPayment.Question open(Case one) {
        return Optional.of(shown(one, WhichPayment.KIND).getLast())
                .flatMap(QuestionId::read)
                .flatMap(which::find)
                .orElseThrow();
    }

    private Case now(Case one) {
        return cases.find(one.id()).orElseThrow();
    }

    private boolean isWithPeople(Case one) {
        return now(one).stage() != Stage.OPENED;
    }

    private static Reference one(Payment payment) {
        return Reference.to("payment", payment.id());
    }

    private List<String> shown(Case one, String kind) {
        return conversations.all(one.conversation(), 0).stream()
                .flatMap(it ->
                        it.body() instanceof Body.Shown(var what) && what.kind().equals(kind)
                                ? java.util.stream.Stream.of(what.id())
                                : java.util.stream.Stream.<String>empty())
                .toList();
    }

    private List<String> of(Case one, String key) {
        return conversations.all(one.conversation(), 0).stream()
                .flatMap(it ->
                        it.body() instanceof Body.Words words && words.key().startsWith(key)
                                ? java.util.stream.Stream.of(words.key())
                                : java.util.stream.Stream.<String>empty())
                .toList();
    }
}
