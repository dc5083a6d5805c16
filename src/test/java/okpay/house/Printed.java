package okpay.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Pages of `docs/` that are printed from the code. Stale is red; `-Dokpay.print=true` prints them
/// anew.
public final class Printed {

    private Printed() {}

    public static void is(String name, String text) {
        var page = Path.of("docs", name);
        try {
            if (Boolean.getBoolean("okpay.print")) {
                Files.createDirectories(page.getParent());
                Files.writeString(page, text);
            }
            assertThat(Files.exists(page) ? Files.readString(page) : "")
                    .as("docs/%s is stale; print it anew: ./okpay test -Dokpay.print=true", name)
                    .isEqualTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The doc comment of a source file, up to its first full stop.
    public static String firstSentence(String source) {
        try {
            var words = new StringBuilder();
            for (var line : Files.readAllLines(Path.of("src/main/java", source))) {
                if (!line.startsWith("///")) {
                    break;
                }
                words.append(line.substring(3).strip()).append(' ');
            }
            var text = words.toString().strip();
            int stop = text.indexOf(". ");
            return stop < 0 ? text : text.substring(0, stop + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
