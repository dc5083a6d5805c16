package okpay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import okpay.feedback.Grouping;
import okpay.feedback.Themes;
import okpay.language.Encoders;
import okpay.language.Script;
import org.apache.commons.csv.CSVFormat;

/// How well texts are put together by what they mean: texts whose labels are known are told one
/// after the other in a random order, as wishes come, and the themes are compared with the labels.
///
/// Options: `--file FILE` (CSV, `text,label`), `--most 2000`, `--near 0.76`.
///
/// Keys of the last line: `texts, labels, themes, purity, recall, ms_per_text`. `purity` is the
/// share of texts whose theme is mostly of their label; `recall` the share of texts that lie in the
/// largest theme of their label.
final class ThemesBench {

    private final Path file;
    private final int most;
    private final double near;

    ThemesBench(Options options) {
        file = Path.of(options.values().get("file"));
        most = options.number("most", 2_000);
        near = Double.parseDouble(options.values().getOrDefault("near", "" + Themes.NEAR));
    }

    private record Labelled(String text, String label) {}

    void run() throws IOException {
        var all = read();
        Collections.shuffle(all, new Random(7));
        var texts = all.subList(0, Math.min(most, all.size()));
        var groups = new HashMap<Script, Grouping<Integer>>();
        var themes = new ArrayList<Map<String, Integer>>();
        long began = System.nanoTime();
        for (var it : texts) {
            var script = Script.of(it.text);
            var encoders = Encoders.shared(script);
            var meaning = encoders.meaning(encoders.encode(it.text));
            var grouping = groups.computeIfAbsent(script, _ -> new Grouping<>(near));
            int theme =
                    grouping.nearest(meaning)
                            .orElseGet(() -> {
                                themes.add(new HashMap<>());
                                return themes.size() - 1;
                            });
            grouping.add(theme, meaning);
            themes.get(theme).merge(it.label, 1, Integer::sum);
        }
        double each = (System.nanoTime() - began) / 1e6 / texts.size();
        print(texts, themes, each);
    }

    private static void print(
            List<Labelled> texts, List<Map<String, Integer>> themes, double each) {
        long pure = 0;
        var largest = new HashMap<String, Integer>();
        for (var it : themes) {
            pure += Collections.max(it.values());
            it.forEach((label, count) -> largest.merge(label, count, Math::max));
        }
        long together = largest.values().stream().mapToLong(it -> it).sum();
        System.out.printf(
                Locale.ROOT,
                "{\"texts\":%d,\"labels\":%d,\"themes\":%d,\"purity\":%.3f,\"recall\":%.3f,"
                        + "\"ms_per_text\":%.2f}%n",
                texts.size(),
                largest.size(),
                themes.size(),
                (double) pure / texts.size(),
                (double) together / texts.size(),
                each);
    }

    private List<Labelled> read() throws IOException {
        var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (var rows = format.parse(Files.newBufferedReader(file))) {
            var all = new ArrayList<Labelled>();
            rows.forEach(it -> all.add(new Labelled(it.get(0), it.get(1))));
            return all;
        }
    }
}
