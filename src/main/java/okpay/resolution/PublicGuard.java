package okpay.resolution;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okpay.language.Tone;
import okpay.understanding.Understanding;
import org.springframework.stereotype.Component;

/// Reads what is to be said in public: nothing about anybody's money, no number, no address but the
/// way to us, nothing that names a secret, no angry word. What it does not know it does not let
/// through: a sentence that was refused is easily said in other words, one that was said is not
/// taken back.
@Component
public class PublicGuard {

    private static final Set<Tone.Kind> UNCIVIL = Set.of(Tone.Kind.ABUSIVE, Tone.Kind.ANGRY);

    /// Figures that are nobody's: versions, years and days, spans of time, parts of a whole.
    private static final Pattern HARMLESS =
            Pattern.compile(
                    "\\b(?:android|ios|version|v|版本)\\s?\\d{1,3}(?:\\.\\d{1,4}){0,3}\\b"
                            + "|(?<![\\d.])\\d{1,2}(?:\\.\\d{1,3}){2,3}(?![\\d.])"
                            + "|\\b20\\d\\d-\\d{1,2}-\\d{1,2}\\b"
                            + "|20\\d\\d\\s?年(?:\\s?\\d{1,2}\\s?月)?(?:\\s?\\d{1,2}\\s?日)?"
                            + "|\\d{1,2}\\s?月\\s?\\d{1,2}\\s?日"
                            + "|\\d{1,3}\\s?(?:-\\s?\\d{1,3}\\s?)?(?:分钟|小时|天|周|个月|个?工作日|步|星|位|%"
                            + "|minutes?|hours?|(?:business |working )?days?|weeks?|months?|stars?|steps?)"
                            + "|\\b\\d out of \\d\\b",
                    Pattern.CASE_INSENSITIVE);

    /// Also written out: a sum, a telephone, the end of a card.
    private static final Pattern FIGURES =
            Pattern.compile(
                    "\\d|[零〇一二三四五六七八九十百千万亿两]{2,}(?!分钟|小时|天|周|个月|个?工作日|步|星|位|时间|起)"
                            + "|[\\p{Sc}]|[零〇一二三四五六七八九十百千万亿两]\\s?(?:元|块钱|美元|港币|港元)");

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "https?://\\S+|\\bwww\\.\\S+|\\S+@\\S+"
                            + "|\\b[\\w-]+\\.(?:com|cn|net|org|io|app|top|xyz|vip|cc|me|info|site|online|shop"
                            + "|link|co|hk|tw|us|uk|de|ru|example)\\b\\S*"
                            + "|(?:加|联系)[^，。]{0,6}(?:微信|qq|vx|电报|telegram|whatsapp|line)"
                            + "|(?:微信|qq|vx|wechat|telegram|whatsapp)\\s?(?:号|id|群)?\\s?[:：]?\\s?[a-z][\\w-]{3,}",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern CLAUSE = Pattern.compile("[.!?。！？;；,，:：\\n]+");

    private static final Pattern SOMEBODYS =
            Pattern.compile("您|你|\\byours?\\b|\\byou\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern MONEY =
            Pattern.compile(
                    "余额|退款|退回|退还|到账|扣款|被扣|转账|汇款|冻结|解冻|账单|欠款|借款|银行卡|尾号|限额"
                            + "|\\b(?:balance|refund(?:ed|s)?|returned|credited|debited|charged|frozen|unfrozen"
                            + "|blocked|unblocked|overdrawn|transfer(?:red|s)?|card|loan|debt|limit)\\b",
                    Pattern.CASE_INSENSITIVE);

    /// Nobody in particular.
    private static final Pattern ANYBODY =
            Pattern.compile("^\\s*(?:如果|如|若|假如|\\bif\\b|\\bwhen\\b)", Pattern.CASE_INSENSITIVE);

    private static final Pattern SECRET =
            Pattern.compile(
                    "密码|验证码|校验码|动态码|口令|安全码|卡号|身份证|证件号"
                            + "|\\b(?:pins?|passwords?|passcodes?|otp|cvv|(?:verification|security|one-time) codes?"
                            + "|card numbers?|id numbers?|passport)\\b",
                    Pattern.CASE_INSENSITIVE);

    /// A secret may be spoken of where it is what went wrong, or what nobody asks for.
    private static final Pattern SPOKEN_OF =
            Pattern.compile(
                    "收不到|没收到|收到|忘记|重置|修改|设置|找回|输错|锁定|绝不|不会|从不|切勿|请勿|不要|不需要"
                            + "|\\b(?:never|not|forgot|forgotten|reset|change|set|arrive[ds]?|locked)\\b|n['’]t\\b",
                    Pattern.CASE_INSENSITIVE);

    private final Understanding understanding;

    PublicGuard(Understanding understanding) {
        this.understanding = understanding;
    }

    public enum Kind {
        ASKS_FOR_A_SECRET,
        MONEY,
        NUMBER,
        UNCIVIL
    }

    /// @param words those it is about
    public record Doubt(Kind kind, String words) {}

    /// @return empty when it may be said
    public List<Doubt> check(String text) {
        var plain = plain(text);
        var doubts = new ArrayList<Doubt>();
        Stream.concat(
                        Secrets.asked(text).stream(),
                        clauses(plain).filter(PublicGuard::namesASecret))
                .distinct()
                .forEach(it -> doubts.add(new Doubt(Kind.ASKS_FOR_A_SECRET, it)));
        clauses(plain)
                .filter(PublicGuard::isOfSomebodysMoney)
                .forEach(it -> doubts.add(new Doubt(Kind.MONEY, it)));
        clauses(HARMLESS.matcher(ADDRESS.matcher(plain).replaceAll(" ")).replaceAll(" "))
                .filter(it -> FIGURES.matcher(it).find())
                .forEach(it -> doubts.add(new Doubt(Kind.NUMBER, it)));
        ADDRESS.matcher(plain)
                .results()
                .forEach(it -> doubts.add(new Doubt(Kind.NUMBER, it.group())));
        understanding.tones(text).stream()
                .filter(it -> UNCIVIL.contains(it.kind()))
                .findFirst()
                .ifPresent(it -> doubts.add(new Doubt(Kind.UNCIVIL, it.words())));
        return List.copyOf(doubts);
    }

    private static Stream<String> clauses(String text) {
        return CLAUSE.splitAsStream(text).map(String::strip).filter(it -> !it.isEmpty());
    }

    /// Wide letters as plain ones, and nothing that has no look.
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\p{Cf}\\p{Cc}&&[^\\n]]", "")
                .replaceAll("\\h+", " ");
    }

    private static boolean namesASecret(String clause) {
        return SECRET.matcher(clause).find() && !SPOKEN_OF.matcher(clause).find();
    }

    private static boolean isOfSomebodysMoney(String clause) {
        return SOMEBODYS.matcher(clause).find()
                && MONEY.matcher(clause).find()
                && !ANYBODY.matcher(clause).find();
    }
}
