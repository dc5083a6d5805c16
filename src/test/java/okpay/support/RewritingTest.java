package okpay.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import okpay.desk.Drafts;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.resolution.Handling;
import okpay.resolution.Replies;
import okpay.search.CaseSearch;
import okpay.support.Rewriting.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Words that are changed, and words that are taken back.
class RewritingTest extends Story {

    private static final ZoneId HERE = ZoneId.of("Asia/Shanghai");

    @Autowired private Rewriting rewriting;
    @Autowired private Conversations conversations;
    @Autowired private Receipts receipts;
    @Autowired private Cases cases;
    @Autowired private CaseEvents events;
    @Autowired private Promises promises;
    @Autowired private Replies replies;
    @Autowired private Handling handling;
    @Autowired private Drafts drafts;
    @Autowired private CaseSearch search;

    private Someone li;
    private Case one;

    @Test
    void whatACustomerChangesStandsThereAndWhatStoodThereIsKept() {
        long seq = says("我付了 20 元没到帐");

        assertThat(change(seq, "我付了 200 元没到账")).isEqualTo(Outcome.DONE);
        assertThat(change(seq, "我付了 200 元没到账")).isEqualTo(Outcome.DONE);

        var now = message(seq);
        assertThat(now.body()).isEqualTo(new Body.Text("我付了 200 元没到账"));
        assertThat(now.changedAt()).isPresent();
        assertThat(now.seq()).isEqualTo(seq);
        assertThat(rewriting.earlier(one.conversation()))
                .map(Rewriting.Earlier::body)
                .containsExactly(new Body.Text("我付了 20 元没到帐"));
    }

    @Test
    void whatIsTakenBackIsGoneForTheSearchToo() {
        long seq = says("这里有我的秘密蓝鲸十七号");
        search.follow();
        assertThat(search.find("蓝鲸十七号", 10)).isNotEmpty();

        assertThat(takeBack(seq)).isEqualTo(Outcome.DONE);
        search.follow();

        assertThat(message(seq).body()).isEqualTo(new Body.TakenBack());
        assertThat(search.find("蓝鲸十七号", 10)).isEmpty();
        assertThat(takeBack(seq)).isEqualTo(Outcome.NOT_THERE);
        assertThat(change(seq, "x")).isEqualTo(Outcome.NOT_THERE);
    }

    @Test
    void nobodyChangesTheWordsOfOthersOrOfTheProgram() {
        long seq = says("一");
        var han = customer("韩梅梅");
        conversations.say(one.conversation(), Body.Words.of("chat.unhappy"), "k");
        long okpays = conversations.since(one.conversation(), 0).getLast().seq();

        assertThat(rewriting.change(one.conversation(), new Author.OfCustomer(han.id()), seq, "二"))
                .isEqualTo(Outcome.NOT_THERE);
        assertThat(takeBack(okpays)).isEqualTo(Outcome.NOT_THERE);
        assertThat(takeBack(99)).isEqualTo(Outcome.NOT_THERE);
        assertThat(takeBack(-5)).isEqualTo(Outcome.NOT_THERE);
        assertThat(change(seq, "  \u0000 ")).isEqualTo(Outcome.EMPTY);
        assertThat(change(seq, "x".repeat(Conversations.LONGEST + 1))).isEqualTo(Outcome.TOO_LONG);
        assertThat(message(seq).body()).isEqualTo(new Body.Text("一"));
    }

    @Test
    void afterAQuarterOfAnHourAndAfterTenChangesItStands() {
        long seq = says("0");
        for (int i = 1; i <= 10; i++) {
            assertThat(change(seq, "" + i)).isEqualTo(Outcome.DONE);
        }
        assertThat(change(seq, "11")).isEqualTo(Outcome.TOO_LATE);
        assertThat(takeBack(seq)).isEqualTo(Outcome.DONE);
        long other = says("早");

        clock.passes(Rewriting.WINDOW.plusSeconds(1));

        assertThat(change(other, "晚")).isEqualTo(Outcome.TOO_LATE);
        assertThat(takeBack(other)).isEqualTo(Outcome.TOO_LATE);
    }

