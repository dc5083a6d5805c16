package okpay.house;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/// Identity cards of people who do not exist, each with a number nobody else has.
public final class Residents {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private Residents() {}

    public static String number() {
        return number(LocalDate.of(1990, 2, 28));
    }

    public static String number(LocalDate born) {
        int n = NEXT.getAndIncrement();
        var first =
                "%06d%s%03d"
                        .formatted(
                                110101 + n / 1000,
                                born.format(DateTimeFormatter.BASIC_ISO_DATE),
                                n % 1000);
        // ISO 7064: what makes the whole leave 1 when divided by 11.
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum = (sum + first.charAt(i) - '0') * 2 % 11;
        }
        int check = (12 - sum) % 11;
        return first + (check == 10 ? "X" : Integer.toString(check));
    }
}
