package okpay.channels.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okpay.channels.Arrival;
import okpay.channels.Arrivals;
import okpay.channels.Channel;
import okpay.channels.Dispatcher;
import okpay.channels.Dispatches;
import okpay.channels.Parked;
import okpay.channels.Ways;
import okpay.channels.mail.InHousePost.Received;
import okpay.feedback.Wishes;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Agent;
import okpay.identity.EmailAddress;
import okpay.identity.Role;
import okpay.resolution.Handling;
import okpay.sandbank.Behaviour;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Erasing;
import okpay.support.Merging;
import okpay.support.Message;
import okpay.support.Receipts;
import okpay.support.Reference;
import okpay.support.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Letters in and out, over real SMTP and IMAP.
class MailTest extends Story {

    private static final String US = "support@okpay.example";
    private static final String IDEAS = "feedback@okpay.example";

    @Autowired private InHousePost post;
    @Autowired private Dispatcher dispatcher;
    @Autowired private Dispatches dispatches;
    @Autowired private Arrivals arrivals;
    @Autowired private Parked lying;
    @Autowired private Mailroom mailroom;
    @Autowired private Canary canary;
    @Autowired private Servers servers;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Receipts receipts;
    @Autowired private Handling handling;
    @Autowired private Erasing erasing;
    @Autowired private Merging merging;
    @Autowired private Wishes wishes;
    @Autowired private Ways ways;
    @Autowired private JdbcClient jdbc;

    private Someone li;
    private Agent wang;

    @BeforeEach
    void people() {
        li = customer("李雷").holding("100.00 CNY");
        wang = agent("小王", Role.AGENT);
    }

    @Test
    void aLetterAboutAPaymentIsAnsweredByWhatTheBooksSayAndGoesOnByLetter() {
        var shop = shop("Corner Books", Behaviour.PROMPT);
        li.pays("12.34 CNY", shop);
        writes(li, "Where is my money", "I paid 12.34 to Corner Books yesterday. Did they get it?");

        eventually(() -> casesOf(li).size() == 1);
        var one = casesOf(li).getFirst();
        assertThat(one.about()).isEqualTo(Reference.to("payment", li.paymentId()));
        var answer = answer(li);
        assertThat(answer.subject()).contains("Where is my money").contains(one.number());
        assertThat(answer.text()).contains("12.34").contains("Corner Books");

        replies(li, answer, "They say they have not. I want to talk to a person.");
        eventually(() -> said(one, "They say they have not. I want to talk to a person."));
        assertThat(casesOf(li)).hasSize(1);

        handling.takeOver(one, wang);
        conversations.write(
                one.conversation(), new Author.OfAgent(wang.id()), "I asked the shop.", "a1");
        eventually(() -> waits(one, last(one)));
        dispatcher.send(Channel.EMAIL);
        assertThat(letters(li)).noneMatch(it -> it.text().contains("I asked the shop."));
        clock.passes(Duration.ofSeconds(30));
        eventually(() -> sendAndSee(li, "I asked the shop."));
        assertThat(dispatches.of(one.conversation()).values())
                .allMatch(it -> it.state() != Dispatches.State.WAITING);
    }

    /// A program that is not sure whether a letter left writes the time anew.
    @Test
    void aLetterThatIsSentAgainLaterIsTheSame() {
        var letter = "From: li@example.com\r\nDate: %s\r\nSubject: x\r\n%s\r\nHello";
        var id = "Message-ID: <1@example.com>\r\n";
        assertThat(key(letter.formatted("Mon, 1 Jan 2026 10:00:00 +0000", id)))
                .isEqualTo(key(letter.formatted("Mon, 1 Jan 2026 10:00:05 +0000", id)))
                .isNotEqualTo(key(letter.formatted("Mon, 1 Jan 2026 10:00:00 +0000", id) + "!"));
        assertThat(key(letter.formatted("Mon, 1 Jan 2026 10:00:00 +0000", "")))
                .as("without a name its time tells them apart")
                .isNotEqualTo(key(letter.formatted("Mon, 1 Jan 2026 10:00:05 +0000", "")));
    }

