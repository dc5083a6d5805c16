package okpay.channels.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import okpay.channels.Channel;
import okpay.channels.Dispatcher;
import okpay.channels.Dispatchers;
import okpay.channels.Dispatches;
import okpay.channels.Pulse;
import okpay.channels.Ways;
import okpay.database.EmbeddedPostgres;
import okpay.feedback.Wishes;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.resolution.Handling;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Letters in and out through Debian's Postfix and Dovecot, where they are installed.
@EnabledIf("isThere")
class DebianMailTest extends Story {

    private static final String US = "support@okpay.example";

    private static DebianPost post;
    private static TokenServer authority;

    @Autowired private Mailroom mailroom;
    @Autowired private Tokens tokens;
    @Autowired private Pulse pulse;
    @Autowired private Canary canary;
    @Autowired private LetterWriter writer;
    @Autowired private BeanFactory beans;
    @Autowired private EmbeddedPostgres database;
    @Autowired private Dispatches dispatches;
    @Autowired private Ways ways;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Handling handling;
    @Autowired private Wishes wishes;

    private Someone li;

    static boolean isThere() {
        return DebianPost.isThere();
    }

    @BeforeAll
    static void start() throws IOException {
        authority = new TokenServer();
        post = new DebianPost(authority.at("/introspect/"));
    }

    @AfterAll
    static void stop() throws IOException {
        authority.close();
        post.close();
    }

    @BeforeEach
    void customer() {
        li = customer("李雷");
    }

    @Test
    void aCaseGoesThereAndBackByLetter() {
        try (var office = new Office(withPassword())) {
            writes(address(li), US, "改名字", "请问怎么改名字?我上个月改了身份证。", "");
            var one = caseOf(li);
            var answer = office.answer(li, 1);
            assertThat(subject(answer)).contains("改名字").contains(one.number());

            writes(address(li), replyTo(answer), "回复: 改名字", "还是不明白。", id(answer));
            eventually(() -> hears(li, "还是不明白。"));
            assertThat(cases.of(li.id(), 5)).hasSize(1);

            var wang = agent("小王", Role.AGENT);
            handling.takeOver(one, wang);
            says(one, wang, "在个人资料里改, 需要新的身份证照片。");
            clock.passes(Duration.ofSeconds(30));
            eventually(() -> office.sends(li, "需要新的身份证照片"));
        }
    }

    /// The mailbox's own name stands on the letter, too.
    @Test
    void anIdeaComesInByAnotherNameOfTheMailbox() {
        try (var _ = new Office(withPassword())) {
            writes(address(li), "feedback@okpay.example", "深色模式", "希望有深色模式", "");
            eventually(() -> !wishes.of(li.id()).isEmpty());
            assertThat(cases.of(li.id(), 5)).isEmpty();
        }
    }

    @Test
    void serversThatGoAwayLoseAndDoubleNothing() throws Exception {
        try (var office = new Office(withPassword())) {
            writes(address(li), US, "One", "This is the first", "");
            var one = caseOf(li);
            var answer = office.answer(li, 1);

            post.stopDovecot();
            for (int i = 0; i < 20; i++) {
                writes(address(li), replyTo(answer), "Re: One", "Number " + i, id(answer));
            }
            post.stopPostfix();
            assertThat(said(one)).hasSize(1);
            var wang = agent("小王", Role.AGENT);
            handling.takeOver(one, wang);
            says(one, wang, "I am here.");
            clock.passes(Duration.ofSeconds(30));
            office.dispatcher.send(Channel.EMAIL);
            post.startPostfix();
            post.startDovecot();

            eventually(() -> said(one).size() == 21);
            clock.passes(Duration.ofHours(1));
            eventually(() -> office.sends(li, "I am here."));
            clock.passes(Duration.ofHours(1));
            office.dispatcher.send(Channel.EMAIL);
            // Whatever was on its way before this one is there before it, or with it.
            writes(US, address(li), "The last", "There is nothing behind this", "");
            eventually(() -> hasLetter(li, "There is nothing behind this"));
            assertThat(said(one)).doesNotHaveDuplicates();
            assertThat(letters(li)).filteredOn(it -> text(it).contains("I am here.")).hasSize(1);
        }
    }

    @Test
    void whatPostfixSendsBackIsSeenOnTheMessage() throws Exception {
        var left = customer("Lefty", "left-" + System.nanoTime() + "@example.com");
        try (var office = new Office(withPassword())) {
            writes(address(left), US, "Question", "How do I change my name?", "");
            var one = caseOf(left);
            eventually(() -> {
                office.dispatcher.send(Channel.EMAIL);
                return dispatches.of(one.conversation()).values().stream()
                        .anyMatch(it -> it.state() == Dispatches.State.RETURNED);
            });

            assertThat(dispatches.of(one.conversation()).values())
                    .filteredOn(it -> it.state() == Dispatches.State.RETURNED)
                    .allMatch(it -> it.said().contains("5.1.1"));
            assertThat(ways.of(one.conversation())).isEmpty();
            assertThat(cases.of(left.id(), 5)).hasSize(1);
        }
    }

