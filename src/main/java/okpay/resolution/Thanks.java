package okpay.resolution;

import java.util.regex.Pattern;
import okpay.language.Plain;

/// Words that thank or agree and ask for nothing: nobody has to do anything about them. In doubt
/// they do ask.
final class Thanks {

    private static final Pattern SIGNS = Pattern.compile("[\\s~～❤️🙏👍👌😊😄🌹💐\\p{P}&&[^?？]]+");

    private static final String GRATITUDE =
            "谢谢|感谢|多谢|谢了|谢|辛苦(?:您了|你了|了)?|thank you|thanks?|thx|ty|cheers";

    private static final String AGREEMENT =
            "好的|好滴|好|行|嗯+|可以了|可以|收到了?|知道了|明白了?|没事了|没问题了?|解决了|太好了"
                    + "|okay|ok|great|perfect|cool|nice|super|got it|all good|solved|understood"
                    + "|it works now";

    private static final String AROUND =
            "非常|十分|真的|啦|了|哈|呀|再见|拜拜|祝您?(?:生活|工作)愉快|so|very|much|a lot|again|many|bye";

    /// Said only after thanks: “help, thanks” asks for it, and “您好” begins something.
    private static final String THANKED_FOR =
            "您|你们|你|客服|大家|的?(?:帮助|帮忙|解答|耐心)|for|your|the|all|help";

    private static final Pattern THANKED =
            Pattern.compile(
                    "(?:" + GRATITUDE + ")(?:\\s*(?:%s|%s))*".formatted(AROUND, THANKED_FOR));

    private static final Pattern AGREES = Pattern.compile(AGREEMENT);

    private static final Pattern AGREED = Pattern.compile(AGREEMENT + "|" + AROUND);

    private static final int LONGEST = 60;

    private Thanks() {}

    /// Whether a text is thanks, or “ok”, and nothing else.
    static boolean isAll(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            return false;
        }
        var plain = SIGNS.matcher(Plain.of(text)).replaceAll(" ").strip();
        if (plain.isEmpty()) {
            return true;
        }
        boolean isSaid = THANKED.matcher(plain).find() || AGREES.matcher(plain).find();
        var rest = AGREED.matcher(THANKED.matcher(plain).replaceAll(" ")).replaceAll(" ");
        return isSaid && rest.isBlank();
    }
}
