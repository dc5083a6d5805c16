package okpay.statement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import okpay.money.Money;
import org.springframework.context.MessageSource;

/// How things are said in the reader's language and zone. Amounts and days are written the same in
/// both: with a point, and the year first.
record Words(MessageSource messages, Locale locale, ZoneId zone) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    String minute(Instant at) {
        return MINUTE.format(at.atZone(zone));
    }

    String day(Instant at) {
        return at.atZone(zone).toLocalDate().toString();
    }

    /// `1,234.50`
    static String grouped(Money money) {
        int decimals = money.currency().getDefaultFractionDigits();
        return String.format(
                Locale.ROOT, "%,." + decimals + "f", BigDecimal.valueOf(money.minor(), decimals));
    }
}
