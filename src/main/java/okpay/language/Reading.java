package okpay.language;

import java.util.List;

/// What a text seems to be about.
///
/// @param guesses the most probable first, at most five
/// @param isKnown it is about something that was learned; else the guesses mean little
public record Reading(List<Guess> guesses, boolean isKnown) {

    /// @param confidence 0 to 1; of a hundred guesses of 0.9 about ninety are right
    public record Guess(String intent, double confidence) {}

    public Guess best() {
        return guesses.getFirst();
    }
}
