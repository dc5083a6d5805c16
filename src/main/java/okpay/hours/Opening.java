package okpay.hours;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// From when to when on a day's own clock, in minutes after midnight. What lasts past midnight is
/// two of them, the second on the next day.
///
/// @param from 0 to 1,439
/// @param to the first minute that is closed again, at most 1,440
public record Opening(int from, int to) {

    static final int DAY = 24 * 60;

    private static final int LONGEST = 200;

    private static final Pattern STRETCH =
            Pattern.compile("(\\d{1,2})[:：](\\d{2})\\s*[-–—~至]\\s*(\\d{1,2})[:：](\\d{2})");

    private static final Pattern BETWEEN = Pattern.compile("[\\s,，;；、]*");

    public Opening {
        if (from < 0 || to > DAY || from >= to) {
            throw new IllegalArgumentException("no opening: " + from + " to " + to);
        }
    }

    /// Hours as people type them: `09:00-12:00, 13:00-18:00`. Nothing means closed.
    ///
    /// @return in their order; empty when they are no hours, or overlap
    static Optional<List<Opening>> read(String text) {
        if (text.length() > LONGEST
                || !BETWEEN.matcher(STRETCH.matcher(text).replaceAll(" ")).matches()) {
            return Optional.empty();
        }
        var found = new ArrayList<Opening>();
        var all = STRETCH.matcher(text);
        while (all.find()) {
            int from = minutes(all.group(1), all.group(2));
            int to = minutes(all.group(3), all.group(4));
            if (from < 0 || to > DAY || from >= to) {
                return Optional.empty();
            }
            found.add(new Opening(from, to));
        }
        found.sort(Comparator.comparingInt(Opening::from));
        for (int i = 1; i < found.size(); i++) {
            if (found.get(i).from < found.get(i - 1).to) {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(found));
    }

    private static int minutes(String hour, String minute) {
        int minutes = Integer.parseInt(minute);
        return minutes < 60 ? Integer.parseInt(hour) * 60 + minutes : DAY + 1;
    }

    /// As it is typed.
    public String shown() {
        return "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, to / 60, to % 60);
    }
}
