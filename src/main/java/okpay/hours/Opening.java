package okpay.hours;

/// From when to when on a day's own clock, in minutes after midnight. What lasts past midnight is
/// two of them, the second on the next day.
///
/// @param from 0 to 1,439
/// @param to the first minute that is closed again, at most 1,440
public record Opening(int from, int to) {

    static final int DAY = 24 * 60;

    public Opening {
        if (from < 0 || to > DAY || from >= to) {
            throw new IllegalArgumentException("no opening: " + from + " to " + to);
        }
    }
}
