package okpay.language;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okpay.language.Fact.Place;
import okpay.language.Fact.Sum;
import okpay.money.Money;

/// Finds sums of money: `两百块`, `¥200.00`, `1.2k`, `3万5`, `fifty dollars`. A bare number is one only
/// right after a word that moves money.
final class Sums {

    private static final Map<String, String> CURRENCIES =
            Map.ofEntries(
                    Map.entry(
                            "(?:元|块钱|块|塊|圆)?(?:rmb|人民币|人民幣)|元|块钱|块|塊|yuan|kuai|cny|renminbi|¥|￥|圆",
                            "CNY"),
                    Map.entry("us ?\\$|\\$|usd|us dollars?|dollars?|bucks?|美元|美金|美刀|刀", "USD"),
                    Map.entry("€|eur|euros?|欧元|欧", "EUR"),
                    Map.entry("£|gbp|pounds?|british pounds?|英镑|鎊", "GBP"),
                    Map.entry("jpy|yen|japanese yen|日元|日圆|円", "JPY"),
                    Map.entry("hk ?\\$|hkd|hong kong dollars?|港币|港元|港幣|港纸", "HKD"));
    private static final String BEFORE =
            "(?<mark>(?:us ?\\$|hk ?\\$|[¥￥$€£])\\s?|(?:rmb|cny|usd|eur|gbp|jpy|hkd|人民币|美元|欧元|英镑|日元|港币)\\s?)";
    private static final String AFTER =
            "(?<unit>\\s?(?:us dollars?|hong kong dollars?|japanese yen|british pounds?"
                    + "|(?:rmb|cny|usd|eur|gbp|jpy|hkd|yuan|kuai|renminbi|dollars?|bucks?|euros?|pounds?"
                    + "|yen)\\b"
                    + "|块钱|美元|美金|美刀|欧元?|英镑|日元|日圆|港币|港元|港幣|港纸|(?:元|块(?!(?:手表|表|蛋糕|豆腐|电池|屏|肉|糖|巧克力|面包|地|业务|去|儿"
                    + "|吃|玩|出去|走))|塊|圆)(?:人民币|人民幣)?|人民币|人民幣|刀|円|€|£|\\$))";
    private static final String DIGITS = "(?:\\d{1,3}(?:,\\d{3}){1,6}|\\d{1,20})(?:\\.\\d{1,2})?";
    private static final String NUMBER =
            "(?<number>(?<digits>"
                    + DIGITS
                    + ")(?:(?<times>\\s?(?:万|萬|千|百|亿)|[kKmMwW](?![a-z])| (?:hundred|thousand"
                    + "|million)\\b)(?<tail>\\d(?!\\d|[.]))?)?"
                    + "|(?<han>"
                    + Numbers.HAN
                    + ")|(?<english>"
                    + Numbers.ENGLISH
                    + "))";
    private static final Pattern SUM =
            Pattern.compile(
                    "(?<![\\w.%$€£¥几数]|[这那哪](?=一块)|\\d[:,]|\\w-|\\d (?=\\d{3}(?!\\d))|few |several |couple of )"
                            + BEFORE
                            + "?"
                            + NUMBER
                            + AFTER
                            + "?(?<small>(?<=[元块塊])(?:零?(?<tenth>[\\d二两三四五六七八九]"
                            + "|一(?![直共起样下定般些旦]))(?:[毛角](?:(?<cent>[\\d一二两三四五六七八九])分?)?"
                            + "|(?![\\d.%:/天次个月年号日点分秒人笔张件倍]|小时))|零(?<only>[\\d一二两三四五六七八九])分)"
                            + "|(?<=[a-z]) and (?<cents>\\d{1,2}|"
                            + Numbers.ENGLISH
                            + ") (?:cents?|pence))?",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern TENTHS =
            Pattern.compile(
                    "(?<![\\d.])(?<n>\\d{1,2}|[一二两三四五六七八九])(?:毛钱?|角)(?:(?<c>[\\d一二两三四五六七八九])分)?"
                            + "|(?<![\\d.十])(?<f>\\d{1,2}|[一二两三四五六七八九])分钱|(?<=(?:多"
                            + "|少)出?来?)(?<g>[\\d一二三四五六七八九])分(?!钟)");
    private static final Pattern MOVED =
            Pattern.compile(
                    "(?:[转付扣充提收存花汇打退还交缴借取买](?:了|过|出|走|款|现|钱|账)?了?(?:我|他|她|你)?|提现|充值|退款|转账|汇款|付款|消费|支付"
                            + "|\\b(?:paid|pay|sent|send|charged?|transferr?(?:ed)?|withdrew|withdraw"
                            + "|topped up|top up|deducted|took|received|refund(?:ed)?|of|lost|spent"
                            + "|moved)(?: me| him| her| them| you)?)\\s*(?:-|−)?\\s*$",
                    Pattern.CASE_INSENSITIVE);

    /// Words after a bare number that do not count things.
    private static final String MAY_FOLLOW =
            "to|for|from|and|but|or|so|at|on|in|by|via|into|with|without|of|off|out|over|than|as|is|was|has"
                    + "|the|this|that|it|my|his|her|their|your|our|he|she|they|we|i|you|because|while|when"
                    + "|where|which|who"
                    + "|yesterday|today|tomorrow|tonight|last|just|twice|again|too|instead|now|then|already"
                    + "|still|ago|through|using|back|please|not|only";

    private static final Pattern NOT_AFTER =
            Pattern.compile(
                    "^ (?:to|or) \\d{1,3} (?:days?|times?|weeks?|months?|hours?|minutes?)\\b"
                            + "|^\\s?(?:[次个遍天年月日号点时分毛角加澳新韩泰瑞卢秒人笔张件位遍回楼岁度倍条家折成块塊只双套本瓶杯盒斤部台份单位名层间包袋根支枚颗顿场串箱桶辆把]|多?(?:小时"
                            + "|分钟|星期|礼拜"
                            + "|周)|%|％|percent|times?\\b|days?\\b|weeks?\\b|months?\\b|years?\\b|hours?\\b"
                            + "|minutes?\\b|people\\b|friends?\\b|transactions?\\b|payments?\\b|orders?\\b"
                            + "|:|：|[apAP]\\.?[mM]\\b|[-/.]\\d|st\\b|nd\\b|rd\\b|th\\b|\\d)|^[a-zA-Z]|^ (?!(?:"
                            + MAY_FOLLOW
                            + ")\\b)[a-z]",
                    Pattern.CASE_INSENSITIVE);

    private Sums() {}

    /// @param text of half-width characters
    static List<Sum> in(String text, Currency home) {
        var found = new ArrayList<Sum>();
        var sums = SUM.matcher(text);
        while (sums.find()) {
            read(text, sums, home).ifPresent(found::add);
        }
        var tenths = TENTHS.matcher(text);
        while (tenths.find()) {
            var place = new Place(tenths.start(), tenths.end());
            if (found.stream().noneMatch(it -> it.place().meets(place))) {
                var tenth = hundredth(tenths.group("n")).movePointRight(1);
                var cents =
                        hundredth(tenths.group("c"))
                                .add(hundredth(tenths.group("f")))
                                .add(hundredth(tenths.group("g")));
                money(tenth.add(cents), home).ifPresent(it -> found.add(new Sum(place, it)));
            }
        }
        found.sort(java.util.Comparator.comparingInt(it -> it.place().from()));
        return found;
    }

    private static Optional<Sum> read(String text, Matcher sum, Currency home) {
        boolean isNamed = sum.group("mark") != null || sum.group("unit") != null;
        var after = text.substring(sum.end());
        if (!isNamed
                && (NOT_AFTER.matcher(after).find()
                        || !MOVED.matcher(
                                        text.substring(Math.max(0, sum.start() - 30), sum.start()))
                                .find())) {
            return Optional.empty();
        }
        if (sum.group("digits") != null
                && sum.group("unit") == null
                && sum.group("times") == null
                && after.matches("(?s)[.,]?\\d.*|%.*")) {
            return Optional.empty();
        }
        var currency = currency(sum.group("mark"), sum.group("unit"), home);
        return value(sum)
                .map(it -> it.add(small(sum)))
                .flatMap(it -> money(it, currency))
                .map(it -> new Sum(new Place(sum.start(), sum.end()), it));
    }

    private static Optional<BigDecimal> value(Matcher sum) {
        if (sum.group("han") != null) {
            return Numbers.han(sum.group("han"));
        }
        if (sum.group("english") != null) {
            return Numbers.english(sum.group("english"));
        }
        var value = new BigDecimal(sum.group("digits").replace(",", ""));
        if (sum.group("times") == null) {
            return Optional.of(value);
        }
        var unit =
                BigDecimal.valueOf(
                        switch (sum.group("times").strip().toLowerCase(Locale.ROOT)) {
                            case "万", "萬", "w" -> 10_000;
                            case "千", "k", "thousand" -> 1_000;
                            case "百", "hundred" -> 100;
                            case "m", "million" -> 1_000_000;
                            default -> 100_000_000;
                        });
        var whole = value.multiply(unit);
        return Optional.of(
                sum.group("tail") == null
                        ? whole
                        : whole.add(
                                new BigDecimal(sum.group("tail")).multiply(unit).movePointLeft(1)));
    }

    /// `三块五`, `8块8`, `十块零五毛`, `twenty euros and 50 cents`.
    private static BigDecimal small(Matcher sum) {
        if (sum.group("small") == null) {
            return BigDecimal.ZERO;
        }
        if (sum.group("cents") != null) {
            var cents = sum.group("cents");
            return (Character.isDigit(cents.charAt(0))
                            ? Optional.of(new BigDecimal(cents))
                            : Numbers.english(cents))
                    .orElse(BigDecimal.ZERO)
                    .movePointLeft(2);
        }
        if (sum.group("only") != null) {
            return hundredth(sum.group("only"));
        }
        var tenth = digit(sum.group("tenth")).movePointLeft(1);
        return sum.group("cent") == null
                ? tenth
                : tenth.add(digit(sum.group("cent")).movePointLeft(2));
    }

    private static BigDecimal hundredth(String text) {
        return text == null ? BigDecimal.ZERO : digit(text).movePointLeft(2);
    }

    private static BigDecimal digit(String text) {
        return Character.isDigit(text.charAt(0))
                ? new BigDecimal(text)
                : Numbers.han(text).orElseThrow();
    }

    private static Currency currency(String mark, String unit, Currency home) {
        boolean isPlain = unit != null && unit.strip().matches("元|块|塊|块钱|圆");
        for (var name : isPlain ? new String[] {mark, unit} : new String[] {unit, mark}) {
            if (name != null) {
                var plain = name.strip().toLowerCase(Locale.ROOT);
                for (var one : CURRENCIES.entrySet()) {
                    if (plain.matches(one.getKey())) {
                        return Currency.getInstance(one.getValue());
                    }
                }
            }
        }
        return home;
    }

    private static Optional<Money> money(BigDecimal value, Currency currency) {
        var minor = value.movePointRight(currency.getDefaultFractionDigits());
        boolean fits =
                minor.signum() >= 0
                        && minor.stripTrailingZeros().scale() <= 0
                        && minor.precision() - minor.scale() <= 16;
        return fits ? Optional.of(new Money(minor.longValueExact(), currency)) : Optional.empty();
    }
}
