package okpay.ledger;

/// How much may leave an account a day, and how much has. What is set aside counts from the moment
/// it is set aside; freed on the same day, it does not count any more.
///
/// @param aDay minor units; [#NO_LIMIT] for none
/// @param spent on `day`, minor units
/// @param day days since 1970-01-01, in the zone of [LedgerSettings]
public record Allowance(long aDay, long spent, long day) {

    public static final long NO_LIMIT = Long.MAX_VALUE;
    static final Allowance UNLIMITED = new Allowance(NO_LIMIT, 0, 0);

    public Allowance {
        if (aDay < 0 || spent < 0) {
            throw new IllegalArgumentException("An allowance is not negative");
        }
    }

    public long spentOn(long today) {
        return day >= today ? spent : 0;
    }

    boolean allows(long minor, long today) {
        return aDay == NO_LIMIT || minor <= aDay - spentOn(today);
    }

    /// Never back to an earlier day, even when somebody's clock is behind at midnight.
    Allowance spending(long minor, long today) {
        return aDay == NO_LIMIT
                ? this
                : new Allowance(aDay, spentOn(today) + minor, Math.max(day, today));
    }

    /// @param setAside the day the money was set aside
    Allowance freeing(long minor, long setAside) {
        return aDay == NO_LIMIT || setAside != day
                ? this
                : new Allowance(aDay, Math.max(0, spent - minor), day);
    }

    Allowance limitedTo(long newLimit) {
        return new Allowance(newLimit, spent, day);
    }
}