    @Test
    void anAddressPostfixRefusesIsNotTriedAgain() throws Exception {
        var nowhere = customer("Nowhere", "none-" + System.nanoTime() + "@example.com");
        try (var office = new Office(withPassword())) {
            writes(address(nowhere), US, "Question", "How do I change my name?", "");
            var one = caseOf(nowhere);
            eventually(() -> {
                office.dispatcher.send(Channel.EMAIL);
                return dispatches.of(one.conversation()).values().stream()
                        .anyMatch(it -> it.state() == Dispatches.State.GIVEN_UP);
            });
        }
    }

    /// What is fetched and cannot be kept is still new to the mailbox.
    @Test
    void aLetterThatCannotBeKeptNowIsReadAgain() {
        var owner = JdbcClient.create(database.owner().dataSource());
        owner.sql(
                        """
                        alter table channels.arrival
                        add constraint not_now check (subject <> 'Not now') not valid
                        """)
                .update();
        try (var _ = new Office(withPassword())) {
            writes(address(li), US, "Not now", "Please keep this", "");
            writes(address(li), US, "Another", "And this one", "");
            eventually(() -> hears(li, "And this one"));
            eventually(() ->
                    pulse.lanes().stream()
                            .anyMatch(it -> it.said().contains("letters cannot be kept")));
            assertThat(hears(li, "Please keep this")).isFalse();

            owner.sql("alter table channels.arrival drop constraint not_now").update();
            eventually(() -> hears(li, "Please keep this"));
            assertThat(said(li)).hasSize(2);
        } finally {
            owner.sql("alter table channels.arrival drop constraint if exists not_now").update();
        }
    }

    @Test
    void aMailboxIsOpenedWithAnAccessTokenAndWithTheNextOneWhenThatIsOver() {
        int before = authority.given.get();
        var box = byToken(post.imap());
        try (var _ = new Office(box)) {
            writes(address(li), US, "By token", "Opened by the first token", "");
            caseOf(li);
            assertThat(authority.given.get()).isEqualTo(before + 1);
        }
        clock.passes(Duration.ofMinutes(59));
        authority.good.clear();
        try (var _ = new Office(box)) {
            writes(address(li), US, "By token", "Opened by the second token", "");
            eventually(() -> hears(li, "Opened by the second token"));
            assertThat(authority.given.get()).isEqualTo(before + 2);
            assertThat(authority.asked).allMatch(it -> it.contains("grant_type=refresh_token"));
        }
    }

    /// So do large mail companies want it, on the way out too.
    @Test
    void lettersLeaveWithAnAccessTokenAndWithTheNextOneWhenThatIsOver() {
        try (var office = new Office(withPassword(), byToken(post.submission()))) {
            writes(address(li), US, "By token", "How do I change my name?", "");
            caseOf(li);
            office.answer(li, 1);
            // Taken back before its time: the next round asks for another.
            authority.good.clear();
            writes(address(li), US, "Once more", "And my address?", "");
            eventually(() -> hears(li, "And my address?"));
            var wang = agent("小王", Role.AGENT);
            var one = caseOf(li);
            handling.takeOver(one, wang);
            says(one, wang, "In your profile.");
            eventually(() -> {
                clock.passes(Duration.ofHours(1));
                return office.sends(li, "In your profile.");
            });
        }
        try (var office =
                new Office(withPassword(), account(post.submission(), US, "not the password"))) {
            var one = caseOf(li);
            says(one, agent("小李", Role.AGENT), "This stays here.");
            clock.passes(Duration.ofHours(1));
            office.dispatcher.send(Channel.EMAIL);
            assertThat(pulse.dead()).anyMatch(it -> it.name().equals(SmtpCarrier.LANE));
        }
    }

    private static MailSettings.Account byToken(URI server) {
        return new MailSettings.Account(
                server,
                US,
                "",
                Optional.of(authority.at("/token")),
                "okpay",
                "of the client",
                "refresh me");
    }

    /// OKPay's mail with these servers instead of the one in this process.
    private final class Office implements AutoCloseable {

        private final Letterbox letterbox;
        private final Dispatcher dispatcher;

        Office(MailSettings.Account box) {
            this(box, account(post.smtp(), "", ""));
        }

        Office(MailSettings.Account box, MailSettings.Account out) {
            var settings =
                    new MailSettings(
                            US,
                            "",
                            false,
                            0,
                            0,
                            out,
                            Map.of("debian", box),
                            InHousePost.CHECKED_BY);
            var servers =
                    new Servers(
                            settings,
                            new StaticListableBeanFactory().getBeanProvider(InHousePost.class));
            letterbox = new Letterbox(servers, mailroom, tokens, pulse);
            dispatcher =
                    Dispatchers.by(
                            new SmtpCarrier(servers, settings, writer, tokens, canary, pulse),
                            beans);
            letterbox.open();
        }

        /// The latest letter from us, when there are so many.
        MimeMessage answer(Someone who, int many) {
            eventually(() -> {
                dispatcher.send(Channel.EMAIL);
                return letters(who).size() >= many;
            });
            return letters(who).getLast();
        }

