package okpay.channels;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import okpay.money.Money;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// Words of ours for somebody who reads them outside the app, in their language.
@Component
public class Phrases {

    private static final Pattern AMOUNT = Pattern.compile("\\d+(\\.\\d+)? [A-Z]{3}");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

    private final MessageSource messages;
    private final ChannelSettings settings;

    Phrases(MessageSource messages, ChannelSettings settings) {
        this.messages = messages;
        this.settings = settings;
    }

    /// The text of a key; sums, days and moments are written the reader's way.
    public String say(Locale reader, String key, List<?> details) {
        var language =
                reader.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
        return messages.getMessage(
                key, details.stream().map(it -> shown(it, language)).toArray(), language);
    }

    private String shown(Object detail, Locale language) {
        return switch (meant(detail)) {
            case Instant at -> time(at, language);
            case LocalDate day -> day(day, language);
            case Money money -> money.shown(language);
            case Object other -> other.toString();
        };
    }

    /// What a detail is that was kept as text: a sum of money, a moment, or words as they are. A
    /// payee may be called “12 ABC”.
    public static Object meant(Object detail) {
        if (!(detail instanceof String text)) {
            return detail;
        }
        if (MOMENT.matcher(text).matches()) {
            return Instant.parse(text);
        }
        if (!AMOUNT.matcher(text).matches()) {
            return text;
        }
        try {
            return Money.parse(text);
        } catch (IllegalArgumentException | ArithmeticException _) {
            return text;
        }
    }

    /// Whether any of it is written in Chinese characters.
    public static boolean isChinese(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic);
    }

    private static String day(LocalDate day, Locale language) {
        var pattern = language.equals(Locale.ENGLISH) ? "d MMM yyyy" : "yyyy年M月d日";
        return DateTimeFormatter.ofPattern(pattern, language).format(day);
    }

    private String time(Instant at, Locale language) {
        var pattern = language.equals(Locale.ENGLISH) ? "d MMM HH:mm" : "M月d日 HH:mm";
        return DateTimeFormatter.ofPattern(pattern, language).format(at.atZone(settings.zone()));
    }
}
