package okpay.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import okpay.language.Fact.Place;

/// Finds the tones of a text by expressions people use, each with its place: whoever reads can see
/// why. What lies within an expression that only looks so (`死机`, "dead battery") does not count.
public final class Tones {

    private static final int LONGEST = 4_000;
    private static final List<Rule> RULES = rules();

    private Tones() {}

    /// @param kind empty: what only looks like a tone
    private record Rule(Optional<Tone.Kind> kind, Pattern pattern) {}

    private static List<Rule> rules() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        Tones.class.getResourceAsStream("/language/tones.tsv")),
                                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(it -> it.split("\t", -1))
                    .map(it ->
                            new Rule(
                                    it[0].equals("NOT")
                                            ? Optional.empty()
                                            : Optional.of(Tone.Kind.valueOf(it[0])),
                                    pattern(it[1], it[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// English words are whole ones.
    private static Pattern pattern(String language, String expressions) {
        var whole =
                language.equals("en")
                        ? "(?<![a-zA-Z])(?:" + expressions + ")(?![a-zA-Z])"
                        : expressions;
        return Pattern.compile(whole, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /// @param text anything; only its first 4,000 characters count
    /// @return in the order of the text
    public static List<Tone> in(String text) {
        var half = Facts.halfWidth(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        var simplified = Plain.simplified(half);
        // Places stay where they are.
        var plain = simplified.length() == half.length() ? simplified : half;
        var innocent = new ArrayList<Place>();
        for (var rule : RULES) {
            if (rule.kind.isEmpty()) {
                innocent.addAll(places(rule.pattern, plain));
            }
        }
        var found = new ArrayList<Tone>();
        for (var rule : RULES) {
            rule.kind.ifPresent(kind ->
                    places(rule.pattern, plain).stream()
                            .filter(it -> innocent.stream().noneMatch(not -> not.holds(it)))
                            .map(it -> new Tone(kind, it, text.substring(it.from(), it.to())))
                            .forEach(found::add));
        }
        found.sort(Comparator.comparingInt(it -> it.place().from()));
        return found;
    }

    private static List<Place> places(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .filter(it -> it.end() > it.start())
                .map(it -> new Place(it.start(), it.end()))
                .toList();
    }
}
