package okpay.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import okpay.language.Classifier;
import okpay.language.Encoders;
import okpay.language.Example;
import okpay.language.Intents;
import okpay.language.Lesson;
import okpay.language.Reading;
import okpay.language.Script;
import org.apache.commons.csv.CSVFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How well OKPay understands. With `--train FILE --test FILE` it learns from any labelled CSV (a
/// header, then `text,label`) and is measured on another; `--folds N` cuts the training file into N
/// parts instead, and measures on each what it learned from the others, of `--of M` of them.
/// Without files it learns from its own examples and is measured on those nobody learned from.
///
/// `--seeds N` learns N times from other seeds and tells the mean last. `--clinc FOLDER` measures
/// on CLINC150's intents of a bank, `--pairs` and `--retrieve` on pairs of questions
/// ([PairsBench]).
///
/// `--oos FILE` (one text a line, or a CSV with it in the first column) are texts about nothing
/// that was learned; `--outside FILE` such texts to learn from, else OKPay's own; `--accept 95` the
/// share of known texts in a hundred that shall be recognised, set on the training file alone.
///
/// Keys of the last line: `accuracy, macro_f1, calibration_error, surest_80, top_3, p50_ms, p99_ms,
/// load_ms, model_mb, train_s, tested`; with `--oos` also `oos_recall, in_scope_refused`.
final class UnderstandingBench {

    private static final int WARM_UP = 200;
    private static final int BINS = 15;

    private final Options options;
    private int seed = 7;

    UnderstandingBench(Options options) {
        this.options = options;
    }

    private record Told(Example example, Reading reading, double millis) {

        private boolean isRight() {
            return reading.best().intent().equals(example.intent());
        }
    }

    void run() throws IOException {
        if (options.values().containsKey("pairs") || options.values().containsKey("retrieve")) {
            new PairsBench(options).run();
            return;
        }
        if (options.values().containsKey("clinc")) {
            clinc(Path.of(options.values().getOrDefault("clinc", "")));
            return;
        }
        if (options.values().containsKey("train")) {
            var train = labelled(options.values().get("train"));
            var script =
                    Script.of(
                            String.join(
                                    " ",
                                    train.subList(0, 50).stream().map(Example::text).toList()));
            var oos =
                    options.values().containsKey("oos")
                            ? texts(options.values().get("oos"))
                            : List.<String>of();
            var rights = new ArrayList<Double>();
            for (int n = 0; n < options.number("seeds", 1); n++) {
                seed = options.number("seed", 7) + n;
                rights.addAll(
                        options.values().containsKey("test")
                                ? List.of(
                                        measure(
                                                script,
                                                train,
                                                labelled(options.values().get("test")),
                                                oos,
                                                ""))
                                : folds(script, train, oos));
            }
            if (rights.size() > 1) {
                System.out.println(mean(rights));
            }
            return;
        }
        for (var script : Script.values()) {
            var code = script == Script.CHINESE ? "zh" : "en";
            measure(
                    script,
                    Intents.examples(script),
                    unseen("unseen").stream()
                            .filter(it -> it[0].equals(code))
                            .map(it -> new Example(it[1], it[2]))
                            .toList(),
                    unseen("unseen-outside").stream()
                            .filter(it -> it[0].equals(code))
                            .map(it -> it[1])
                            .toList(),
                    code + "_");
        }
    }

    /// CLINC150's fifteen intents of a bank against its own questions about anything else; and ten
    /// of them, three times others, against the five that were kept from it.
    private void clinc(Path folder) throws IOException {
        var all = JsonMapper.shared().readTree(folder.resolve("data_full.json"));
        var domains = JsonMapper.shared().readTree(folder.resolve("domains.json"));
        var bank = intents(domains.path("banking"));
        var outside = new ArrayList<>(clinc(all, "oos_train", List.of("oos")));
        outside.addAll(clinc(all, "oos_val", List.of("oos")));
        // Eight of each intent that has nothing to do with a bank.
        domains.propertyNames().stream()
                .filter(it -> !it.equals("banking") && !it.equals("credit_cards"))
                .flatMap(it -> intents(domains.path(it)).stream())
                .forEach(it -> outside.addAll(clinc(all, "train", List.of(it)).subList(0, 8)));
        var aside = outside.stream().map(Example::text).toList();
        var strangers = clinc(all, "oos_test", List.of("oos"));
        measure(
                Script.ENGLISH,
                clinc(all, "train", bank),
                clinc(all, "test", bank),
                strangers.stream().map(Example::text).toList(),
                aside,
                "");
        for (int turn = 0; turn < 3; turn++) {
            int now = turn;
            var kept =
                    IntStream.range(0, bank.size())
                            .filter(i -> i % 3 == now)
                            .mapToObj(bank::get)
                            .toList();
            var shown = bank.stream().filter(it -> !kept.contains(it)).toList();
            measure(
                    Script.ENGLISH,
                    clinc(all, "train", shown),
                    clinc(all, "test", shown),
                    clinc(all, "test", kept).stream().map(Example::text).toList(),
                    aside,
                    "held_out_");
        }
    }

    private static List<String> intents(JsonNode domain) {
        var intents = new ArrayList<String>();
        domain.forEach(it -> intents.add(it.asString()));
        return intents;
    }

    private static List<Example> clinc(JsonNode all, String part, List<String> intents) {
        var examples = new ArrayList<Example>();
        for (var it : all.path(part)) {
            if (intents.contains(it.path(1).asString())) {
                examples.add(new Example(it.path(1).asString(), it.path(0).asString()));
            }
        }
        return examples;
    }

    private List<Double> folds(Script script, List<Example> all, List<String> oos)
            throws IOException {
        var rights = new ArrayList<Double>();
        int folds = options.number("folds", 8);
        for (int now = 0; now < options.number("of", 1); now++) {
            var seen = new HashMap<String, Integer>();
            var shown = new ArrayList<Example>();
            var kept = new ArrayList<Example>();
            for (var example : all) {
                int turn = seen.merge(example.intent(), 1, Integer::sum) % folds;
                (turn == now ? kept : shown).add(example);
            }
            rights.add(measure(script, shown, kept, oos, ""));
        }
        return rights;
    }

    /// The mean of several, and what it may be wrong by (95 %, normal).
    private static String mean(List<Double> rights) {
        double mean = rights.stream().mapToDouble(it -> it).average().orElse(0);
        double square =
                rights.stream().mapToDouble(it -> (it - mean) * (it - mean)).sum()
                        / (rights.size() - 1);
        return String.format(
                Locale.ROOT,
                "{\"accuracy\":%.4f,\"accuracy_interval\":%.4f,\"runs\":%d}",
                mean,
                1.96 * Math.sqrt(square / rights.size()),
                rights.size());
    }

    private double measure(
            Script script, List<Example> train, List<Example> test, List<String> oos, String prefix)
            throws IOException {
        var outside =
                options.values().containsKey("outside")
                        ? texts(options.values().get("outside"))
                        : Intents.outside(script);
        return measure(script, train, test, oos, outside, prefix);
    }

    private double measure(
            Script script,
            List<Example> train,
            List<Example> test,
            List<String> oos,
            List<String> outside,
            String prefix)
            throws IOException {
        boolean isOurs = prefix.equals("zh_") || prefix.equals("en_");
        double accepted = options.number("accept", isOurs ? 88 : 95) / 100.0;
        long start = System.nanoTime();
        byte[] learned;
        try (var encoders = Encoders.of(script)) {
            var lesson = Lesson.learn(encoders, train, outside, accepted, seed, _ -> {});
            var bytes = new ByteArrayOutputStream();
            lesson.classifier().write(new DataOutputStream(bytes));
            learned = bytes.toByteArray();
            System.err.printf(
                    Locale.ROOT,
                    "cross-validated: %.2f %% right, %.1f %% of what is outside found%n",
                    100 * lesson.accuracy(),
                    100 * lesson.strangersFound());
            lesson.confused().stream().limit(10).forEach(it -> System.err.println("  " + it));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        start = System.nanoTime();
        try (var encoders = Encoders.of(script)) {
            var classifier =
                    Classifier.read(new DataInputStream(new ByteArrayInputStream(learned)));
            double load = (System.nanoTime() - start) / 1e6;
            test.stream().limit(WARM_UP).forEach(it -> classifier.read(it.text(), encoders));
            var told = test.stream().map(it -> told(classifier, encoders, it)).toList();
            var strangers = oos.stream().map(it -> classifier.read(it, encoders)).toList();
            double megabytes = (encoders.bytes() + learned.length) / 1e6;
            System.out.println(line(told, strangers, prefix, load, megabytes, seconds));
            return share(told);
        }
    }

    private static Told told(Classifier classifier, Encoders encoders, Example example) {
        long start = System.nanoTime();
        var reading = classifier.read(example.text(), encoders);
        return new Told(example, reading, (System.nanoTime() - start) / 1e6);
    }

    private static String line(
            List<Told> told,
            List<Reading> strangers,
            String prefix,
            double load,
            double megabytes,
            double seconds) {
        var millis = told.stream().mapToDouble(Told::millis).sorted().toArray();
        var line = new StringBuilder("{");
        add(line, prefix + "accuracy", share(told));
        add(line, prefix + "macro_f1", f1(told));
        add(line, prefix + "calibration_error", calibration(told));
        add(line, prefix + "surest_80", share(surest(told).subList(0, told.size() * 4 / 5)));
        add(line, prefix + "top_3", top(told));
        add(line, prefix + "p50_ms", millis[millis.length / 2]);
        add(line, prefix + "p99_ms", millis[millis.length * 99 / 100]);
        add(line, prefix + "load_ms", load);
        add(line, prefix + "model_mb", megabytes);
        add(line, prefix + "train_s", seconds);
        if (!strangers.isEmpty()) {
            add(
                    line,
                    prefix + "oos_recall",
                    strangers.stream().mapToInt(it -> it.isKnown() ? 0 : 1).average().orElse(0));
            add(
                    line,
                    prefix + "in_scope_refused",
                    told.stream().mapToInt(it -> it.reading.isKnown() ? 0 : 1).average().orElse(0));
        }
        return line.append("\"")
                .append(prefix)
                .append("tested\":")
                .append(told.size())
                .append('}')
                .toString();
    }

    private static void add(StringBuilder line, String key, double value) {
        line.append(String.format(Locale.ROOT, "\"%s\":%.4f,", key, value));
    }

    private static double share(List<Told> told) {
        return told.stream().mapToInt(it -> it.isRight() ? 1 : 0).average().orElse(0);
    }

    private static double top(List<Told> told) {
        return told.stream()
                .mapToInt(it ->
                        it.reading.guesses().stream()
                                        .limit(3)
                                        .anyMatch(
                                                guess -> guess.intent().equals(it.example.intent()))
                                ? 1
                                : 0)
                .average()
                .orElse(0);
    }

    private static List<Told> surest(List<Told> told) {
        return told.stream()
                .sorted(Comparator.comparingDouble(it -> -it.reading.best().confidence()))
                .toList();
    }

    /// The mean over the intents of the harmonic mean of precision and recall.
    private static double f1(List<Told> told) {
        var counts = new HashMap<String, int[]>();
        for (var one : told) {
            var right = counts.computeIfAbsent(one.example.intent(), _ -> new int[3]);
            var said = counts.computeIfAbsent(one.reading.best().intent(), _ -> new int[3]);
            if (one.isRight()) {
                right[0]++;
            } else {
                right[1]++;
                said[2]++;
            }
        }
        return counts.values().stream()
                .mapToDouble(it -> 2.0 * it[0] / Math.max(1, 2 * it[0] + it[1] + it[2]))
                .average()
                .orElse(0);
    }

    /// How far confidence and truth lie apart, in bins of as many texts each.
    private static double calibration(List<Told> told) {
        var sorted = surest(told);
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            var some = sorted.subList(bin * sorted.size() / BINS, (bin + 1) * sorted.size() / BINS);
            double sure =
                    some.stream()
                            .mapToDouble(it -> it.reading.best().confidence())
                            .average()
                            .orElse(0);
            error += Math.abs(sure - share(some)) * some.size() / sorted.size();
        }
        return error;
    }

    private static List<Example> labelled(String file) throws IOException {
        try (var csv = CSVFormat.DEFAULT.parse(Files.newBufferedReader(Path.of(file)))) {
            return csv.stream().skip(1).map(it -> new Example(it.get(1), it.get(0))).toList();
        }
    }

    private static List<String> texts(String file) throws IOException {
        if (file.endsWith(".csv")) {
            try (var csv = CSVFormat.DEFAULT.parse(Files.newBufferedReader(Path.of(file)))) {
                return csv.stream().map(it -> it.get(0)).filter(it -> !it.isBlank()).toList();
            }
        }
        return Files.readAllLines(Path.of(file)).stream().filter(it -> !it.isBlank()).toList();
    }

    private static List<String[]> unseen(String name) throws IOException {
        return Arrays.stream(
                        Files.readString(Path.of("src/test/resources/language", name + ".tsv"))
                                .split("\n"))
                .map(it -> it.split("\t"))
                .toList();
    }
}
