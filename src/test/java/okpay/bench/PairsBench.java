package okpay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import okpay.language.Encoded;
import okpay.language.Encoders;
import okpay.language.Sameness;
import okpay.language.Script;
import org.apache.commons.csv.CSVFormat;

/// How well OKPay tells that two questions ask the same. With `--pairs FILE` (a CSV
/// `sentence1,sentence2,label` with a header, or `id, a, b, same` between tabs) it learns from four
/// fifths of the pairs and is measured on the last fifth, or on `--test FILE`; beside it stands
/// what the encoder alone tells, by the cosine that divides the learned pairs best. With
/// `--retrieve FILE` each of `--queries` (3,000) texts looks for the one it is the same as among
/// `--among` (20,000).
///
/// Keys of the last line: `pair_accuracy, cosine_accuracy, pairs` or `mrr_10, hit_10, p50_ms,
/// queries, among`.
final class PairsBench {

    private static final int FIFTHS = 5;
    private static final int TEN = 10;

    private final Options options;

    PairsBench(Options options) {
        this.options = options;
    }

    private record Told(String one, String other, boolean isSame) {}

    void run() throws IOException {
        try (var encoders = Encoders.of(Script.CHINESE)) {
            if (options.values().containsKey("retrieve")) {
                retrieve(encoders, told(options.values().getOrDefault("retrieve", "")));
            } else {
                pairs(encoders, told(options.values().getOrDefault("pairs", "")));
            }
        }
    }

    private void pairs(Encoders encoders, List<Told> all) throws IOException {
        boolean isApart = options.values().containsKey("test");
        var test =
                isApart
                        ? told(options.values().getOrDefault("test", ""))
                        : IntStream.range(0, all.size())
                                .filter(i -> i % FIFTHS == 0)
                                .mapToObj(all::get)
                                .toList();
        var train =
                isApart
                        ? all
                        : IntStream.range(0, all.size())
                                .filter(i -> i % FIFTHS != 0)
                                .mapToObj(all::get)
                                .toList();
        var shown = encoded(encoders, train);
        var sameness = Sameness.learn(shown, options.number("seed", 7));
        double least = least(encoders, shown);
        int right = 0;
        int byCosine = 0;
        for (var it : encoded(encoders, test)) {
            right += sameness.of(it.one(), it.other()) >= 0.5 == it.isSame() ? 1 : 0;
            byCosine += cosine(encoders, it.one(), it.other()) >= least == it.isSame() ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "{\"pair_accuracy\":%.4f,\"cosine_accuracy\":%.4f,\"pairs\":%d}%n",
                (double) right / test.size(),
                (double) byCosine / test.size(),
                test.size());
    }

    /// The cosine from which on most pairs are the same.
    private static double least(Encoders encoders, List<Sameness.Pair> pairs) {
        record Near(double cosine, boolean isSame) {}
        var near =
                pairs.stream()
                        .map(it -> new Near(cosine(encoders, it.one(), it.other()), it.isSame()))
                        .sorted(Comparator.comparingDouble(Near::cosine))
                        .toList();
        // From the lowest on all are taken for the same.
        long right = near.stream().filter(Near::isSame).count();
        long most = right;
        double least = near.getFirst().cosine;
        for (int i = 0; i + 1 < near.size(); i++) {
            right += near.get(i).isSame ? -1 : 1;
            if (right > most) {
                most = right;
                least = (near.get(i).cosine + near.get(i + 1).cosine) / 2;
            }
        }
        return least;
    }

    private void retrieve(Encoders encoders, List<Told> all) {
        var same = all.stream().filter(Told::isSame).toList();
        int most = options.number("queries", 3_000);
        var wanted = new HashMap<String, Set<String>>();
        same.stream()
                .limit(most)
                .forEach(it -> wanted.computeIfAbsent(it.one, _ -> new HashSet<>()).add(it.other));
        var among = new LinkedHashSet<String>();
        wanted.values().forEach(among::addAll);
        int size = options.number("among", 20_000);
        for (var it : all) {
            for (var text : List.of(it.other, it.one)) {
                if (among.size() < size && !wanted.containsKey(text)) {
                    among.add(text);
                }
            }
        }
        var texts = List.copyOf(among);
        var meanings =
                texts.parallelStream().map(it -> encoders.meaning(encoders.encode(it))).toList();
        var millis = new ArrayList<Double>();
        double ranks = 0;
        int hits = 0;
        for (var query : wanted.entrySet()) {
            long start = System.nanoTime();
            var meaning = encoders.meaning(encoders.encode(query.getKey()));
            var best = best(meaning, meanings);
            millis.add((System.nanoTime() - start) / 1e6);
            for (int rank = 0; rank < best.size(); rank++) {
                if (query.getValue().contains(texts.get(best.get(rank)))) {
                    ranks += 1.0 / (rank + 1);
                    hits++;
                    break;
                }
            }
        }
        millis.sort(Comparator.naturalOrder());
        System.out.printf(
                Locale.ROOT,
                "{\"mrr_10\":%.4f,\"hit_10\":%.4f,\"p50_ms\":%.2f,\"queries\":%d,\"among\":%d}%n",
                ranks / wanted.size(),
                (double) hits / wanted.size(),
                millis.get(millis.size() / 2),
                wanted.size(),
                texts.size());
    }

    private static List<Integer> best(float[] meaning, List<float[]> meanings) {
        var likes = new double[meanings.size()];
        for (int i = 0; i < likes.length; i++) {
            likes[i] = Sameness.near(meaning, meanings.get(i));
        }
        return IntStream.range(0, likes.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -likes[i]))
                .limit(TEN)
                .toList();
    }

    private static double cosine(Encoders encoders, Encoded one, Encoded other) {
        return Sameness.near(encoders.meaning(one), encoders.meaning(other));
    }

    private static List<Sameness.Pair> encoded(Encoders encoders, List<Told> pairs) {
        return pairs.parallelStream()
                .map(it ->
                        new Sameness.Pair(
                                encoders.encode(it.one), encoders.encode(it.other), it.isSame))
                .toList();
    }

    private static List<Told> told(String file) throws IOException {
        var text = Files.readString(Path.of(file)).replace("\ufeff", "");
        boolean isTabbed = text.lines().findFirst().orElse("").contains("\t");
        if (isTabbed) {
            return text.lines()
                    .map(it -> it.split("\t", -1))
                    .filter(it -> it.length >= 4)
                    .map(it -> new Told(it[1], it[2], it[3].strip().equals("1")))
                    .toList();
        }
        try (var csv = CSVFormat.DEFAULT.parse(new java.io.StringReader(text))) {
            return csv.stream()
                    .skip(1)
                    .map(it -> new Told(it.get(0), it.get(1), it.get(2).strip().equals("1")))
                    .toList();
        }
    }
}
