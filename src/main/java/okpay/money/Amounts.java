package okpay.money;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Currency;
import java.util.regex.Pattern;

/// Reads an amount as a person types it: `35`, `¥35.00`, `１，２８０`, ` 1,280.5 `.
public final class Amounts {

    /// More than any wallet holds, and far from the edge of a `long`.
    static final long MOST_MINOR = 1_000_000_000_000_000L;

    private static final Pattern PLAIN =
            Pattern.compile("-?(\\d{1,18}|\\d{1,3}(,\\d{3})+)(\\.\\d{0,18})?");

    /// Why a text is not an amount one can pay.
    public enum Flaw {
        NOT_A_NUMBER,
        TOO_MANY_DECIMALS,
        NOT_POSITIVE,
        TOO_LARGE
    }

    /// What a text turned out to be.
    public sealed interface Reading permits Read, Unreadable {}

    public record Read(Money money) implements Reading {}

    public record Unreadable(Flaw flaw) implements Reading {}

    private Amounts() {}

    /// Full-width digits, currency signs and commas between thousands are understood (`35,00` is
    /// not: it might mean two things); what is left must be a positive number with no more decimals
    /// than the currency has.
    public static Reading read(String text, Currency currency) {
        String plain =
                Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[¥￥$€£元]", "").strip();
        if (!PLAIN.matcher(plain).matches()) {
            return new Unreadable(Flaw.NOT_A_NUMBER);
        }
        var number = new BigDecimal(plain.replace(",", "")).stripTrailingZeros();
        if (number.signum() <= 0) {
            return new Unreadable(Flaw.NOT_POSITIVE);
        }
        int decimals = currency.getDefaultFractionDigits();
        if (number.scale() > decimals) {
            return new Unreadable(Flaw.TOO_MANY_DECIMALS);
        }
        var minor = number.movePointRight(decimals);
        if (minor.compareTo(BigDecimal.valueOf(MOST_MINOR)) > 0) {
            return new Unreadable(Flaw.TOO_LARGE);
        }
        return new Read(new Money(minor.longValueExact(), currency));
    }
}