    @Test
    void changedFromTwoPagesAtOnceEachChangeIsKept() throws Exception {
        long seq = says("0");
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries =
                    java.util.stream.IntStream.range(1, 9)
                            .mapToObj(i -> (Callable<Outcome>) () -> change(seq, "" + i))
                            .toList();
            for (var it : hands.invokeAll(tries)) {
                assertThat(it.get()).isEqualTo(Outcome.DONE);
            }
        }
        assertThat(rewriting.earlier(one.conversation())).hasSize(8);
    }

    @Test
    void anAgentTakesAReplyBackBeforeItIsReadAndHasTheWordsAgain() {
        var wang = hasTheCase("小王");
        long asked = says("在吗");
        eventually(() -> promises.isOpen(one.id(), Promise.Kind.NEXT_UPDATE));
        send(wang, "写错人了", asked);
        long seq = conversations.since(one.conversation(), 0).getLast().seq();
        eventually(() -> !promises.isOpen(one.id(), Promise.Kind.NEXT_UPDATE));

        assertThat(replies.takeBack(one, wang, seq)).isEqualTo(Outcome.DONE);

        assertThat(message(seq).body()).isEqualTo(new Body.TakenBack());
        assertThat(drafts.of(wang.id(), one.id())).contains("写错人了");
        assertThat(events.of(one.id()))
                .map(CaseEvents.Event::kind)
                .contains(CaseEvents.Kind.TAKEN_BACK);
        // The customer still waits for an answer, and is promised one.
        assertThat(promises.isOpen(one.id(), Promise.Kind.NEXT_UPDATE)).isTrue();
    }

    @Test
    void whatTheCustomerHasReadTheDeskDoesNotUnsay() {
        var wang = hasTheCase("小王");
        var chen = agent("老陈", Role.SUPERVISOR);
        long asked = says("在吗");
        send(wang, "马上为您核实", asked);
        long seq = conversations.since(one.conversation(), 0).getLast().seq();
        assertThat(replies.takeBack(one, chen, seq)).isEqualTo(Outcome.NOT_THERE);

        receipts.mark(one.conversation(), Receipts.Side.CUSTOMER, seq, false);

        assertThat(replies.takeBack(one, wang, seq)).isEqualTo(Outcome.READ);
        assertThat(message(seq).body()).isEqualTo(new Body.Text("马上为您核实"));
    }

    @BeforeEach
    void begin() {
        clock.passes(Duration.ofMinutes(1));
        li = customer("李雷");
        one = cases.open(li.id(), Reference.to("question", li.id()));
    }

    private Agent hasTheCase(String name) {
        var agent = agent(name, Role.AGENT);
        handling.takeOver(one, agent);
        one = cases.find(one.id()).orElseThrow();
        return agent;
    }

    private void send(Agent by, String text, long seen) {
        var reply = new Replies.Reply(text, "r" + seen, seen, Set.of(), false, false, HERE);
        assertThat(replies.send(one, by, reply)).isInstanceOf(Replies.Outcome.Sent.class);
    }

    private long says(String text) {
        var author = new Author.OfCustomer(li.id());
        var written = conversations.write(one.conversation(), author, text, text + clock.instant());
        return ((Writing.Accepted) written).message().seq();
    }

    private Outcome change(long seq, String text) {
        return rewriting.change(one.conversation(), new Author.OfCustomer(li.id()), seq, text);
    }

    private Outcome takeBack(long seq) {
        return rewriting.takeBack(one.conversation(), new Author.OfCustomer(li.id()), seq);
    }

    private Message message(long seq) {
        return conversations.since(one.conversation(), seq - 1).getFirst();
    }
}
