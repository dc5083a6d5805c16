package okpay.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The intents of a wallet's life and what people say, as they come with OKPay.
public final class Intents {

    private Intents() {}

    public static List<Intent> list() {
        return rows("intents", 4).stream()
                .map(it -> new Intent(it[0], it[1], it[2], it[3]))
                .toList();
    }

    /// What people say in this script, and want by it.
    public static List<Example> examples(Script script) {
        return rows("examples-" + code(script), 2).stream()
                .map(it -> new Example(it[0], it[1]))
                .toList();
    }

    /// What people say in this script about anything else.
    public static List<String> outside(Script script) {
        return rows("outside", 2).stream()
                .filter(it -> it[0].equals(code(script)))
                .map(it -> it[1])
                .toList();
    }

    /// What people say in this script, by the names of [Tone.Kind] and `NONE`.
    public static List<Example> tones(Script script) {
        return rows("tone-examples", 3).stream()
                .filter(it -> it[0].equals(code(script)))
                .map(it -> new Example(it[1], it[2]))
                .toList();
    }

    private static String code(Script script) {
        return script == Script.CHINESE ? "zh" : "en";
    }

    private static List<String[]> rows(String name, int columns) {
        var file = "/language/" + name + ".tsv";
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        Intents.class.getResourceAsStream(file), file),
                                StandardCharsets.UTF_8))) {
            var rows = lines.lines().map(line -> line.split("\t", -1)).toList();
            if (rows.stream().anyMatch(row -> row.length != columns)) {
                throw new IllegalStateException("%s has %d columns".formatted(file, columns));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
