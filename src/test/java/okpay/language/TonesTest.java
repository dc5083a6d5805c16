package okpay.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tones, on 400 messages that somebody wrote who had not seen the expressions.
class TonesTest {

    private record Line(String language, Set<Tone.Kind> kinds, String text) {}

    /// By expressions and by likeness together, as the application does it.
    @ParameterizedTest
    @EnumSource(Script.class)
    void mostOfThoseWhoNeedItAreNoticed(Script script) throws IOException {
        var encoders = Encoders.shared(script);
        var lesson =
                Lesson.learn(
                        encoders, Intents.tones(script), Intents.outside(script), 0.88, 7, _ -> {});
        var language = script == Script.CHINESE ? "zh" : "en";
        var lines = lines().stream().filter(it -> it.language.equals(language)).toList();
        var told = new HashMap<Line, Set<Tone.Kind>>();
        for (var line : lines) {
            var kinds = EnumSet.noneOf(Tone.Kind.class);
            kinds.addAll(kinds(line.text));
            for (var guess : lesson.classifier().read(line.text, encoders).guesses()) {
                double enough = guess.intent().equals("IN_DANGER") ? 0.25 : 0.4;
                if (!guess.intent().equals("NONE") && guess.confidence() >= enough) {
                    kinds.add(Tone.Kind.valueOf(guess.intent()));
                }
            }
            told.put(line, kinds);
        }

        for (var kind : Tone.Kind.values()) {
            var meant = lines.stream().filter(it -> it.kinds.contains(kind)).toList();
            var missed =
                    meant.stream()
                            .filter(it -> !told.getOrDefault(it, Set.of()).contains(kind))
                            .toList();
            assertThat(1.0 * missed.size() / meant.size())
                    .as("%s %s misses %s", script, kind, missed)
                    .isLessThan(kind == Tone.Kind.ANGRY ? 0.4 : 0.3);
        }
        var everyday = lines.stream().filter(it -> it.kinds.isEmpty()).toList();
        var wrong =
                everyday.stream().filter(it -> !told.getOrDefault(it, Set.of()).isEmpty()).toList();
        assertThat(1.0 * wrong.size() / everyday.size())
                .as("half of them look dangerous on purpose: %s", wrong)
                .isLessThan(0.28);
    }

    /// Expressions alone seldom say what is not so.
    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void everydayMessagesHaveNone(String language) throws IOException {
        var everyday =
                lines().stream()
                        .filter(it -> it.language.equals(language) && it.kinds.isEmpty())
                        .toList();
        var wrong = everyday.stream().filter(it -> !kinds(it.text).isEmpty()).toList();

        assertThat(1.0 * wrong.size() / everyday.size())
                .as("%s takes %s", language, wrong)
                .isLessThan(0.12);
    }

    @Test
    void theWordsAreToldWhereTheyStand() {
        var text = "你好，有个警察让我把钱转到安全账户，不转就抓我";
        var tones = Tones.in(text);

        assertThat(tones).extracting(Tone::kind).containsOnly(Tone.Kind.PRESSED);
        assertThat(tones)
                .allSatisfy(it ->
                        assertThat(text.substring(it.place().from(), it.place().to()))
                                .isEqualTo(it.words()));
        assertThat(Tones.in("手机死机了，支付宝倒是没事")).isEmpty();
        assertThat(Tones.in("My phone died, how do I sign in?")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "😀", "\u202e\u200b", "（（（", "'; drop table x; --", "!!!!!!!!!!!!"})
    void nonsenseIsBorne(String text) {
        assertThat(Tones.in(text))
                .allSatisfy(it -> assertThat(it.kind()).isEqualTo(Tone.Kind.ANGRY));
    }

    @Test
    void noTextStallsIt() {
        var start = Instant.now();
        for (var piece :
                List.of("警察让我", "send or ", "pay money he ", "转", "police a b c d e f g ", "!")) {
            Tones.in(piece.repeat(100_000 / piece.length()));
        }
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    private static Set<Tone.Kind> kinds(String text) {
        return Tones.in(text).stream().map(Tone::kind).collect(Collectors.toSet());
    }

    private static List<Line> lines() throws IOException {
        var all = new ArrayList<Line>();
        try (var in = TonesTest.class.getResourceAsStream("/language/tones-unseen.tsv")) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            for (var row : text.lines().map(it -> it.split("\t", -1)).toList()) {
                var kinds = EnumSet.noneOf(Tone.Kind.class);
                Arrays.stream(row[1].split("\\|", -1))
                        .filter(it -> !it.equals("NONE"))
                        .map(Tone.Kind::valueOf)
                        .forEach(kinds::add);
                all.add(new Line(row[0], kinds, row[2]));
            }
        }
        return all;
    }
}
