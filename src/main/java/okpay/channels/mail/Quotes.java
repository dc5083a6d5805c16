package okpay.channels.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/// Finds what somebody wrote in what a mail program made of it.
final class Quotes {

    /// Stands above whatever we write, so that it can be found again below an answer.
    static final String LINE = "──────── OKPay ────────";

    private static final int NEAR = 4;

    /// Nobody's mail program writes a longer line above what it quotes.
    private static final int LONGEST = 400;

    /// Elements in which mail programs keep what is answered.
    private static final String QUOTED =
            "blockquote, .gmail_quote, .gmail_attr, .gmail_extra, .yahoo_quoted, .moz-cite-prefix,"
                    + " .moz-signature, .gmail_signature, .gmail_signature_prefix,"
                    + " .qmbox, includetail,"
                    + " .ntes-mailmaster-quote, .protonmail_quote, .zmail_extra,"
                    + " #mail-editor-reference-message-container,"
                    + " [name=messageReplySection], [id^=replySplit], .mail_quote_1, .alimail-quote";

    /// What follows these in the same place is quoted, too.
    private static final String FROM_HERE = "#appendonsend, #divRplyFwdMsg";

    private static final String NO_WORDS =
            "script, style, head, title, template, noscript, iframe, object, svg,"
                    + " [style*=display:none], [style*=display: none], [hidden]";

    /// “On … wrote:” as the programs of the world have it, on one line or on two or three.
    private static final Pattern WROTE =
            Pattern.compile(
                    "^\\s*+(?:On\\b.{6,300}\\bwrote|Le\\b.{6,300}\\ba écrit|Am\\b.{6,300}\\bschrieb.{0,80}"
                            + "|El\\b.{6,300}\\bescribió|(?=.{0,300}(?:\\d[年/.-]\\s?\\d|\\d:\\d\\d|@))"
                            + "(?:在|于|於)?.{4,300}(?:写道|寫道|wrote|编写)|.{4,200}"
                            + "(?:さんのメール|のメッセージ).{0,10})\\s*[:：]\\s*$",
                    Pattern.DOTALL);

    private static final Pattern ORIGINAL =
            Pattern.compile(
                    "^\\s*>?\\s*(?:-{2,}|_{2,}|—{2,})\\s*(?:Original(?: Message)?|Original Email|Original Appointment"
                            + "|Forwarded message|Reply message|Ursprüngliche Nachricht|原始邮件|原始郵件|原始信件"
                            + "|转发的?邮件|轉寄郵件|转发邮件信息|回复的原邮件|回复邮件|原邮件|邮件原文|元のメッセージ)"
                            + "\\s*(?:-{2,}|_{2,}|—{2,})?.*$",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern FROM =
            Pattern.compile("^\\s*\\*?(?:From|发件人|寄件者|寄件人|差出人|Von|De)\\*?\\s*[:：].*");

    private static final Pattern BESIDE =
            Pattern.compile(
                    "^\\s*\\*?(?:Sent|Date|To|Subject|发送时间|发送日期|收件人|日期|主题|時間|收件者|主旨"
                            + "|送信日時|宛先|件名|Gesendet|Envoyé)\\*?\\s*[:：].*");

    private static final Pattern SENT_BY =
            Pattern.compile(
                    "^\\s*(?:Sent (?:from|via|with) .{2,60}|Get Outlook for .{2,40}|发自我的.{1,30}"
                            + "|从我的.{1,30}(?:发送|发出)|發自我的.{1,30}|發送自我的.{1,30}|来自.{0,20}(?:手机|邮箱|客户端)"
                            + "|发自.{0,12}(?:手机|邮箱|邮件|iPhone|iPad).{0,10}|由.{1,30}发送|从 .{2,40}(?:发送|获取Outlook)"
                            + "|获取 ?Outlook for .{2,20}|用.{1,20}发送)[.。]?\\s*$",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern DASHES = Pattern.compile("^(?:-- ?|--\\s|—{2,3}|_{3,})$");

    private Quotes() {}

    /// @param whole keeps what is quoted: somebody passes on what they were written
    static String ofHtml(String html, boolean whole) {
        var page = Jsoup.parse(html);
        page.select(NO_WORDS).remove();
        if (!whole) {
            var copy = page.clone();
            copy.select(QUOTED).remove();
            copy.select(FROM_HERE)
                    .forEach(it -> {
                        it.nextElementSiblings().remove();
                        it.remove();
                    });
            var words = ofText(text(copy), false);
            if (!words.isBlank()) {
                return words;
            }
        }
        return ofText(text(page), whole);
    }

    /// @param whole as in [#ofHtml]
    static String ofText(String text, boolean whole) {
        var lines = List.of(text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1));
        if (whole) {
            return tidy(lines);
        }
        var kept = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            if (isEnd(lines, i)) {
                break;
            }
            int skip = attribution(lines, i);
            if (skip > 0) {
                if (!isQuotedAfter(lines, i + skip)) {
                    break;
                }
                i += skip - 1;
            } else if (!lines.get(i).stripLeading().startsWith(">")) {
                kept.add(lines.get(i));
            }
        }
        dropSignature(kept);
        var words = tidy(kept);
        return words.isBlank() ? tidy(lines) : words;
    }

