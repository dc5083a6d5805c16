package okpay.retention;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okpay.desk.Alerts;
import okpay.files.FileId;
import okpay.files.KeptFiles;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.resolution.Attachments;
import okpay.search.CaseSearch;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseEvents;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Merging;
import okpay.support.Notes;
import okpay.support.Reference;
import okpay.support.Rewriting;
import okpay.support.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What is forgotten, what must not be, and the proof.
class RetentionTest extends Story {

    private static final Duration THREE_YEARS = Duration.ofDays(1_096);

    @Autowired private Forgetting forgetting;
    @Autowired private LegalHolds holds;
    @Autowired private Cases cases;
    @Autowired private CaseEvents events;
    @Autowired private Conversations conversations;
    @Autowired private Rewriting rewriting;
    @Autowired private Notes notes;
    @Autowired private Attachments attachments;
    @Autowired private KeptFiles files;
    @Autowired private Merging merging;
    @Autowired private CaseSearch search;
    @Autowired private okpay.support.Promises promises;
    @Autowired private okpay.desk.Drafts drafts;
    @Autowired private okpay.desk.HeldReplies held;
    @Autowired private Alerts alerts;
    @Autowired private okpay.casework.Checklist checklist;
    @Autowired private JdbcClient jdbc;

    private Someone li;
    private Agent chen;

    @BeforeEach
    void people() {
        li = customer("李雷");
        chen = agent("老陈", Role.SUPERVISOR);
    }

    @Test
    void whenItsTimeIsOverTheWordsAreGoneAndThatTheyWereThereIsProven() {
        var one = said("这是我的秘密紫罗兰");
        var file = file(one, "f");
        var gone = file(one, "g");
        var last = conversations.since(one.conversation(), 0).getLast().seq();
        rewriting.takeBack(one.conversation(), new Author.OfCustomer(li.id()), last);
        notes.write(one.id(), chen.id(), "内部");
        var over = over(one);
        clock.passes(THREE_YEARS);

        forgetting.forgetWhatIsOver();
        forgetting.forgetWhatIsOver();

        assertThat(conversations.since(one.conversation(), 0))
                .filteredOn(it -> it.author() instanceof Author.OfCustomer)
                .map(okpay.support.Message::body)
                .containsOnly(new Body.Erased());
        assertThat(notes.of(one.id())).isEmpty();
        assertThat(files.find(file)).isEmpty();
        assertThat(files.find(gone)).isEmpty();
        assertThat(rewriting.earlier(one.conversation())).isEmpty();
        var proof = proofOf(over);
        assertThat(proof.messages()).isEqualTo(3);
        assertThat(proof.files()).isEqualTo(2);
        assertThat(proof.by()).isEmpty();
        assertThat(events.isWhole(one.id())).isTrue();
        search.follow();
        assertThat(search.find("秘密紫罗兰", 5)).isEmpty();
    }

    @Test
    void whatIsOpenOrYoungOrHeldIsKept() {
        var open = said("开着");
        var young = over(said("刚结束"));
        var han = customer("韩梅梅");
        var held = cases.open(han.id(), Reference.to("question", han.id()));
        write(held, han, "要留着");
        over(held);
        assertThat(holds.put(han.id(), chen.id(), " ")).isFalse();
        assertThat(holds.put(han.id(), chen.id(), "法院调取")).isTrue();

        forgetting.forgetWhatIsOver();
        assertThat(words(young)).contains("刚结束");
        clock.passes(THREE_YEARS);
        forgetting.forgetWhatIsOver();

        assertThat(words(open)).contains("开着");
        assertThat(words(held)).contains("要留着");
        assertThat(forgetting.forget(han.id(), chen.id())).isEqualTo(new Forgetting.Outcome.Held());
        var hold = holds.all().stream().filter(it -> it.of().equals(han.id())).findFirst();
        holds.lift(hold.orElseThrow().id(), chen.id());
        assertThat(forgetting.forget(han.id(), chen.id()))
                .isEqualTo(new Forgetting.Outcome.Done(1));
        assertThat(words(held)).isEmpty();
        assertThat(proofOf(held).by()).contains(chen.id());
    }

    /// However many are held, the others are not kept for ever.
    @Test
    void whatIsHeldKeepsNothingElse() {
        var han = customer("韩梅梅");
        for (int i = 0; i < 200; i++) {
            var one = cases.open(han.id(), Reference.to("test", okpay.id.Ids.next()));
            cases.take(one.id(), chen.id());
            assertThat(cases.move(one.id(), Stage.RESOLVED)).isTrue();
        }
        holds.put(han.id(), chen.id(), "法院调取");
        clock.passes(Duration.ofSeconds(1));
        var mine = over(said("可以忘了"));
        clock.passes(THREE_YEARS);

        forgetting.forgetWhatIsOver();
        assertThat(words(mine)).isEmpty();
        var hold = holds.all().stream().filter(it -> it.of().equals(han.id())).findFirst();
        holds.lift(hold.orElseThrow().id(), chen.id());
    }

