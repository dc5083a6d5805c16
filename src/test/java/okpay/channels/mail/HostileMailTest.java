package okpay.channels.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import okpay.channels.Channel;
import okpay.channels.Dispatcher;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.EmailAddress;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Letters that mean harm, or are found only by what they answer, through the door of the house.
/// After each of them the next good one gets in.
class HostileMailTest extends Story {

    private static final String US = "support@okpay.example";

    @Autowired private InHousePost post;
    @Autowired private Mailroom mailroom;
    @Autowired private Dispatcher dispatcher;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private JdbcClient jdbc;

    private Someone li;

    @BeforeEach
    void somebody() {
        li = customer("李雷");
    }

    /// Some programs answer to an address of their own choice, and name only what they answer.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "In-Reply-To: %s",
                "References: %s",
                "References: <a@elsewhere.example> %s <b@elsewhere.example>",
                "References: <a@elsewhere.example>\r\n %s\r\n <b@elsewhere.example>"
            })
    void anAnswerIsKnownByTheLetterItAnswers(String header) {
        keep(letter("", "Question", "How do I change my name?"));
        var one = onlyCase();
        var answer = answer();

        keep(unproven(letter(header.formatted(answer) + "\r\n", "else", "And my address?")));
        assertThat(words(one)).hasSize(2).last().isEqualTo("And my address?");
        assertThat(cases.of(li.id(), 5)).hasSize(1);
    }

    /// A hundred ids, and ours among them.
    @Test
    void aLongChainIsReadToItsEnd() {
        keep(letter("", "Question", "How do I change my name?"));
        var one = onlyCase();
        var answer = answer();
        var chain =
                IntStream.range(0, 100)
                        .mapToObj(it -> "<" + it + "@elsewhere.example>")
                        .collect(Collectors.joining("\r\n "));
        var headers = "References: " + answer + "\r\n " + chain + "\r\n";
        keep(unproven(letter(headers, "Re", "And this?")));
        assertThat(words(one)).hasSize(2);
    }

    /// Whatever stands in a subject stays in the subject.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello\r\nBcc: victim@example.com",
                "Hello\nBcc: victim@example.com\n\nSend the money",
                "Hello\r\n\r\n<b>not a body</b>",
                "Hello\u0000\u2028Bcc: victim@example.com"
            })
    void noHeaderIsSmuggledIntoOurAnswer(String subject) {
        var victim = EmailAddress.read("victim@example.com").orElseThrow();
        int before = post.mailbox(victim).size();
        var hidden =
                "=?UTF-8?B?"
                        + Base64.getEncoder()
                                .encodeToString(subject.getBytes(StandardCharsets.UTF_8))
                        + "?=";
        keep(letter("", hidden, "How do I change my name?"));
        onlyCase();
        answer();

        var ours = post.mailbox(mail()).getFirst();
        assertThat(ours.subject()).startsWith("Hello").doesNotContain("\n", "\r");
        assertThat(ours.text()).doesNotContain("Send the money", "not a body");
        assertThat(post.mailbox(victim)).hasSize(before);
        stillOpen();
    }

    @Test
    void aBombInAnAttachmentGoesOffNowhere() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("zeros"));
            for (int i = 0; i < 100; i++) {
                zip.write(new byte[1_000_000]);
            }
        }
        for (var type : List.of("application/zip", "image/png", "application/pdf")) {
            keep(attached(type, bomb.toByteArray()));
        }
        var one = onlyCase();
        assertThat(words(one)).hasSize(3);
        stillOpen();
    }

    /// As deep as it likes: what it says at its end is of no use to anybody.
    @Test
    void aLetterInALetterInALetterEnds() {
        var deep = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            deep.append(
                    "Content-Type: multipart/mixed; boundary=\"b%d\"\r\n\r\n--b%d\r\n"
                            .formatted(i, i));
        }
        keep(letter("MIME-Version: 1.0\r\n" + deep, "Deep", "down here"));
        stillOpen();
    }

    /// Nobody writes that much by hand.
    @Test
    void whoNeverStopsIsParked() {
        for (int i = 0; i < 35; i++) {
            keep(letter("", "Question " + i, "Question " + i));
        }
        assertThat(whys()).contains("TOO_MANY");
        var mei = customer("韩梅梅");
        li = mei;
        stillOpen();
    }

    /// The next letter is taken.
    private void stillOpen() {
        int before = cases.of(li.id(), 5).stream().mapToInt(it -> words(it).size()).sum();
        keep(letter("", "Once more", "Still there?"));
        assertThat(cases.of(li.id(), 5).stream().mapToInt(it -> words(it).size()).sum())
                .isEqualTo(before + 1);
    }

    private Case onlyCase() {
        assertThat(cases.of(li.id(), 5)).hasSize(1);
        return cases.of(li.id(), 5).getFirst();
    }

    /// Without what it answers, it would be nobody's.
    private static String unproven(String raw) {
        return raw.replaceAll("Authentication-Results: .*\r\n", "");
    }

    /// @return the id of our answer
    private String answer() {
        eventually(() -> {
            dispatcher.send(Channel.EMAIL);
            return !post.mailbox(mail()).isEmpty();
        });
        return "<" + post.mailbox(mail()).getFirst().id() + ">";
    }

    private List<String> words(Case one) {
        return conversations.all(one.conversation(), 0).stream()
                .filter(it -> it.author() instanceof Author.OfCustomer)
                .flatMap(it ->
                        it.body() instanceof Body.Text(var text)
                                ? java.util.stream.Stream.of(text)
                                : java.util.stream.Stream.<String>empty())
                .toList();
    }

    private List<String> whys() {
        return jdbc.sql("select why from channels.arrival where sender = :from")
                .param("from", mail().value())
                .query((row, _) -> row.getString("why"))
                .list();
    }

    private EmailAddress mail() {
        return li.customer().email().orElseThrow();
    }

    private void keep(String raw) {
        assertThat(mailroom.take(raw.getBytes(StandardCharsets.UTF_8), false)).isPresent();
    }

    private String letter(String headers, String subject, String text) {
        return "From: <"
                + mail().value()
                + ">\r\nTo: "
                + US
                + "\r\nSubject: "
                + subject
                + "\r\nMessage-ID: <h-"
                + Ids.next()
                + "@example.com>\r\nAuthentication-Results: post.okpay.example; dmarc=pass\r\n"
                + headers
                + "\r\n"
                + text
                + "\r\n";
    }

    private String attached(String type, byte[] bytes) {
        return letter(
                "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n",
                "A file",
                "--b\r\nContent-Type: text/plain\r\n\r\nSee "
                        + type
                        + "\r\n--b\r\nContent-Type: "
                        + type
                        + "\r\nContent-Disposition: attachment; filename=\"x\"\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(bytes)
                        + "\r\n--b--");
    }
}
