package okpay.language;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Tells the topic of a sentence by the words in it. A plain list, on purpose: what it does not
/// know it calls [Topic#UNCLEAR], and a person or a question decides.
public final class Topics {

    private static final String FAILED =
            "(failed|unsuccessful|declined|didn'?t go through|not go through|error)";
    private static final String TAKEN = "(charged|deducted|gone|taken|held|debited)";
    private static final String NOT = "(not|never|hasn'?t|didn'?t|haven'?t)";
    private static final Map<Topic, List<Pattern>> SIGNS = new LinkedHashMap<>();

    static {
        sign(
                Topic.WANTS_A_PERSON,
                "人工|真人|转客服|找客服",
                "\\b(human|agent|real person|representative|speak to|talk to (someone|a person))\\b");
        sign(
                Topic.PAID_TWICE,
                "重复|两次|二次|两遍|多扣|[扣付收]了2次",
                "\\b(twice|double|duplicate|two times|charged again|2x)\\b");
        sign(
                Topic.WRONG_PERSON,
                "(转|付|打|发|汇).{0,4}错|错.{0,3}(人|账户|账号|对象)|转给了?别人",
                "\\bwrong (person|account|recipient|number|guy|friend)\\b|\\bsent (it )?to the wrong\\b");
        sign(
                Topic.CHARGED_BUT_FAILED,
                "失败.{0,12}[扣钱]|[扣钱].{0,8}(失败|没成功|不成功)|没成功.{0,8}扣",
                "扣了?钱.{0,10}(没|失败)|钱.{0,4}(扣了|没了|冻结)",
                "\\b" + FAILED + "\\b.*\\b(money|" + TAKEN + ")\\b",
                "\\b" + TAKEN + "\\b.*\\b" + FAILED + "\\b");
        sign(
                Topic.NOT_RECEIVED,
                "(没|未|还没|没有).{0,4}(收到|到账|到帐|发货|拿到)|对方.{0,6}没",
                "\\b" + NOT + "\\b.{0,20}\\b(receiv|arriv|got|get|come|came|deliver)");
    }

    private Topics() {}

    /// The first topic whose signs are in the text. The text may be anything, of any length; only
    /// its first 500 characters count.
    public static Topic of(String text) {
        String plain =
                Normalizer.normalize(
                                text.length() > 500 ? text.substring(0, 500) : text,
                                Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .replace('’', '\'');
        return SIGNS.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(it -> it.matcher(plain).find()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Topic.UNCLEAR);
    }

    private static void sign(Topic topic, String... patterns) {
        SIGNS.put(topic, List.of(patterns).stream().map(Pattern::compile).toList());
    }
}
