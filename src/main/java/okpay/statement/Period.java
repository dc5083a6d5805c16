package okpay.statement;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// The days a statement covers, both ends included, as they pass in one time zone.
public record Period(LocalDate from, LocalDate to, ZoneId zone) {

    /// The longest a statement may be.
    public static final int MOST_DAYS = 366;

    /// What came of reading a period.
    public sealed interface Reading {}

    public record Read(Period period) implements Reading {}

    public record NotRead(Flaw flaw) implements Reading {}

    /// Why a period cannot be had.
    public enum Flaw {
        NOT_A_DAY,
        ENDS_BEFORE_IT_BEGINS,
        NOT_YET,
        TOO_LONG
    }

    /// @param from a day such as `2026-10-01`
    /// @param now the last day is today at most
    public static Reading read(String from, String to, ZoneId zone, Instant now) {
        try {
            var period = new Period(LocalDate.parse(from), LocalDate.parse(to), zone);
            if (period.to.isBefore(period.from)) {
                return new NotRead(Flaw.ENDS_BEFORE_IT_BEGINS);
            }
            if (period.to.isAfter(LocalDate.ofInstant(now, zone))) {
                return new NotRead(Flaw.NOT_YET);
            }
            return ChronoUnit.DAYS.between(period.from, period.to) >= MOST_DAYS
                    ? new NotRead(Flaw.TOO_LONG)
                    : new Read(period);
        } catch (DateTimeException _) {
            return new NotRead(Flaw.NOT_A_DAY);
        }
    }

    Instant begin() {
        return from.atStartOfDay(zone).toInstant();
    }

    /// The moment behind the last one.
    Instant end() {
        return to.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
