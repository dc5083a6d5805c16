package okpay.channels.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The golden set: how the mail programs of the world answer, in the characters they write, as the
/// bytes they send. Of each the words of its writer must come out, and nothing else.
class MailShapesTest {

    private static final String ZH = "我昨天付了 35 元，商店说没收到。\n请帮我查一下！";
    private static final String EN =
            "I paid 35.00 yesterday and the shop says it never came.\nPlease look – it’s urgent.";
    private static final String TW = "我昨天付了 35 元，商店說沒收到。\n請幫我查一下！";
    private static final String JA = "昨日三十五元を払いましたが、店は受け取っていないと言います。";
    private static final String OLD = "We looked: the money is on its way.";

    /// How a text becomes a body: what its head says, what its bytes are, and what it says.
    private enum Wire {
        UTF8_BASE64("UTF-8", "UTF-8", true, ZH),
        UTF8_8BIT("UTF-8", "UTF-8", false, EN),
        UTF8_UNNAMED("", "UTF-8", false, ZH),
        ASCII_SAID_UTF8_MEANT("us-ascii", "UTF-8", false, ZH),
        GB2312_SAID_GBK_MEANT("gb2312", "GBK", true, ZH + "镕喆"),
        GB18030("GB18030", "GB18030", false, ZH + "😀"),
        GBK_UNNAMED("", "GBK", false, ZH + ZH),
        UTF8_SAID_GBK_MEANT("utf-8", "GBK", false, ZH + ZH),
        BIG5("big5", "Big5", true, TW),
        ISO_2022_JP("iso-2022-jp", "ISO-2022-JP", false, JA),
        NONSENSE_SAID("x-unknown-9", "UTF-8", false, ZH),
        LATIN1_SAID_1252_MEANT("iso-8859-1", "windows-1252", false, "It’s €35 – “urgent”.");

        private final String said;
        private final Charset meant;
        private final boolean base64;
        private final String text;

        Wire(String said, String meant, boolean base64, String text) {
            this.said = said;
            this.meant = Charset.forName(meant);
            this.base64 = base64;
            this.text = text;
        }

        byte[] body(String whole) {
            var bytes = whole.replace("\n", "\r\n").getBytes(meant);
            return base64 ? Base64.getMimeEncoder().encode(bytes) : bytes;
        }

        String headers(String type) {
            return "Content-Type: "
                    + type
                    + (said.isEmpty() ? "" : "; charset=\"" + said + "\"")
                    + "\r\nContent-Transfer-Encoding: "
                    + (base64 ? "base64" : "8bit")
                    + "\r\n";
        }

        /// What a character set cannot say nobody says in it.
        boolean canSay(String shape) {
            return meant.newEncoder().canEncode(shape);
        }
    }