    /// From here on nothing is new.
    private static boolean isEnd(List<String> lines, int at) {
        var line = lines.get(at);
        if (line.length() > LONGEST) {
            return false;
        }
        return line.contains(LINE)
                || ORIGINAL.matcher(line).matches()
                || (FROM.matcher(line).matches()
                        && lines.subList(at + 1, Math.min(lines.size(), at + 1 + NEAR)).stream()
                                .anyMatch(it -> BESIDE.matcher(it).matches()));
    }

    /// How many lines say who wrote what follows; 0 when these do not.
    private static int attribution(List<String> lines, int at) {
        if (lines.get(at).isBlank() || lines.get(at).length() > LONGEST) {
            return 0;
        }
        for (int n = 1; n <= 3 && at + n <= lines.size(); n++) {
            var some = String.join(" ", lines.subList(at, at + n));
            if (some.length() <= LONGEST
                    && (n == 1 || startsAttribution(lines.get(at)))
                    && WROTE.matcher(some).matches()) {
                return n;
            }
        }
        return 0;
    }

    private static boolean startsAttribution(String line) {
        return line.matches("^\\s*(?:On |Le |Am |El |在|于|於|.*\\d{4}年).*");
    }

    private static boolean isQuotedAfter(List<String> lines, int at) {
        return lines.stream()
                .skip(at)
                .filter(it -> !it.isBlank())
                .findFirst()
                .filter(it -> it.stripLeading().startsWith(">"))
                .isPresent();
    }

    private static void dropSignature(List<String> kept) {
        for (int i = 0; i < kept.size(); i++) {
            boolean isShort = kept.size() - i <= 12;
            if (isShort && DASHES.matcher(kept.get(i)).matches()) {
                kept.subList(i, kept.size()).clear();
                break;
            }
        }
        int last = kept.size() - 1;
        while (last >= 0
                && (kept.get(last).isBlank()
                        || (kept.get(last).length() < LONGEST
                                && SENT_BY.matcher(kept.get(last)).matches()))) {
            kept.remove(last--);
        }
    }

    private static String tidy(List<String> lines) {
        return lines.stream()
                .map(it -> it.replace('\u00a0', ' ').stripTrailing())
                .collect(Collectors.joining("\n"))
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /// Words with the line breaks a reader sees.
    private static String text(Document page) {
        var said = new StringBuilder();
        page.body()
                .traverse(
                        new NodeVisitor() {
                            @Override
                            public void head(Node node, int depth) {
                                if (node instanceof TextNode words) {
                                    said.append(words.text());
                                } else if (node instanceof Element it) {
                                    if (it.normalName().equals("br") || breaks(it, said)) {
                                        said.append('\n');
                                    }
                                }
                            }

                            @Override
                            public void tail(Node node, int depth) {
                                if (node instanceof Element it && breaks(it, said)) {
                                    said.append('\n');
                                }
                            }
                        });
        return said.toString().replaceAll("(?m)^[ \\t]+", "");
    }

    private static boolean breaks(Element it, StringBuilder said) {
        return it.isBlock()
                && !it.normalName().equals("td")
                && !said.isEmpty()
                && said.charAt(said.length() - 1) != '\n';
    }
}
