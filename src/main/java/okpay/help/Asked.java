package okpay.help;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import okpay.language.Reading;

/// A question as the search sees it.
///
/// @param meaning of length one
/// @param isKnown it is about something that was learned
/// @param intents how probable each is that people usually have; none while nothing is learned
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Asked(float[] meaning, boolean isKnown, Map<String, Double> intents) {

    static Asked of(float[] meaning, Optional<Reading> reading) {
        return new Asked(
                meaning,
                reading.map(Reading::isKnown).orElse(true),
                reading.map(Reading::guesses).orElse(List.of()).stream()
                        .collect(
                                Collectors.toMap(
                                        Reading.Guess::intent, Reading.Guess::confidence)));
    }
}
