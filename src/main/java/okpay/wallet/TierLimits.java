package okpay.wallet;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.stream.LongStream;
import okpay.money.Money;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What somebody of a tier may pay to others, minor units of the currency paid in. What goes to
/// one's own account at a bank counts for a day only (43号文, articles 11 and 24).
///
/// @param once the largest payment
/// @param aDay the largest sum a day
/// @param aYear the largest sum in a calendar year
/// @param ever the largest sum for ever; then the year is not looked at
public record TierLimits(
        long once,
        long aDay,
        @DefaultValue(NO_LIMIT) long aYear,
        @DefaultValue(NO_LIMIT) long ever) {

    private static final String NO_LIMIT = "9223372036854775807";
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    Money onceIn(Currency currency) {
        return new Money(once, currency);
    }

    /// Every limit there is, as sums of money.
    public List<Money> sums(Currency currency) {
        return LongStream.of(once, aDay, aYear, ever)
                .filter(it -> it != Long.MAX_VALUE)
                .mapToObj(it -> new Money(it, currency))
                .toList();
    }

    public boolean isForEver() {
        return ever != Long.MAX_VALUE;
    }

    /// The most that may be in a bucket.
    public long most() {
        return isForEver() ? ever : aYear;
    }

    /// Where a payment of this moment is counted: the year, or 0 for ever.
    int bucket(Instant at) {
        return isForEver() ? 0 : at.atZone(CHINA).getYear();
    }
}