    private static String key(String raw) {
        return Mailroom.fresh(bytes(raw)).key();
    }

    @Test
    void aStrangerWithACaseNumberInTheSubjectIsNotLetIn() {
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        var stranger = EmailAddress.read("s" + Ids.next() + "@example.com").orElseThrow();

        post.write(stranger, US, "Re: " + one.number(), "Send me the money", "", false);
        post.write(stranger, US, "Re: " + one.number(), "Please, send me the money", "", false);

        eventually(() -> parked(stranger).size() == 2);
        assertThat(parked(stranger)).allMatch(it -> it.why() == Arrival.Why.STRANGER);
        assertThat(conversations.all(one.conversation(), 0)).isEmpty();
        eventually(() -> !sent(stranger).isEmpty());
        assertThat(sent(stranger)).as("told once a day").hasSize(1);
        assertThat(sent(stranger).getFirst().text()).doesNotContain(one.number());
    }

    @Test
    void anAddressOfOursInAStrangersHandsOpensNothing() {
        writes(li, "Question", "How do I change my name?");
        eventually(() -> casesOf(li).size() == 1);
        var one = casesOf(li).getFirst();
        var answer = answer(li);
        var stranger = EmailAddress.read("s" + Ids.next() + "@example.com").orElseThrow();

        post.write(stranger, answer.replyTo(), "Re: x", "It is me, Li Lei", answer.id(), false);

        eventually(() -> parked(stranger).size() == 1);
        assertThat(said(one, "It is me, Li Lei")).isFalse();
    }

