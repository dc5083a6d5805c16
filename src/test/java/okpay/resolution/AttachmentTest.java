package okpay.resolution;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import okpay.files.FileId;
import okpay.files.Intake;
import okpay.files.KeptFiles;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Role;
import okpay.resolution.Attachments.Outcome;
import okpay.sandbank.Behaviour;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Receipts;
import okpay.support.Reference;
import okpay.support.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Pictures and papers in a conversation, and what each side knows of the other.
class AttachmentTest extends Story {

    private static final byte[] PAPER = "%PDF-1.7 a receipt".getBytes(US_ASCII);

    @Autowired private Attachments attachments;
    @Autowired private Resolutions resolutions;
    @Autowired private Conversations conversations;
    @Autowired private Cases cases;
    @Autowired private Promises promises;
    @Autowired private KeptFiles files;
    @Autowired private Receipts receipts;
    @Autowired private JdbcClient jdbc;

    @Test
    void aFileSentTwiceIsThereOnce() {
        var li = customer("李雷");
        var one = aCase(li);

        var first = sent(one, li, "receipt.pdf", "k1");
        var again = sent(one, li, "receipt.pdf", "k1");

        assertThat(again).isEqualTo(first);
        assertThat(filesIn(one)).hasSize(1);
        var file = files.find(fileOf(first)).orElseThrow();
        assertThat(file.name()).isEqualTo("receipt.pdf");
        assertThat(file.of()).isEqualTo(li.id());
        assertThat(files.body(file.id()).getByteArray()).isEqualTo(PAPER);
    }

    @Test
    void aFileSentAtTheSameMomentFromTwoPagesIsThereOnceAndNoneIsLeftOver() throws Exception {
        var li = customer("李雷");
        var one = aCase(li);
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries =
                    hands.invokeAll(
                            java.util.Collections.nCopies(
                                    12, (Callable<Message>) () -> sent(one, li, "a.pdf", "k")));
            for (var it : tries) {
                assertThat(it.get()).isEqualTo(tries.getFirst().get());
            }
        }
        assertThat(filesIn(one)).hasSize(1);
        assertThat(countOf(li)).isEqualTo(1);
    }

    @Test
    void aPictureGoesToAPersonWhoIsPromised() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("梦想书店", Behaviour.PROMPT));
        var one = resolutions.openHelp(li.id(), li.paymentId()).orElseThrow();
        assertThat(one.stage()).isEqualTo(Stage.OPENED);

        sent(one, li, "screen.pdf", "k");

        eventually(() -> stage(one) != Stage.OPENED);
        assertThat(promises.of(one.id())).anyMatch(it -> it.kind() == Promise.Kind.FIRST_REPLY);
    }

    @Test
    void anAgentsPaperIsAnAnswer() {
        var li = customer("李雷");
        var one = aCase(li);
        var wang = agent("小王", Role.AGENT);
        conversations.write(one.conversation(), new Author.OfCustomer(li.id()), "在吗", "k");
        eventually(() -> promises.isOpen(one.id(), Promise.Kind.FIRST_REPLY));

        attachments.send(one, new Author.OfAgent(wang.id()), "proof.pdf", PAPER, "k");

        eventually(() -> !promises.isOpen(one.id(), Promise.Kind.FIRST_REPLY));
    }

    @Test
    void thereIsAnEndToFilesInADay() {
        var li = customer("李雷");
        var one = aCase(li);
        for (int i = 0; i < 50; i++) {
            sent(one, li, "a.pdf", "k" + i);
        }

        assertThat(send(one, li, "k50")).isEqualTo(new Outcome.NotTaken(Intake.Reason.TOO_MANY));
        // What is there already is answered all the same.
        assertThat(send(one, li, "k0")).isInstanceOf(Outcome.Sent.class);
        clock.passes(java.time.Duration.ofDays(1).plusSeconds(1));
        assertThat(send(one, li, "k51")).isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void nobodySendsAFileToWhoReadsOurAnswersAsLetters() {
        var li = customer("李雷");
        var wang = agent("小王", Role.AGENT);
        var one = cases.open(li.id(), Reference.to(SignedOut.ABOUT, li.id()));

        assertThat(attachments.send(one, new Author.OfAgent(wang.id()), "a.pdf", PAPER, "k"))
                .isEqualTo(new Outcome.NobodyWouldSeeIt());
        assertThat(filesIn(one)).isEmpty();
    }

    @Test
    void whatWasReadStaysReadAndNobodyReadsWhatIsNotThere() {
        var li = customer("李雷");
        var one = aCase(li);
        var at = one.conversation();
        assertThat(receipts.of(at, Receipts.Side.DESK).read()).isZero();
        for (int i = 0; i < 3; i++) {
            conversations.write(at, new Author.OfCustomer(li.id()), "话 " + i, "w" + i);
        }
        long last = conversations.since(at, 0).getLast().seq();

        receipts.mark(at, Receipts.Side.DESK, 2, false);
        receipts.mark(at, Receipts.Side.DESK, 1, false);
        assertThat(receipts.of(at, Receipts.Side.DESK).read()).isEqualTo(2);
        var then = receipts.of(at, Receipts.Side.DESK).readAt();
        clock.passes(java.time.Duration.ofMinutes(1));
        receipts.mark(at, Receipts.Side.DESK, 2, true);
        assertThat(receipts.of(at, Receipts.Side.DESK).readAt()).isEqualTo(then);
        assertThat(receipts.of(at, Receipts.Side.DESK).writingAt()).isPresent();

        receipts.mark(at, Receipts.Side.DESK, Long.MAX_VALUE, false);
        assertThat(receipts.of(at, Receipts.Side.DESK).read()).isBetween(3L, last + 1);
        receipts.mark(at, Receipts.Side.CUSTOMER, -1, false);
        assertThat(receipts.of(at, Receipts.Side.CUSTOMER).read()).isZero();
    }

    private Case aCase(Someone of) {
        return cases.open(of.id(), Reference.to("question", of.id()));
    }

    private Outcome send(Case one, Someone who, String clientId) {
        return attachments.send(one, new Author.OfCustomer(who.id()), "a.pdf", PAPER, clientId);
    }

    private Message sent(Case one, Someone who, String name, String clientId) {
        var author = new Author.OfCustomer(who.id());
        return ((Outcome.Sent) attachments.send(one, author, name, PAPER, clientId)).message();
    }

    private List<Message> filesIn(Case one) {
        return conversations.since(one.conversation(), 0).stream()
                .filter(it ->
                        it.body() instanceof Body.Shown(var what)
                                && what.kind().equals(Attachments.KIND))
                .toList();
    }

    private static FileId fileOf(Message message) {
        var shown = (Body.Shown) message.body();
        return FileId.read(shown.what().id()).orElseThrow();
    }

    private int countOf(Someone of) {
        return jdbc.sql("select count(*) from files.file where customer = :id")
                .param("id", of.id().uuid())
                .query(Integer.class)
                .single();
    }

    private Stage stage(Case one) {
        return cases.find(one.id()).orElseThrow().stage();
    }
}
