package okpay.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import okpay.identity.Agent;
import okpay.identity.Customer;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.PastCases.PastCase;
import okpay.support.PastCases.PastMessage;
import okpay.support.PastCases.PastPromise;
import okpay.support.Promise;
import okpay.support.Reference;
import okpay.support.Stage;
import okpay.wallet.Payment;
import okpay.wallet.PaymentKind;

/// The desk's past and present: who complained of what, and how far it got.
final class Desk {

    private record Trouble(String topic, String zh, String en, String answerZh, String answerEn) {}

    private static final List<Trouble> WITH_SHOPS =
            List.of(
                    new Trouble(
                            "NOT_RECEIVED",
                            "付了钱，商家说没收到，不给发货",
                            "I paid but the shop says nothing has arrived",
                            "已经联系商家核对这笔收款，今天给你结果。",
                            "I have asked the shop to check and will tell you today."),
                    new Trouble(
                            "PAID_TWICE",
                            "怎么扣了我两次？",
                            "why was i charged twice??",
                            "看到两笔相同的付款，正在确认哪一笔是多付的。",
                            "I can see two equal payments and am checking which one is too many."));
    private static final List<Trouble> WITH_PEOPLE =
            List.of(
                    new Trouble(
                            "WRONG_PERSON",
                            "转错人了，能帮我追回来吗",
                            "I sent it to the wrong person, can I get it back?",
                            "已经请对方退还，对方有回复我马上告诉你。",
                            "I have asked them to return it and will write as soon as they answer."),
                    new Trouble(
                            "NOT_RECEIVED",
                            "昨天转的，朋友说没到账",
                            "my friend says it never arrived",
                            "账上显示已经到账，请朋友看看钱包里的账单。",
                            "The books show it arrived; please ask your friend to look at their activity."));

    private final List<Agent> agents;
    private final RandomGenerator dice;
    private final Instant now;

    Desk(List<Agent> agents, RandomGenerator dice, Instant now) {
        this.agents = agents;
        this.dice = dice;
        this.now = now;
    }

    /// One case about this payment, at some stage; the older, the more likely it is over.
    PastCase about(Payment payment, Customer customer, Stage stage) {
        var trouble =
                Cast.pick(payment.kind() == PaymentKind.SEND ? WITH_PEOPLE : WITH_SHOPS, dice);
        boolean zh = customer.language().getLanguage().equals("zh");
        var opened =
                stage.isOpen()
                        ? now.minus(Duration.ofMinutes(20 + dice.nextInt(600)))
                        : payment.at().plus(Duration.ofHours(1 + dice.nextInt(20)));
        boolean hasAgent = stage != Stage.OPENED && stage != Stage.WAITING;
        var agent = hasAgent ? Optional.of(Cast.pick(agents, dice)) : Optional.<Agent>empty();
        var words = new ArrayList<PastMessage>();
        words.add(
                new PastMessage(
                        new Author.Okpay(),
                        new Body.Shown(Reference.to("payment", payment.id())),
                        opened));
        words.add(
                new PastMessage(
                        new Author.OfCustomer(customer.id()),
                        new Body.Text(zh ? trouble.zh() : trouble.en()),
                        opened.plusSeconds(40)));
        agent.ifPresent(who ->
                words.add(
                        new PastMessage(
                                new Author.OfAgent(who.id()),
                                new Body.Text(zh ? trouble.answerZh() : trouble.answerEn()),
                                opened.plus(Duration.ofMinutes(9)))));
        var ended = opened.plus(Duration.ofHours(1 + dice.nextInt(30)));
        return new PastCase(
                customer.id(),
                Reference.to("payment", payment.id()),
                trouble.topic(),
                stage,
                agent.map(Agent::id),
                words,
                promises(stage, opened, ended, agent.isPresent()),
                opened,
                stage.isOpen() ? opened.plus(Duration.ofMinutes(9)) : ended);
    }

    private List<PastPromise> promises(
            Stage stage, Instant opened, Instant ended, boolean answered) {
        var all = new ArrayList<PastPromise>();
        if (answered) {
            all.add(
                    new PastPromise(
                            Promise.Kind.FIRST_REPLY,
                            opened.plus(Duration.ofMinutes(15)),
                            Promise.State.KEPT,
                            opened,
                            Optional.of(opened.plus(Duration.ofMinutes(9)))));
        }
        var due = opened.plus(Duration.ofHours(24));
        if (stage.isOpen()) {
            all.add(
                    new PastPromise(
                            Promise.Kind.DECISION,
                            due,
                            Promise.State.RUNNING,
                            opened,
                            Optional.empty()));
        } else {
            var state = ended.isAfter(due) ? Promise.State.MISSED : Promise.State.KEPT;
            all.add(new PastPromise(Promise.Kind.DECISION, due, state, opened, Optional.of(ended)));
        }
        return all;
    }
}