    @Test
    void ofEveryAnswerTheWordsOfItsWriterComeOut() throws Exception {
        var wrong = new ArrayList<String>();
        int shapes = 0;
        for (var client : read("clients.txt").entrySet()) {
            for (var wire : Wire.values()) {
                var shape = client.getValue().replace("{OLD}", OLD);
                if (wire.canSay(shape)) {
                    shapes++;
                    var text = shape.replace("{NEW}", wire.text);
                    check(client.getKey(), wire, "text/plain", text, wrong);
                }
            }
        }
        for (var client : read("pages.txt").entrySet()) {
            for (var wire : Wire.values()) {
                var shape = client.getValue().replace("{OLD}", OLD);
                if (wire.canSay(shape)) {
                    shapes++;
                    var text = shape.replace("{NEW}", wire.text.replace("\n", "<br>"));
                    check(client.getKey(), wire, "text/html", text, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(shapes).isGreaterThanOrEqualTo(400);
    }

    private static void check(
            String client, Wire wire, String type, String text, List<String> wrong)
            throws MessagingException {
        var mail = mail(wire.headers(type), wire.body(text));
        if (!mail.text().equals(wire.text)) {
            wrong.add(client + ", " + wire + ": " + mail.text());
        }
    }

    @Test
    void whoPassesOnWhatTheyWereWrittenShowsIt() throws MessagingException {
        var forwarded =
                """
                See below.

                ---------- Forwarded message ---------
                From: Night Owl Market <owl@example.com>
                Date: Tue, Nov 24, 2026 at 9:14 AM
                Subject: Your order
                To: <lucy@example.com>

                We have not got your money.
                """;
        assertThat(of("Subject: Fwd: Your order\r\n", forwarded).text())
                .contains("See below.")
                .contains("We have not got your money.");
        assertThat(of("Subject: Hello\r\n", forwarded).text()).isEqualTo("See below.");
        assertThat(of("Subject: Hello\r\n", "> all of it\r\n> is quoted\r\n").text())
                .as("nothing of their own: better all than nothing")
                .contains("all of it");
    }

    @Test
    void headsAreReadAsTheyWereMeant() throws Exception {
        var meant =
                Map.ofEntries(
                        Map.entry("=?UTF-8?B?5oiR55qE6ZKx?=", "我的钱"),
                        Map.entry("=?utf-8?q?caf=C3=A9_au_lait?=", "café au lait"),
                        Map.entry("=?gb2312?B?ztK1xMeu?=", "我的钱"),
                        Map.entry("=?GBK?B?6UY=?=", "镕"),
                        Map.entry("=?big5?B?p9qqur/6?=", "我的錢"),
                        Map.entry("=?iso-2022-jp?B?GyRCO2QkTiQqNmIbKEI=?=", "私のお金"),
                        Map.entry("=?UTF-8?B?5oiR55qE?= =?UTF-8?B?6ZKx?=", "我的钱"),
                        Map.entry("=?UTF-8?B?5oiR55qE6ZI=?=\r\n =?UTF-8?B?sQ==?=", "我的钱"),
                        Map.entry("Re: =?UTF-8?B?5oiR55qE6ZKx?= now", "Re: 我的钱 now"),
                        Map.entry("=?utf-8*zh?q?a=20b?=", "a b"),
                        Map.entry("=?x-no-such?B?YWJj?=", "abc"),
                        Map.entry("plain words", "plain words"),
                        Map.entry("two\r\n lines", "two lines"));
        for (var it : meant.entrySet()) {
            assertThat(of("Subject: " + it.getKey() + "\r\n", "x").subject())
                    .as(it.getKey())
                    .isEqualTo(it.getValue());
        }
        var utf8 = "Subject: 我的钱\r\n".getBytes(StandardCharsets.UTF_8);
        assertThat(
                        MailReader.read(joined(utf8, "\r\nx".getBytes(StandardCharsets.UTF_8)))
                                .subject())
                .isEqualTo("我的钱");
        var gbk = "Subject: 我的钱没有到账\r\n".getBytes(Charset.forName("GBK"));
        assertThat(MailReader.read(joined(gbk, "\r\nx".getBytes(StandardCharsets.UTF_8))).subject())
                .isEqualTo("我的钱没有到账");
    }

    @Test
    void partsWithinPartsAreFound() throws MessagingException {
        var png = Base64.getMimeEncoder().encodeToString(new byte[3_000]);
        var mail =
                of(
                        "Content-Type: multipart/mixed; boundary=m\r\n",
                        """
                        --m
                        Content-Type: multipart/related; boundary=r

                        --r
                        Content-Type: multipart/alternative; boundary=a

                        --a
                        Content-Type: text/plain; charset=utf-8

                        Plain words
                        --a
                        Content-Type: text/html; charset=utf-8

                        <p>Plain words</p>
                        --a--
                        --r
                        Content-Type: image/png
                        Content-ID: <dot>
                        Content-Transfer-Encoding: base64

                        AAAA
                        --r--
                        --m
                        Content-Type: image/png; name="=?UTF-8?B?5oiq5Zu+LnBuZw==?="
                        Content-Disposition: attachment; filename="=?UTF-8?B?5oiq5Zu+LnBuZw==?="
                        Content-Transfer-Encoding: base64

                        %s
                        --m
                        Content-Type: text/plain; name=log.txt
                        Content-Disposition: attachment; filename=log.txt

                        a log
                        --m--
                        """
                                .formatted(png));
        assertThat(mail.text()).isEqualTo("Plain words");
        assertThat(mail.pieces())
                .extracting(okpay.channels.Piece::name)
                .containsExactly("截图.png", "log.txt");
    }

    @Test
    void whoReadsOnlyPagesWritesOnlyPages() throws MessagingException {
        var mail =
                of(
                        "Content-Type: multipart/alternative; boundary=a\r\n",
                        """
                        --a
                        Content-Type: text/plain; charset=utf-8

                        --a
                        Content-Type: text/html; charset=utf-8

                        <p>Only here</p>
                        --a--
                        """);
        assertThat(mail.text()).isEqualTo("Only here");
    }

    @Test
    void whatProgramsWriteIsKnown() throws MessagingException {
        for (var header :
                List.of(
                        "Auto-Submitted: auto-replied",
                        "Auto-Submitted: auto-generated; x=y",
                        "auto-submitted: AUTO-NOTIFIED",
                        "Precedence: bulk",
                        "Precedence: Junk",
                        "Precedence: auto_reply",
                        "X-Autoreply: yes",
                        "X-Autorespond: x",
                        "X-Auto-Response-Suppress: OOF, DR",
                        "Return-Path: <>",
                        "Subject: Automatic reply: Where is it",
                        "Subject: Out of Office: Lucy",
                        "Subject: 自动回复：我的钱",
                        "Subject: =?UTF-8?B?6Ieq5Yqo5Zue5aSNOiB4?=")) {
            assertThat(of(header + "\r\n", "x").automatic()).as(header).isTrue();
        }
        for (var header :
                List.of(
                        "Auto-Submitted: no",
                        "Precedence: first-class",
                        "Return-Path: <lucy@example.com>",
                        "X-Auto-Response-Suppress: All",
                        "Subject: Your automatic reply was no help",
                        "Subject: 我没有收到自动回复")) {
            assertThat(of(header + "\r\n", "x").automatic()).as(header).isFalse();
        }
    }

    @Test
    void lettersThatComeBackAreKnown() throws MessagingException {
        var qmail =
                of(
                        "From: MAILER-DAEMON@mx.example.com\r\nSubject: failure notice\r\n",
                        """
                        Hi. This is the qmail-send program. I'm afraid I wasn't able to deliver your message.
                        <li@example.com>: 550 5.1.1 no mailbox here by that name

                        --- Below this line is a copy of the message.

                        Return-Path: <support@okpay.example>
                        Message-ID: <lt_1@okpay.example>
                        """);
        assertThat(qmail.bounce())
                .contains(new Mail.Bounce("lt_1@okpay.example", "5.1.1", "", true));
        // A server on its way gave it a name of its own.
        for (var type : java.util.List.of("message/rfc822", "text/rfc822-headers")) {
            var renamed =
                    of(
                            "From: MAILER-DAEMON@mx.example.com\r\nContent-Type: multipart/report;"
                                    + " report-type=delivery-status; boundary=b\r\n",
                            """
                            --b
                            Content-Type: message/delivery-status

                            Action: failed
                            Status: 5.1.1

                            --b
                            Content-Type: %s

                            Message-ID: <0102018f@eu-west-1.amazonses.com>
                            X-OKPay-Letter: <lt_7@okpay.example>

                            --b--
                            """
                                    .formatted(type));
            assertThat(renamed.bounce().orElseThrow().of()).isEqualTo("lt_7@okpay.example");
        }
        var late =
                of(
                        "From: postmaster@mx.example.com\r\nContent-Type: multipart/report;"
                                + " report-type=delivery-status; boundary=b\r\n",
                        """
                        --b
                        Content-Type: message/delivery-status

                        Reporting-MTA: dns; mx

                        Action: delayed
                        Status: 4.4.1

                        --b
                        Content-Type: message/rfc822

                        Message-ID: <lt_2@okpay.example>
                        Subject: x

                        x
                        --b--
                        """);
        assertThat(late.bounce().orElseThrow().failed()).isFalse();
        assertThat(late.bounce().orElseThrow().of()).isEqualTo("lt_2@okpay.example");
        assertThat(
                        of("From: Lucy <lucy@example.com>\r\n", "Message-ID: <lt_1@okpay.example>")
                                .bounce())
                .as("a person cannot return a letter by quoting its name")
                .isEmpty();
    }

    @Test
    void whatSomebodyWroteIsNotCutAwayForWhatItLooksLike() throws MessagingException {
        assertThat(of("", "Today the shop wrote:\n\nWe got nothing.\n\nPlease help").text())
                .contains("Please help");
        assertThat(of("", "商家今天写道：\n\n没有收到。\n\n请帮忙").text()).contains("请帮忙");
        var scanned =
                of(
                        "Content-Type: multipart/mixed; boundary=b\r\n",
                        """
                        --b
                        Content-Type: text/html

                        <p>Where is my money?</p>
                        --b
                        Content-Type: text/plain

                        This mail was scanned.
                        --b--
                        """);
        assertThat(scanned.text()).startsWith("Where is my money?").contains("scanned");
    }

    @Test
    void aReportThatACustomerPassesOnIsNoneOfOurs() throws MessagingException {
        var mail =
                of(
                        "Content-Type: multipart/mixed; boundary=b\r\n",
                        """
                        --b
                        Content-Type: text/plain

                        My letter to you came back!
                        --b
                        Content-Type: message/rfc822

                        Content-Type: multipart/report; boundary=c

                        --c
                        Content-Type: message/delivery-status

                        Action: failed
                        Original-Message-ID: <lt_1@okpay.example>

                        --c--
                        --b--
                        """);
        assertThat(mail.bounce()).isEmpty();
        assertThat(mail.text()).contains("came back");
    }

    /// Nothing that comes over the wire stops the reader, or makes it read for ever.
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void threeHundredBrokenLettersStopNobody() throws IOException {
        var random = new Random(7);
        var whole =
                """
                Content-Type: multipart/mixed; boundary=b
                Subject: =?UTF-8?B?5oiR55qE6ZKx?=

                --b
                Content-Type: text/html; charset=gb2312
                Content-Transfer-Encoding: base64

                PHA+aGk8L3A+
                --b
                Content-Type: message/rfc822

                Subject: x

                x
                --b--
                """
                        .replace("\n", "\r\n");
        var nested = new StringBuilder("Content-Type: multipart/mixed; boundary=b0\r\n\r\n");
        for (int i = 0; i < 2_000; i++) {
            nested.append("--b").append(i).append("\r\nContent-Type: multipart/mixed; boundary=b");
            nested.append(i + 1).append("\r\n\r\n");
        }
        var letters = new ArrayList<byte[]>();
        letters.add(nested.toString().getBytes(StandardCharsets.US_ASCII));
        letters.add(new byte[0]);
        letters.add("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        letters.add(("Subject: x\r\n".repeat(20_000) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        letters.add(
                ("To: " + "a@b.example, ".repeat(50_000) + "\r\n\r\nx")
                        .getBytes(StandardCharsets.US_ASCII));
        letters.add(("\r\n" + "> ".repeat(500_000)).getBytes(StandardCharsets.US_ASCII));
        letters.add(("\r\nOn " + "x ".repeat(500_000)).getBytes(StandardCharsets.US_ASCII));
        letters.add(
                ("Content-Type: text/html\r\n\r\n" + "<div>".repeat(100_000))
                        .getBytes(StandardCharsets.US_ASCII));
        var daemon = "From: mailer-daemon@x.example\r\nX-Failed-Recipients: a@b.example\r\n";
        letters.add((daemon + "\r\n" + "\r\n".repeat(20_000)).getBytes(StandardCharsets.US_ASCII));
        letters.add(
                (daemon
                                + "Content-Type: message/delivery-status\r\n\r\nAction: failed"
                                + "\r\n a".repeat(6_000))
                        .getBytes(StandardCharsets.US_ASCII));
        letters.add(
                ("\r\n" + (" ".repeat(130) + "x\r\n").repeat(7_000))
                        .getBytes(StandardCharsets.US_ASCII));
        while (letters.size() < 300) {
            var bytes = whole.getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 1 + letters.size() % 12; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            letters.add(
                    letters.size() % 3 == 0
                            ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length))
                            : bytes);
        }
        var begin = System.nanoTime();
        int readable = 0;
        for (var letter : letters) {
            try {
                readable += MailReader.read(letter).text().isBlank() ? 0 : 1;
            } catch (MessagingException _) {
                // It is kept, and lies aside as one that cannot be read.
            }
        }
        assertThat(readable).isGreaterThan(150);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    private static Map<String, String> read(String file) throws IOException {
        var all = new LinkedHashMap<String, String>();
        Stream.of(Files.readString(Path.of("src/test/resources/mail", file)).split("(?m)^=== "))
                .filter(it -> !it.isBlank())
                .map(it -> it.split("\n", 2))
                .forEach(it -> all.put(it[0], it[1]));
        return all;
    }

    private static Mail of(String headers, String body) throws MessagingException {
        return mail(headers, body.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Mail mail(String headers, byte[] body) throws MessagingException {
        var head =
                (headers.contains("From:") ? "" : "From: Lucy <lucy@example.com>\r\n")
                        + "To: support@okpay.example\r\nMIME-Version: 1.0\r\n"
                        + headers
                        + "\r\n";
        return MailReader.read(joined(head.getBytes(StandardCharsets.UTF_8), body));
    }

    private static byte[] joined(byte[] a, byte[] b) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(a);
        out.writeBytes(b);
        return out.toByteArray();
    }
}
