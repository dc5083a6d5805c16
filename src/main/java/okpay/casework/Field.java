package okpay.casework;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// Something an operator wants to know of a case.
///
/// @param key as programs name it: small letters, digits and `_`
/// @param choices of a CHOICE, else empty
/// @param needed the case is not closed without it
public record Field(
        String key, String en, String zh, Kind kind, List<String> choices, boolean needed) {

    static final int LONGEST = 500;

    public Field {
        choices = List.copyOf(choices);
    }

    public enum Kind {
        TEXT,
        NUMBER,
        DATE,
        YES_NO,
        CHOICE
    }

    public String in(String language) {
        return language.equals("zh") ? zh : en;
    }

    /// What was typed, as it is kept; empty when it is no value of this kind.
    Optional<String> read(String typed) {
        var text = typed.strip();
        boolean isRight =
                !text.isEmpty()
                        && text.length() <= LONGEST
                        && switch (kind) {
                            case TEXT -> true;
                            case NUMBER -> text.matches("-?\\d{1,15}(\\.\\d{1,6})?");
                            case DATE -> isDate(text);
                            case YES_NO -> text.equals("yes") || text.equals("no");
                            case CHOICE -> choices.contains(text);
                        };
        return isRight ? Optional.of(text) : Optional.empty();
    }

    /// Whether it can be asked for at all.
    boolean isSound() {
        return key.matches("[a-z][a-z0-9_]{0,39}")
                && !en.isBlank()
                && en.length() <= 80
                && !zh.isBlank()
                && zh.length() <= 80
                && (kind == Kind.CHOICE) == !choices.isEmpty()
                && choices.size() <= 50
                && choices.stream().allMatch(it -> !it.isBlank() && it.length() <= 80);
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException _) {
            return false;
        }
    }
}
