package okpay.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/// Times as banks write them: with or without an offset, midnight also as 24:00, an end also as the
/// last second before it.
final class Times {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ISO_DATE_TIME.withResolverStyle(ResolverStyle.SMART);
    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    private Times() {}

    /// @throws java.time.DateTimeException when it is none
    static Instant moment(String text, ZoneId zone) {
        return switch (MOMENT.parseBest(text, OffsetDateTime::from, LocalDateTime::from)) {
            case OffsetDateTime there -> there.toInstant();
            case LocalDateTime here -> here.atZone(zone).toInstant();
            case Object other -> throw new IllegalArgumentException(other.toString());
        };
    }

    /// The day of a date or of a moment, as the bank wrote it.
    static LocalDate day(String text) {
        return LocalDate.parse(text.substring(0, Math.min(10, text.length())));
    }

    /// The end of a span, which is not part of it: an inclusive one is rounded up to midnight.
    static Instant end(String text, ZoneId zone) {
        var there = moment(text, zone).atZone(zone);
        return there.toLocalTime().isBefore(LAST_SECOND)
                ? there.toInstant()
                : there.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
    }
}
