package okpay.resolution;

import java.util.regex.Pattern;
import okpay.language.Plain;

/// Words that thank or agree and ask for nothing: nobody has to do anything about them.
final class Thanks {

    private static final String SIGNS = "[\\s\\p{P}~～❤️🙏👍👌😊😄🌹💐]*";

    private static final Pattern ALL =
            Pattern.compile(
                    SIGNS
                            + "(?:(?:好的?|好滴|好了|行|嗯+|哦+|可以了?|收到了?|知道了|明白了?|没事了|没问题了?|解决了|太好了"
                            + "|非常|十分|真的|辛苦(?:了|您了|你了)?|感谢|谢谢|多谢|谢了|谢|您|你|你们|客服|大家|啦|了|哈|呀"
                            + "|的?(?:帮助|帮忙|解答)|祝您?(?:生活|工作)愉快|再见|拜拜"
                            + "|ok(?:ay)?|great|perfect|cool|nice|super|got it|all good|solved|understood"
                            + "|thanks?|thank you|thx|ty|cheers|so|very|much|a lot|again|many|for|your|the"
                            + "|help|it works now|bye)"
                            + SIGNS
                            + ")+",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern SAYS_SO =
            Pattern.compile(
                    "谢|感谢|好的?|好滴|行|嗯|收到|知道了|明白|没事了|没问题|解决了|太好了|可以了"
                            + "|\\b(?:ok(?:ay)?|great|perfect|cool|nice|super|got it|all good|solved|understood"
                            + "|thanks?|thank you|thx|ty|cheers|it works now)\\b",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern SIGN = Pattern.compile("[\\s❤️🙏👍👌😊😄🌹💐]+");

    private static final int LONGEST = 60;

    private Thanks() {}

    /// Whether a text is thanks, or “ok”, and nothing else.
    static boolean isAll(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        var plain = Plain.of(text);
        return SIGN.matcher(plain).matches()
                || (ALL.matcher(plain).matches() && SAYS_SO.matcher(plain).find());
    }
}