    @Test
    void whatWasWrittenBesideTheWordsIsForgottenWithThem() {
        var one = said("一");
        promises.agree(one.id(), "到三点给您答复", clock.instant().plusSeconds(600));
        drafts.keep(chen.id(), one.id(), "也许可以");
        assertThat(checklist.add(one.id(), chen.id(), "问仓库")).isTrue();
        var wang = agent("小王", okpay.identity.Role.AGENT);
        held.hold(one, wang, "您可以获得 500 元补偿", List.of(), "h");
        alerts.tellSupervisors(one.id(), Alerts.Kind.NEAR, "FIRST_REPLY", "n" + one.id(), none());
        alerts.tellSupervisors(one.id(), Alerts.Kind.MENTIONED, "秘密", "m" + one.id(), none());
        over(one);

        forgetting.forget(li.id(), chen.id());

        assertThat(promises.of(one.id())).allMatch(it -> it.why().isEmpty());
        assertThat(drafts.of(chen.id(), one.id())).isEmpty();
        assertThat(checklist.of(one.id())).isEmpty();
        assertThat(held.of(one.id())).as("nobody can let it go any more").isEmpty();
        assertThat(alerts.unseen(chen.id()))
                .filteredOn(it -> it.of().equals(one.id()))
                .extracting(Alerts.Notice::detail)
                .as("which promise is no words")
                .contains("FIRST_REPLY")
                .doesNotContain("秘密");
    }

    private static Optional<okpay.identity.AgentId> none() {
        return Optional.empty();
    }

    @Test
    void whoAsksToBeForgottenLosesNothingThatIsStillGoingOn() {
        var over = over(said("一"));
        var open = said("二");

        assertThat(forgetting.forget(li.id(), chen.id())).isEqualTo(new Forgetting.Outcome.Done(1));

        assertThat(words(over)).isEmpty();
        assertThat(words(open)).contains("二");
        assertThat(forgetting.forget(li.id(), chen.id())).isEqualTo(new Forgetting.Outcome.Done(0));
    }

    @Test
    void whatWasMergedIntoItGoesWithIt() {
        var one = said("主单");
        var other = said("并入的");
        eventually(() -> stage(one) != Stage.OPENED && stage(other) != Stage.OPENED);
        merging.merge(other.id(), one.number(), chen.id());
        over(one);

        forgetting.forget(li.id(), chen.id());

        assertThat(words(one)).isEmpty();
        assertThat(words(other)).isEmpty();
    }

    @Test
    void theProofItselfCannotBeChangedByTheApplication() {
        over(said("一"));
        forgetting.forget(li.id(), chen.id());

        assertThatThrownBy(() -> jdbc.sql("update retention.proof set messages = 0").update())
                .hasStackTraceContaining("permission denied");
    }

    private Case said(String text) {
        var one = cases.open(li.id(), Reference.to("test", okpay.id.Ids.next()));
        write(one, li, text);
        return one;
    }

    private void write(Case one, Someone who, String text) {
        conversations.write(one.conversation(), new Author.OfCustomer(who.id()), text, text);
    }

    private FileId file(Case one, String key) {
        var paper = "%PDF-1.7 x".getBytes(US_ASCII);
        var author = new Author.OfCustomer(li.id());
        var sent = (Attachments.Outcome.Sent) attachments.send(one, author, "a.pdf", paper, key);
        var shown = (Body.Shown) sent.message().body();
        return FileId.read(shown.what().id()).orElseThrow();
    }

    /// After its words have been heard, which open it.
    private Case over(Case one) {
        eventually(() -> stage(one) != Stage.OPENED);
        assertThat(cases.move(one.id(), Stage.RESOLVED)).isTrue();
        return cases.find(one.id()).orElseThrow();
    }

    private Stage stage(Case one) {
        return cases.find(one.id()).orElseThrow().stage();
    }

    private java.util.List<String> words(Case one) {
        return conversations.since(one.conversation(), 0).stream()
                .filter(it -> !(it.author() instanceof Author.Okpay))
                .map(it -> it.body() instanceof Body.Text(var text) ? text : "")
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private Forgetting.Proof proofOf(Case one) {
        return forgetting.proofs().stream()
                .filter(it -> it.number().equals(one.number()))
                .findFirst()
                .orElseThrow();
    }
}
