package okpay.help;

import java.util.Locale;
import java.util.Optional;
import okpay.language.Script;

/// A language articles are written in.
public enum Tongue {
    EN,
    ZH;

    public static Tongue of(Locale locale) {
        return locale.getLanguage().equals("zh") ? ZH : EN;
    }

    /// As it stands in an address: `en`, `zh`.
    public static Optional<Tongue> read(String code) {
        return switch (code) {
            case "en" -> Optional.of(EN);
            case "zh" -> Optional.of(ZH);
            default -> Optional.empty();
        };
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Tongue other() {
        return this == EN ? ZH : EN;
    }

    Script script() {
        return this == ZH ? Script.CHINESE : Script.ENGLISH;
    }
}
