package okpay.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okpay.help.Article;
import okpay.help.Library;
import okpay.help.Questions;
import okpay.help.Tongue;
import okpay.language.Classifier;
import okpay.language.Encoders;
import okpay.language.Intents;
import okpay.language.Lesson;
import okpay.language.Script;

/// How well and how fast articles are found. The questions were written by somebody who knew only
/// the titles; `--dev` asks the example sentences of the intents instead, which what is chosen was
/// chosen on. Then `--rate 50` questions a second are asked for `--seconds 20`, whether or not the
/// last was answered, and again with a thousand articles. `--show` prints what went wrong.
///
/// Keys of the last line: `mrr_zh, mrr_en, first_zh, first_en, words_mrr_zh, words_mrr_en,
/// strays_told, refused, p50_ms, p95_ms, p99_ms, thousand_p95_ms`.
final class HelpBench {

    private static final int WARM_UP = 200;

    private final Options options;
    private final Map<String, Double> results = new LinkedHashMap<>();

    HelpBench(Options options) {
        this.options = options;
    }

    void run() throws Exception {
        var learned = learned();
        var library = new Library(true, learned);
        var words = new Library(false, Map.of());
        boolean isDev = options.values().containsKey("dev");
        var questions = isDev ? examples(library) : Questions.all();
        for (var tongue : Tongue.values()) {
            var some = questions.stream().filter(it -> it.tongue() == tongue).toList();
            var code = tongue.code();
            results.put("mrr_" + code, Questions.reciprocalRank(library, some));
            results.put("first_" + code, Questions.first(library, some));
            results.put("words_mrr_" + code, Questions.reciprocalRank(words, some));
        }
        results.put(
                "strays_told",
                Questions.strays(
                        library, isDev ? "/language/unseen-outside.tsv" : "/help/stray.tsv"));
        results.put("refused", Questions.refused(library, questions));
        if (options.values().containsKey("show")) {
            Questions.wrong(library, questions).forEach(System.out::println);
        }
        if (!isDev) {
            speed(library, learned, questions);
        }
        System.out.println(
                results.entrySet().stream()
                        .map(it ->
                                String.format(
                                        Locale.ROOT, "\"%s\":%.4f", it.getKey(), it.getValue()))
                        .collect(Collectors.joining(",", "{", "}")));
    }

    private void speed(
            Library library, Map<Script, Classifier> learned, List<Questions.Question> questions)
            throws Exception {
        var times = openLoop(library, questions);
        results.put("p50_ms", at(times, 0.5));
        results.put("p95_ms", at(times, 0.95));
        results.put("p99_ms", at(times, 0.99));
        results.put("thousand_p95_ms", at(openLoop(thousand(library, learned), questions), 0.95));
    }

    /// What OKPay learns at its first start; kept in the file `--lessons`, where there is one.
    private Map<Script, Classifier> learned() throws IOException {
        var learned = new EnumMap<Script, Classifier>(Script.class);
        for (var script : Script.values()) {
            var file = Path.of(options.values().getOrDefault("lessons", "lesson") + script);
            if (!Files.exists(file)) {
                var classifier =
                        Lesson.learn(
                                        Encoders.shared(script),
                                        Intents.examples(script),
                                        Intents.outside(script),
                                        0.88,
                                        7,
                                        _ -> {})
                                .classifier();
                try (var out =
                        new DataOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(file)))) {
                    classifier.write(out);
                }
            }
            try (var in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                learned.put(script, Classifier.read(in));
            }
        }
        return learned;
    }

    /// The blind test set of the intents, for what is chosen.
    private static List<Questions.Question> examples(Library library) throws IOException {
        var all = new ArrayList<Questions.Question>();
        for (var row : Questions.rows("/language/unseen.tsv")) {
            var slugs =
                    library.articles().stream()
                            .filter(it -> it.intents().contains(row[1]))
                            .map(Article::slug)
                            .toList();
            if (!slugs.isEmpty()) {
                all.add(new Questions.Question(Tongue.read(row[0]).orElseThrow(), slugs, row[2]));
            }
        }
        return all;
    }

    /// @return milliseconds from the moment each was due, sorted
    private double[] openLoop(Library library, List<Questions.Question> questions)
            throws Exception {
        int rate = options.number("rate", 50);
        int most = rate * options.number("seconds", 20);
        var random = new Random(7);
        for (int i = 0; i < WARM_UP; i++) {
            ask(library, questions.get(random.nextInt(questions.size())));
        }
        var millis = new double[most];
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (int i = 0; i < most; i++) {
                long due = start + i * 1_000_000_000L / rate;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                int n = i;
                var question = questions.get(random.nextInt(questions.size()));
                callers.execute(() -> {
                    ask(library, question);
                    millis[n] = (System.nanoTime() - due) / 1e6;
                });
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private static void ask(Library library, Questions.Question question) {
        library.find(question.text(), question.tongue());
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) (sorted.length * share)];
    }

    /// The same articles again and again under other names.
    private static Library thousand(Library library, Map<Script, Classifier> learned) {
        var all = new ArrayList<Article>();
        for (int i = 0; all.size() < 1_000; i++) {
            var one = library.articles().get(i % library.articles().size());
            all.add(
                    new Article(
                            one.slug() + "-" + i,
                            one.category(),
                            one.audience(),
                            one.intents(),
                            one.screens(),
                            LocalDate.EPOCH,
                            Optional.empty(),
                            one.editions(),
                            Set.of()));
        }
        return new Library(all, true, learned);
    }
}
