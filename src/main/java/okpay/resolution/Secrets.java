package okpay.resolution;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okpay.id.CheckDigits;
import okpay.language.Plain;

/// Whether words ask somebody for a PIN, a password or a code, or carry a whole card or paper
/// number. Telling where to type a secret, or never to tell it, is no asking.
final class Secrets {

    private static final String EN =
            "(?:pins?|passwords?|passcodes?|cvv|cvc|otp|(?:six|6|four|4)[- ]digits?|digits"
                    + "|(?<!\\b(?:qr|bar|swift|error|branch|sort|post|zip|country|reason|promo)[ -])codes?)";
    private static final String ZH = "(?:密码|验证码|校验码|动态码|口令|安全码|位数字|cvv|pin)";
    private static final String ZH_ASKS = "(?:请|麻烦|烦请|劳驾|需要|帮忙|得)(?:您|你)?(?:先|再|尽快|马上|直接|现在)?";

    private static final List<Pattern> ASKS =
            patterns(
                    "\\b(?:send|tell|give|text|e-?mail|read|show|forward|share|message)\\s+(?:it\\s+to\\s+)?"
                            + "(?:me|us)\\b(?!.{0,30}\\b(?:whether|if|once|when|that you|how|about)\\b).{0,40}\\b"
                            + EN,
                    "\\b(?:reply|answer|respond|write back)\\b.{0,20}\\bwith\\b.{0,30}\\b" + EN,
                    "\\b(?:share|provide|state|disclose|submit|what(?:'s|’s| is| was))\\b.{0,20}"
                            + "\\b(?:your|the)\\b.{0,20}\\b"
                            + EN,
                    "\\b(?:i|we)(?:['’]ll| will| would)?(?: also| just)? (?:need|want|require|must have)\\b"
                            + ".{0,25}\\b"
                            + EN,
                    "\\b(?:may|can|could|shall) (?:i|we) (?:have|get|see)\\b.{0,25}\\b" + EN,
                    "\\b(?:enter|type|write|put)\\b.{0,25}\\b"
                            + EN
                            + "\\b.{0,20}\\b(?:here|chat|reply|message|below)\\b",
                    "\\bconfirm\\b.{0,20}\\byour\\b.{0,20}\\b"
                            + EN
                            + "\\b(?!.{0,20}\\b(?:app|wallet|screen|page)\\b)",
                    "\\b" + EN + "\\b.{0,30}\\b(?:to|with) (?:me|us)\\b",
                    ZH_ASKS + "(?:提供|告知|告诉|回复|发送|发|说|报|念|转发|截图|上传)[^，]{0,10}" + ZH,
                    "(?:把|将)[^，]{0,14}" + ZH + "[^，]{0,6}(?:发|告诉|告知|报|提供|念|转|截图|回复|给)",
                    ZH
                            + "[^后时若已，]{0,3}(?:发给?我|发来|发过来|发一下|告诉我|告知我|报给我|报一下|说一下|念给|念一下"
                            + "|给我|给一下|截图|提供给我|提供一下|转给我|回复我)",
                    "(?:您|你)的[^，]{0,8}" + ZH + "(?:是什么|是多少|是$|是[？?]|多少|呢)",
                    "(?:需要|要)(?:您|你)的?(?:短信|登录|支付|手机|银行卡|收到的|当前|这个|[0-9六四])*" + ZH,
                    "(?:告诉|发给|提供给|报给|回复)(?:我们?|客服|这边)(?![^，]{0,8}(?:是否|有没有|收到|收不到|重置|修改))"
                            + "[^，]{0,12}"
                            + ZH,
                    "在?(?:这里|聊天|对话)[^，]{0,4}(?:输入|写|填)[^，]{0,8}" + ZH);

    private static final Pattern NEVER =
            Pattern.compile(
                    "\\b(?:never|don['’]?t|do not|does not|doesn['’]?t|won['’]?t|will not|must not|not|nobody"
                            + "|no one|without)\\b"
                            + "|不会|不要|不用|不需要|切勿|请勿|从不|绝不|不得|无需|不能|没有人|任何人都|不可"
                            + "|(?<![特分识级个区性鉴类辨])别",
                    Pattern.CASE_INSENSITIVE);

    /// What follows it is asked for, whatever was denied before.
    private static final Pattern PLEASE =
            Pattern.compile("\\bplease\\b|\\bbut\\b|请(?!勿)|麻烦|但", Pattern.CASE_INSENSITIVE);

    private static final Pattern CLAUSE = Pattern.compile("[.!?。！？;；,，:：…]+");
    private static final int NEAR = 45;

    /// Spaces and ends of lines within a Chinese sentence.
    private static final Pattern APART = Pattern.compile("(?<=\\p{IsHan})\\s+(?=\\p{IsHan})");

    /// Long numbers as they stand on cards and papers.
    private static final Pattern NUMBER =
            Pattern.compile("(?<!\\d)(?:\\d[\\s.·–—_/-]{0,2}){12,18}[\\dXx](?![\\dA-Za-z])");

    private Secrets() {}

    /// The words that ask for a secret.
    static Optional<String> asked(String text) {
        var plain = Plain.of(APART.matcher(visible(text)).replaceAll("")).replace('\n', ' ');
        return CLAUSE.splitAsStream(plain).map(String::strip).filter(Secrets::asks).findFirst();
    }

    private static boolean asks(String clause) {
        return ASKS.stream()
                .map(it -> it.matcher(clause))
                .filter(Matcher::find)
                .anyMatch(it ->
                        !isDenied(clause.substring(Math.max(0, it.start() - NEAR), it.end())));
    }

    private static boolean isDenied(String words) {
        var never = NEVER.matcher(words);
        int last = -1;
        while (never.find()) {
            last = never.end();
        }
        return last >= 0 && !PLEASE.matcher(words.substring(last)).find();
    }

    /// Whole numbers of cards (by their check digit) and of Chinese residents' papers.
    static List<String> privateNumbers(String text) {
        return NUMBER.matcher(visible(text))
                .results()
                .map(it -> it.group().strip())
                .filter(Secrets::isPrivate)
                .toList();
    }

    private static boolean isPrivate(String number) {
        var digits = number.replaceAll("[^\\dXx]", "");
        return digits.length() == 18 || (!digits.matches(".*[Xx]") && CheckDigits.luhn(digits));
    }

    /// Full-width letters as plain ones, and nothing that has no look.
    private static String visible(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\p{Cf}\\p{Cc}&&[^\\n]]", "");
    }

    private static List<Pattern> patterns(String... all) {
        return Stream.of(all).map(it -> Pattern.compile(it, Pattern.CASE_INSENSITIVE)).toList();
    }
}