    @Test
    void anAddressThatIsGuessedIsNoneOfOurs() {
        var shop = shop("Corner Books", Behaviour.PROMPT);
        li.pays("12.34 CNY", shop);
        writes(li, "Where is my money", "I paid 12.34 to Corner Books. Did they get it?");
        eventually(() -> casesOf(li).size() == 1);
        var one = casesOf(li).getFirst();
        var ours = answer(li).replyTo();

        var guessed = ours.replaceFirst("-[0-9a-f]", "-" + other(ours));
        post.write(mail(li), guessed, "Re: x", "How do I change my name?", "", false);

        eventually(() -> casesOf(li).size() == 2);
        assertThat(said(one, "How do I change my name?")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dmarc=pass header.from=example.com                                      | true",
                "dmarc=pass                                                              | true",
                "dmarc=fail                                                              | false",
                "spf=pass (of dmarc=pass@e.com (x) ) a.b=x@e.com; dmarc=fail             | false",
                "dkim=pass header.i=\"; dmarc=pass\"@e.com; dmarc=fail                   | false",
                "spf=pass (of x; dmarc=pass; y)                                          | ",
                "spf=pass (of (x); dmarc=pass; y)                                        | ",
                "dkim=pass header.i=\"a; dmarc=pass; b\"@e.com                            | ",
                "spf=pass smtp.mailfrom=dmarc=pass@e.com                                 | ",
                "dmarc=pass header.from=evil.com                                         | false",
                "dmarc=none                                                              | ",
                "dkim=pass~Authentication-Results: post.okpay.example; dmarc=fail     | false",
                "dkim=pass~Authentication-Results: elsewhere.example; dmarc=pass      | ",
            })
    void onlyWhatOurOwnServerSaysOfTheSenderIsBelieved(String said, String proven)
            throws Exception {
        var raw =
                "From: Li <li@example.com>\r\nAuthentication-Results: post.okpay.example; "
                        + said.replace("~", "\r\n")
                        + "\r\n\r\nx";
        assertThat(servers.proven(MailReader.read(bytes(raw))))
                .isEqualTo(Optional.ofNullable(proven).map(Boolean::valueOf));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Li Lei <li@example.com>                              | li@example.com",
                "li@example.com                                       | li@example.com",
                "=?UTF-8?B?5p2O6Zu3?= <li@example.com>                | li@example.com",
                "\"victim@example.com\" <a@evil.example>              | a@evil.example",
                "a@evil.example (victim@example.com)                  | a@evil.example",
                "victim@example.com <a@evil.example>                  | a@evil.example",
                "\"victim@example.com\"@evil.example                  | ",
                "<victim@example.com>, <a@evil.example>               | ",
                "<a@evil.example>~From: victim@example.com         | ",
            })
    void theSenderWeReadIsTheOneWhoWasChecked(String from, String read) throws Exception {
        var raw = "From: " + from.replace("~", "\r\n") + "\r\n\r\nx";
        assertThat(MailReader.read(bytes(raw)).from().map(EmailAddress::value))
                .isEqualTo(Optional.ofNullable(read));
    }

    @Test
    void wordsFromAMadeUpSenderAreNotTheCustomers() {
        post.write(mail(li), US, "Hello", "Please give me the code", "", true);

        eventually(() -> casesOf(li).size() == 1);
        var one = casesOf(li).getFirst();
        assertThat(one.about().kind()).isEqualTo("sign-in");
        eventually(() -> !conversations.all(one.conversation(), 0).isEmpty());
        assertThat(conversations.all(one.conversation(), 0))
                .noneMatch(it -> it.author() instanceof Author.OfCustomer);
    }

    @Test
    void theSameLetterTwiceIsThereOnce() {
        var raw = letter(li, "<same-" + Ids.next() + "@example.com>", "", "A question of mine\r\n");
        keep(raw);
        eventually(() -> casesOf(li).size() == 1);
        var again = "Received: from elsewhere\r\n" + raw;
        assertThat(keep(again)).as("by another mailbox").isFalse();

        var one = casesOf(li).getFirst();
        assertThat(ofCustomer(one)).hasSize(1);
    }

    @Test
    void anIdeaByLetterLiesAmongTheIdeasAndItsWriterHearsOfIt() {
        post.write(mail(li), IDEAS, "深色模式", "晚上看着太亮, 希望有深色模式", "", false);

        eventually(() -> !wishes.of(li.id()).isEmpty());
        assertThat(wishes.of(li.id()))
                .singleElement()
                .satisfies(it -> assertThat(it.words()).contains("深色模式", "晚上看着太亮"));
        assertThat(casesOf(li)).isEmpty();
        eventually(() -> sendAndSee(li, "已收到"));

        post.write(mail(li), US + ", " + IDEAS, "Question", "How do I change my name?", "", false);
        eventually(() -> casesOf(li).size() == 1);
        assertThat(wishes.of(li.id())).as("who wants an answer gets one").hasSize(1);
    }

    @Test
    void whatIsLongIsForAPersonToRead() {
        var long_ = "I wish for many things. ".repeat(100);
        keep(letter(li, fresh(), "", long_ + "\r\n").replace(US, IDEAS));
        assertThat(casesOf(li)).hasSize(1);
        assertThat(wishes.of(li.id())).isEmpty();
    }

    @Test
    void anIdeaFromAMadeUpSenderIsNotTheCustomers() {
        post.write(mail(li), IDEAS, "Idea", "Make it free", "", true);

        eventually(() -> casesOf(li).size() == 1);
        assertThat(casesOf(li).getFirst().about().kind()).isEqualTo("sign-in");
        assertThat(wishes.of(li.id())).isEmpty();
    }

    @Test
    void moreIdeasThanTenADayLieAside() {
        for (int i = 0; i < 11; i++) {
            keep(letter(li, fresh(), "", "Idea number " + i + "\r\n").replace(US, IDEAS));
        }
        assertThat(wishes.of(li.id())).hasSize(10);
        assertThat(whys(li)).contains("IDEA").containsOnlyOnce("TOO_MANY");
    }

    @Test
    void programsGetNoAnswer() {
        keep(letter(li, fresh(), "Auto-Submitted: auto-replied\r\n", "I am on holiday\r\n"));
        keep(letter(li, fresh(), "Precedence: bulk\r\n", "Buy this\r\n"));
        keep(letter(li, fresh(), "Return-Path: <>\r\n", "Nobody\r\n"));
        assertThat(casesOf(li)).isEmpty();
        assertThat(whys(li)).containsOnly("AUTOMATIC");

        keep(letter(li, fresh(), "List-Id: <help.okpay.example>\r\n", "By your group\r\n"));
        assertThat(ofCustomer(casesOf(li).getFirst())).hasSize(1);
    }

    /// Our letters to ourselves are known by more than what everybody can write on theirs.
    @Test
    void nobodyElseSaysThatMailGoesRound() {
        keep(letter(li, fresh(), "X-OKPay-Canary: 123.abc\r\n", "How do I change my name?\r\n"));
        assertThat(ofCustomer(casesOf(li).getFirst())).hasSize(1);

        keep(letter(li, fresh(), "X-OKPay-Canary: " + canary.fresh() + "\r\n", "canary\r\n"));
        assertThat(whys(li)).contains("OURS");
        assertThat(ofCustomer(casesOf(li).getFirst())).hasSize(1);
    }

    @Test
    void aLetterThatComesBackIsSeenOnTheMessage() {
        writes(li, "Question", "How do I change my name?");
        eventually(() -> casesOf(li).size() == 1);
        var one = casesOf(li).getFirst();
        var answer = answer(li);

        keep(
                """
                From: MAILER-DAEMON@mx.example.com
                To: support@okpay.example
                Subject: Undelivered Mail Returned to Sender
                Message-ID: %s
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain

                Sorry.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.com

                Final-Recipient: rfc822; li@example.com
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 no such user

                --b
                Content-Type: text/rfc822-headers

                Message-ID: <%s>
                --b--
                """
                        .formatted(fresh(), answer.id())
                        .replace("\n", "\r\n"));

        var back =
                dispatches.of(one.conversation()).values().stream()
                        .filter(it -> it.state() == Dispatches.State.RETURNED)
                        .toList();
        assertThat(back).isNotEmpty();
        assertThat(ways.of(one.conversation())).isEmpty();
        assertThat(back.getFirst().said()).contains("5.1.1").contains("no such user");
        assertThat(cases.of(li.id(), 5)).hasSize(1);
    }

    @Test
    void whoReadTheAnswerInTheAppGetsNoLetter() {
        writes(li, "Question", "How do I change my name?");
        eventually(() -> casesOf(li).size() == 1);
        var one = casesOf(li).getFirst();
        answer(li);
        handling.takeOver(one, wang);
        conversations.write(
                one.conversation(), new Author.OfAgent(wang.id()), "In your profile.", "a1");
        eventually(() -> waits(one, last(one)));
        var last = last(one);
        var newest = conversations.all(one.conversation(), 0).getLast().seq();
        receipts.mark(one.conversation(), Receipts.Side.CUSTOMER, newest, false);
        clock.passes(Duration.ofSeconds(30));
        dispatcher.send(Channel.EMAIL);

        assertThat(letters(li)).noneMatch(it -> it.text().contains("In your profile."));
        assertThat(dispatches.of(one.conversation()).values())
                .anyMatch(it -> it.seq() == last && it.state() == Dispatches.State.NOT_NEEDED);
    }

    @Test
    void whoComesBackAndWritesInTheAppIsAnsweredThere() {
        writes(li, "Question", "How do I change my name?");
        eventually(() -> casesOf(li).size() == 1);
        var one = casesOf(li).getFirst();
        answer(li);
        conversations.write(
                one.conversation(), new Author.OfCustomer(li.id()), "I am here now", "c1");

        handling.takeOver(one, wang);
        conversations.write(
                one.conversation(), new Author.OfAgent(wang.id()), "In your profile.", "a1");
        var last = last(one);
        assertThat(dispatches.of(one.conversation())).doesNotContainKey(last);

        replies(li, letters(li).getFirst(), "I am out again");
        eventually(() -> said(one, "I am out again"));
        conversations.write(one.conversation(), new Author.OfAgent(wang.id()), "Good.", "a2");
        eventually(() -> waits(one, last(one)));
    }

    @Test
    void whoWroteALetterIsAnsweredByLetterInWhicheverCaseThatIs() {
        var inTheApp = cases.open(li.id(), new Reference("test", "app"));
        says(inTheApp, "I ask in the app");
        clock.passes(Duration.ofMinutes(1));
        writes(li, "Question", "How do I change my name?");
        eventually(() -> casesOf(li).size() == 2);
        var byLetter = ofLetter(inTheApp);
        answer(li);

        merging.merge(byLetter.id(), inTheApp.id(), wang.id());
        answers(inTheApp, "In your profile, both of you.", "a1");
        eventually(() -> waits(inTheApp, last(inTheApp)));
        merging.unmerge(byLetter.id(), wang.id());
        assertThat(ways.of(inTheApp.conversation())).as("as it was").isEmpty();
        assertThat(ways.of(byLetter.conversation())).isPresent();
        merging.merge(byLetter.id(), inTheApp.id(), wang.id());

        var fresh = cases.open(li.id(), Reference.to("question", wang.id()));
        merging.takeOut(inTheApp.id(), 1, 1, fresh.about(), wang.id());
        var out =
                casesOf(li).stream()
                        .filter(it ->
                                it.about().equals(fresh.about()) && !it.id().equals(fresh.id()))
                        .findFirst()
                        .orElseThrow();
        answers(out, "And this is about the other thing.", "a2");
        eventually(() -> waits(out, last(out)));
        assertThat(ways.latest(Channel.EMAIL, mail(li).value(), Instant.EPOCH))
                .as("where they go on")
                .contains(byLetter.conversation());
    }

    @Test
    void whoHasSpokenInTheAppSinceIsAnsweredThere() {
        writes(li, "Question", "How do I change my name?");
        eventually(() -> casesOf(li).size() == 1);
        var byLetter = casesOf(li).getFirst();
        answer(li);
        clock.passes(Duration.ofMinutes(1));
        var inTheApp = cases.open(li.id(), new Reference("test", "app"));
        says(inTheApp, "I ask in the app");

        merging.merge(byLetter.id(), inTheApp.id(), wang.id());
        answers(inTheApp, "In your profile.", "a1");

        assertThat(ways.of(inTheApp.conversation())).isEmpty();
        assertThat(ways.of(byLetter.conversation())).as("where it stood").isPresent();
    }

    private Case ofLetter(Case other) {
        return casesOf(li).stream()
                .filter(it -> !it.id().equals(other.id()))
                .findFirst()
                .orElseThrow();
    }

    private void says(Case one, String words) {
        conversations.write(
                one.conversation(), new Author.OfCustomer(li.id()), words, "c-" + words);
    }

    private void answers(Case one, String words, String key) {
        handling.takeOver(one, wang);
        conversations.write(one.conversation(), new Author.OfAgent(wang.id()), words, key);
    }

    @Test
    void whatIsErasedInTheCaseIsErasedFromTheLettersToo() {
        writes(li, "Hyacinth", "How do I change my hyacinth?");
        eventually(() -> casesOf(li).size() == 1);
        var one = casesOf(li).getFirst();
        answer(li);
        assertThat(kept(one, "hyacinth")).isPositive();
        eventually(() -> cases.find(one.id()).orElseThrow().stage() != Stage.OPENED);
        assertThat(cases.move(one.id(), Stage.RESOLVED)).isTrue();

        erasing.erase(one.id(), Optional.empty());

        assertThat(kept(one, "hyacinth")).isZero();
        assertThat(kept(one, "")).as("that it came").isEqualTo(1);
    }

    private long kept(Case one, String words) {
        return jdbc.sql(
                        """
                        select count(*) from channels.arrival where conversation = :id and
                        lower(sender || subject || words || coalesce(convert_from(raw, 'UTF8'), ''))
                            like :words
                        """)
                .param("id", one.conversation().uuid())
                .param("words", "%" + words + "%")
                .query(Long.class)
                .single();
    }

    @Test
    void whatAKilledNodeHadBegunIsTakenOnByAnother() {
        var raw = letter(li, fresh(), "", "What about my limits?\r\n");
        assertThat(arrivals.keep(Mailroom.fresh(bytes(raw)))).isPresent();
        mailroom.again();
        assertThat(casesOf(li)).as("somebody may be at it").isEmpty();

        clock.passes(Duration.ofMinutes(3));
        mailroom.again();

        assertThat(ofCustomer(casesOf(li).getFirst())).hasSize(1);
    }

    private void writes(Someone who, String subject, String text) {
        post.write(mail(who), US, subject, text, "", false);
    }

    private void replies(Someone who, Received to, String text) {
        post.write(mail(who), to.replyTo(), "Re: " + to.subject(), text, to.id(), false);
    }

    /// The latest letter from us.
    private Received answer(Someone who) {
        eventually(() -> {
            dispatcher.send(Channel.EMAIL);
            return !letters(who).isEmpty();
        });
        return letters(who).getFirst();
    }

    private boolean sendAndSee(Someone who, String words) {
        dispatcher.send(Channel.EMAIL);
        return letters(who).stream().anyMatch(it -> it.text().contains(words));
    }

    private List<Received> letters(Someone who) {
        return post.mailbox(mail(who));
    }

    private List<Received> sent(EmailAddress to) {
        dispatcher.send(Channel.EMAIL);
        return post.mailbox(to);
    }

    private List<Case> casesOf(Someone who) {
        return cases.of(who.id(), 5);
    }

    private boolean said(Case one, String words) {
        return ofCustomer(one).stream()
                .anyMatch(it -> it.body() instanceof Body.Text(var text) && text.equals(words));
    }

    private List<Message> ofCustomer(Case one) {
        return conversations.all(one.conversation(), 0).stream()
                .filter(it -> it.author() instanceof Author.OfCustomer)
                .toList();
    }

    private boolean waits(Case one, long seq) {
        return dispatches.of(one.conversation()).values().stream()
                .anyMatch(it -> it.seq() == seq && it.state() == Dispatches.State.WAITING);
    }

    /// The number of what an agent said last.
    private long last(Case one) {
        return conversations.all(one.conversation(), 0).stream()
                .filter(it -> it.author() instanceof Author.OfAgent)
                .toList()
                .getLast()
                .seq();
    }

    private List<Arrival> parked(EmailAddress from) {
        return lying.all().stream().filter(it -> it.sender().equals(from.value())).toList();
    }

    private List<String> whys(Someone who) {
        return jdbc.sql("select why from channels.arrival where sender = :from")
                .param("from", mail(who).value())
                .query((row, _) -> row.getString("why"))
                .list();
    }

    private static EmailAddress mail(Someone who) {
        return who.customer().email().orElseThrow();
    }

    private static String other(String address) {
        return address.matches(".*-a[0-9a-f]{19}@.*") ? "b" : "a";
    }

    private static String fresh() {
        return "<t-" + Ids.next() + "@example.com>";
    }

    private boolean keep(String raw) {
        return mailroom.take(bytes(raw), false).isPresent();
    }

    private static byte[] bytes(String raw) {
        return raw.getBytes(StandardCharsets.UTF_8);
    }

    private static String letter(Someone from, String id, String headers, String text) {
        return "From: <"
                + mail(from).value()
                + ">\r\nTo: support@okpay.example\r\nSubject: Hello\r\nMessage-ID: "
                + id
                + "\r\nAuthentication-Results: post.okpay.example; dmarc=pass\r\n"
                + headers
                + "\r\n"
                + text;
    }
}
