package okpay.help;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// The articles that come with OKPay.
///
/// @param place where it stands among the others
public record Shipped(
        String slug,
        Category category,
        Audience audience,
        List<String> intents,
        List<String> screens,
        int place,
        Map<Tongue, Wording> wordings) {

    Wording in(Tongue tongue) {
        return Objects.requireNonNull(wordings.get(tongue));
    }

    private static final String FOLDER = "/help/";

    public static List<Shipped> all() {
        var lines = file("articles.tsv").lines().toList();
        return IntStream.range(0, lines.size())
                .mapToObj(n -> one(lines.get(n).split("\t", -1), n))
                .toList();
    }

    private static Shipped one(String[] row, int place) {
        var wordings = new EnumMap<Tongue, Wording>(Tongue.class);
        for (var tongue : Tongue.values()) {
            var name = "articles/%s.%s.md".formatted(row[0], tongue.code());
            try {
                wordings.put(tongue, Markdown.file(file(name)));
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(name, e);
            }
        }
        return new Shipped(
                row[0],
                Category.valueOf(row[1]),
                Audience.valueOf(row[2]),
                list(row[3]),
                list(row[4]),
                place,
                wordings);
    }

    private static List<String> list(String joined) {
        return Arrays.stream(joined.split(",", -1)).filter(it -> !it.isBlank()).toList();
    }

    static String file(String name) {
        try (var in = Shipped.class.getResourceAsStream(FOLDER + name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
