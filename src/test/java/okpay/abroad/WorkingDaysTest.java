package okpay.abroad;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Currency;
import okpay.house.Story;
import okpay.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// When it is there: cut-off, weekends, holidays on either side, and clocks that are put forward.
class WorkingDaysTest extends Story {

    private static final ZoneId OURS = ZoneId.of("Asia/Shanghai");

    @Autowired private WorkingDays days;

    @ParameterizedTest
    @CsvSource({
        // Wednesday before and after the cut-off
        "2026-11-18T15:59:59, target, Europe/Berlin, 1, 2026-11-19T18:00",
        "2026-11-18T16:00:00, target, Europe/Berlin, 1, 2026-11-20T18:00",
        // Friday afternoon, Saturday, Sunday
        "2026-11-20T16:00:00, target, Europe/Berlin, 1, 2026-11-24T18:00",
        "2026-11-21T09:00:00, target, Europe/Berlin, 1, 2026-11-24T18:00",
        "2026-11-22T23:59:00, target, Europe/Berlin, 1, 2026-11-24T18:00",
        // TARGET is closed on Good Friday and Easter Monday
        "2026-04-02T10:00:00, target, Europe/Berlin, 1, 2026-04-07T18:00",
        // Christmas and New Year
        "2026-12-24T10:00:00, target, Europe/Berlin, 1, 2026-12-28T18:00",
        "2026-12-31T10:00:00, target, Europe/Berlin, 1, 2027-01-04T18:00",
        // Thanksgiving, two working days
        "2026-11-25T10:00:00, us, America/New_York, 2, 2026-11-30T18:00",
        // Golden Week of Japan
        "2026-04-30T10:00:00, jp, Asia/Tokyo, 1, 2026-05-01T18:00",
        "2026-04-30T16:00:00, jp, Asia/Tokyo, 1, 2026-05-07T18:00",
        // the same day in Hong Kong, and on a day that is a holiday there
        "2026-11-18T10:00:00, hk, Asia/Hong_Kong, 0, 2026-11-18T18:00",
        "2026-12-25T10:00:00, hk, Asia/Hong_Kong, 0, 2026-12-28T18:00",
        // the National Day holiday of China
        "2026-09-30T17:00:00, target, Europe/Berlin, 1, 2026-10-09T18:00",
        // clocks go back in Berlin on 25 October 2026, forward in New York on 14 March 2027
        "2026-10-23T10:00:00, target, Europe/Berlin, 1, 2026-10-26T18:00",
        "2027-03-12T10:00:00, us, America/New_York, 1, 2027-03-15T18:00"
    })
    void itArrives(String now, String calendar, String zone, int working, String there) {
        var corridor =
                new Corridor(
                        "XX",
                        Currency.getInstance("EUR"),
                        AccountScheme.IBAN,
                        Money.of(0, "CNY"),
                        0,
                        Money.of(1, "CNY"),
                        Money.of(2, "CNY"),
                        working,
                        ZoneId.of(zone),
                        calendar);

        var arrival = days.arrival(corridor, LocalDateTime.parse(now).atZone(OURS).toInstant());

        assertThat(arrival.atZone(ZoneId.of(zone)).toLocalDateTime())
                .isEqualTo(LocalDateTime.parse(there));
    }
}
