package okpay.money;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/// An amount in whole minor units (分, cents) of one currency. Arithmetic is exact: an overflow is
/// an [ArithmeticException], two currencies in one sum an [IllegalArgumentException]; nothing
/// rounds.
///
/// The number of decimals comes from ISO 4217 (CNY 2, JPY 0, KWD 3).
public record Money(long minor, Currency currency) implements Comparable<Money> {

    public static Money of(long minor, String currency) {
        return new Money(minor, Currency.getInstance(currency));
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /// Reads what a program writes: `"50.00 CNY"`, with exactly as many decimals as fit.
    public static Money parse(String text) {
        int space = text.indexOf(' ');
        var currency = Currency.getInstance(text.substring(space + 1));
        var number = new BigDecimal(text.substring(0, Math.max(space, 0)));
        return new Money(
                number.movePointRight(currency.getDefaultFractionDigits()).longValueExact(),
                currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
    }

    public boolean isPositive() {
        return minor > 0;
    }

    public boolean exceeds(Money other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, sameCurrency(other).minor);
    }

    /// As a reader of this language writes it: `¥35.50`.
    public String shown(Locale language) {
        var format = NumberFormat.getCurrencyInstance(language);
        format.setCurrency(currency);
        int decimals = currency.getDefaultFractionDigits();
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(BigDecimal.valueOf(minor, decimals));
    }

    /// `50.00`, as a ledger writes it: no grouping, all decimals.
    public String digits() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
    }

    @Override
    public String toString() {
        return digits() + " " + currency.getCurrencyCode();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " is not " + other.currency);
        }
        return other;
    }
}