        boolean sends(Someone who, String words) {
            dispatcher.send(Channel.EMAIL);
            return hasLetter(who, words);
        }

        @Override
        public void close() {
            letterbox.destroy();
            dispatcher.destroy();
        }
    }

    private static MailSettings.Account withPassword() {
        return account(post.imap(), US, post.password());
    }

    private static MailSettings.Account account(URI server, String user, String password) {
        return new MailSettings.Account(server, user, password, Optional.empty(), "", "", "");
    }

    private Case caseOf(Someone who) {
        eventually(() -> !cases.of(who.id(), 5).isEmpty());
        return cases.of(who.id(), 5).getFirst();
    }

    private void says(Case one, Agent agent, String words) {
        conversations.write(
                one.conversation(), new Author.OfAgent(agent.id()), words, "a" + System.nanoTime());
    }

    private List<String> said(Someone who) {
        return cases.of(who.id(), 5).stream().flatMap(it -> said(it).stream()).toList();
    }

    private boolean hears(Someone who, String words) {
        return said(who).stream().anyMatch(it -> it.contains(words));
    }

    private List<String> said(Case one) {
        return conversations.all(one.conversation(), 0).stream()
                .filter(it -> it.author() instanceof Author.OfCustomer)
                .flatMap(it ->
                        it.body() instanceof Body.Text(var text)
                                ? Stream.of(text)
                                : Stream.<String>empty())
                .toList();
    }

    private static String address(Someone who) {
        return who.customer().email().orElseThrow().value();
    }

    /// As a mail program would, through Postfix.
    private static void writes(
            String from, String to, String subject, String text, String answers) {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(post.smtp().getPort()));
        var letter = new MimeMessage(Session.getInstance(properties));
        try {
            letter.setFrom(new InternetAddress(from));
            letter.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to));
            letter.setSubject(subject, "GB18030");
            letter.setText(text, "GB18030");
            if (!answers.isEmpty()) {
                letter.setHeader("In-Reply-To", answers);
                letter.setHeader("References", answers);
            }
            Transport.send(letter);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What lies in somebody's mailbox at Dovecot, the oldest first.
    private static List<MimeMessage> letters(Someone who) {
        var found = new ArrayList<MimeMessage>();
        var properties = new Properties();
        try (var store = Session.getInstance(properties).getStore("imap")) {
            store.connect("127.0.0.1", post.imap().getPort(), address(who), post.password());
            try (var folder = store.getFolder("INBOX")) {
                folder.open(Folder.READ_ONLY);
                for (var it : folder.getMessages()) {
                    assertThat(it.isSet(Flags.Flag.DELETED)).isFalse();
                    found.add(new MimeMessage((MimeMessage) it));
                }
            }
            return found;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasLetter(Someone who, String words) {
        return letters(who).stream().anyMatch(it -> text(it).contains(words));
    }

    private static String text(MimeMessage letter) {
        try {
            return MailReader.read(MailReader.bytes(letter)).text();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String subject(MimeMessage letter) {
        return header(letter, MimeMessage::getSubject);
    }

    private static String id(MimeMessage letter) {
        return header(letter, MimeMessage::getMessageID);
    }

    private static String replyTo(MimeMessage letter) {
        return header(letter, it -> it.getReplyTo()[0].toString());
    }

    private interface Header {
        String of(MimeMessage letter) throws MessagingException;
    }

    private static String header(MimeMessage letter, Header which) {
        try {
            return which.of(letter);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Gives access tokens for an hour (RFC 6749) and says what they are worth (RFC 7662).
    private static final class TokenServer implements AutoCloseable {

        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final AtomicInteger given = new AtomicInteger();

        /// Good once.
        private final AtomicReference<String> refresh = new AtomicReference<>("refresh+me");

        private final Set<String> good = ConcurrentHashMap.newKeySet();
        private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

        TokenServer() throws IOException {
            server.createContext("/token", this::give);
            server.createContext("/introspect/", this::judge);
            server.start();
        }

        URI at(String path) {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        }

        private void give(HttpExchange call) throws IOException {
            var form = new String(call.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            asked.add(form);
            if (!form.contains("refresh_token=" + refresh.get())) {
                call.sendResponseHeaders(400, -1);
                call.close();
                return;
            }
            var token = "token-" + given.incrementAndGet();
            refresh.set("refresh-" + given.get());
            good.add(token);
            answer(
                    call,
                    "{\"access_token\":\"%s\",\"expires_in\":3600,\"refresh_token\":\"%s\"}"
                            .formatted(token, refresh.get()));
        }

        /// Dovecot puts the token in the `Authorization` header.
        private void judge(HttpExchange call) throws IOException {
            var header = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
            var isGood = good.contains(header.replaceFirst("^Bearer ", ""));
            answer(call, "{\"active\":%s,\"username\":\"%s\"}".formatted(isGood, US));
        }

        private static void answer(HttpExchange call, String json) throws IOException {
            var bytes = json.getBytes(StandardCharsets.US_ASCII);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(200, bytes.length);
            call.getResponseBody().write(bytes);
            call.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
