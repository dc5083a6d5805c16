package okpay.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/// Learns to tell intents apart from examples. How sure it may be, and what is none of them, it
/// learns from examples it was not shown: four times three quarters of them.
public final class Lesson {

    private static final int FOLDS = 4;
    private static final int HEAD = 400;

    private final List<String> intents;
    private final List<Encoded> texts;
    private final int[] classes;
    private final List<Encoded> outside;
    private final double accepted;
    private final long seed;
    private final Steps steps;

    private Lesson(
            List<String> intents,
            List<Encoded> texts,
            int[] classes,
            List<Encoded> outside,
            double accepted,
            long seed,
            Steps steps) {
        this.intents = intents;
        this.texts = texts;
        this.classes = classes;
        this.outside = outside;
        this.accepted = accepted;
        this.seed = seed;
        this.steps = steps;
    }

    /// Counts what is done of all there is to do.
    private static final class Steps {
        private final AtomicInteger done = new AtomicInteger();
        private final int all;
        private final DoubleConsumer progress;

        Steps(int all, DoubleConsumer progress) {
            this.all = all;
            this.progress = progress;
        }

        void more(int steps) {
            progress.accept(Math.min(1, (double) done.addAndGet(steps) / all));
        }
    }

    /// What was learned, and how well it will do.
    ///
    /// @param accuracy by cross-validation
    /// @param strangersFound the share of what is outside that was recognised, by cross-validation
    /// @param guessed what each example was taken for, in their order, by cross-validation
    /// @param confused what was taken for what, by cross-validation, the most frequent first
    public record Learned(
            Classifier classifier,
            double accuracy,
            double strangersFound,
            List<String> guessed,
            List<Confusion> confused) {}

    public record Confusion(String intent, String takenFor, int times) {}

    /// @param examples at least four of each intent, of at least two intents
    /// @param outside at least four texts about anything else
    /// @param accepted the share of what is known that shall be recognised as known, such as 0.97
    /// @param seed the same seed learns the same
    /// @param progress is told now and then how much is done, 0 to 1
    public static Learned learn(
            Encoders encoders,
            List<Example> examples,
            List<String> outside,
            double accepted,
            long seed,
            DoubleConsumer progress) {
        var intents = List.copyOf(new TreeSet<>(examples.stream().map(Example::intent).toList()));
        if (intents.size() < 2 || outside.size() < FOLDS) {
            throw new IllegalArgumentException("At least two intents, and something outside");
        }
        var numbers = new HashMap<String, Integer>();
        intents.forEach(it -> numbers.put(it, numbers.size()));
        var classes = examples.stream().mapToInt(it -> numbers.get(it.intent())).toArray();
        // A head is as much work as some hundred texts.
        int heads = (FOLDS + 1) * HEAD * encoders.heads();
        var steps = new Steps(examples.size() + outside.size() + heads, progress);
        var texts = encoded(encoders, examples.stream().map(Example::text).toList(), steps);
        var others = encoded(encoders, outside, steps);
        return new Lesson(intents, texts, classes, others, accepted, seed, steps).learn();
    }

    private static List<Encoded> encoded(Encoders encoders, List<String> texts, Steps steps) {
        return texts.parallelStream()
                .map(it -> {
                    var encoded = encoders.encode(it);
                    steps.more(1);
                    return encoded;
                })
                .toList();
    }

    /// A text that was not shown, and what was thought of it.
    ///
    /// @param right its class; -1 when it is outside
    /// @param index which example it is; -1 when it is outside
    private record Judged(
            Encoded text, int right, int index, List<double[]> scores, Novelty novelty) {

        private double[] sum(double[] warmths) {
            var sum = new double[scores.getFirst().length];
            for (int h = 0; h < warmths.length; h++) {
                Classifier.add(sum, Scores.logs(scores.get(h), warmths[h]));
            }
            return sum;
        }

        private double[] signs(double[] warmths) {
            return novelty.signs(text, sum(warmths));
        }
    }

    private Learned learn() {
        var fold = folds();
        var all =
                IntStream.range(0, FOLDS)
                        .parallel()
                        .boxed()
                        .flatMap(it -> judged(fold, it).stream())
                        .toList();
        var known = all.stream().filter(it -> it.right >= 0).toList();
        var right = known.stream().mapToInt(Judged::right).toArray();
        var warmths =
                IntStream.range(0, known.getFirst().scores.size())
                        .mapToDouble(h ->
                                Scores.warmth(
                                        known.stream().map(it -> it.scores.get(h)).toList(), right))
                        .toArray();
        var sums = known.stream().map(it -> it.sum(warmths)).toList();
        var novelty =
                novelty(texts, classes, outside)
                        .measured(known.stream().map(it -> it.signs(warmths)).toList(), accepted);
        var classifier =
                new Classifier(
                        intents,
                        heads(texts, classes),
                        warmths,
                        Scores.warmth(sums, right),
                        novelty);
        var guessed = sums.stream().mapToInt(Scores::best).toArray();
        return new Learned(
                classifier,
                accuracy(guessed, right),
                found(all, novelty, warmths),
                inOrder(guessed, known),
                confused(guessed, right));
    }

    private static double found(List<Judged> all, Novelty novelty, double[] warmths) {
        return all.stream()
                .filter(it -> it.right < 0)
                .mapToDouble(it -> novelty.isFamiliar(it.signs(warmths)) ? 0 : 1)
                .average()
                .orElseThrow();
    }

    private List<String> inOrder(int[] guessed, List<Judged> known) {
        var all = new String[guessed.length];
        for (int i = 0; i < guessed.length; i++) {
            all[known.get(i).index] = intents.get(guessed[i]);
        }
        return List.of(all);
    }

    /// In turn within each class, so that every fold has some of each.
    private int[] folds() {
        var seen = new int[intents.size()];
        return Arrays.stream(classes).map(it -> seen[it]++ % FOLDS).toArray();
    }

    private List<Judged> judged(int[] fold, int now) {
        var shown = IntStream.range(0, fold.length).filter(i -> fold[i] != now).toArray();
        var some = Arrays.stream(shown).mapToObj(texts::get).toList();
        var their = Arrays.stream(shown).map(i -> classes[i]).toArray();
        var heads = heads(some, their);
        var others = IntStream.range(0, outside.size()).filter(i -> i % FOLDS != now);
        var novelty = novelty(some, their, others.mapToObj(outside::get).toList());
        var judged = new ArrayList<Judged>();
        for (int i = now; i < outside.size(); i += FOLDS) {
            judged.add(judged(outside.get(i), -1, -1, heads, novelty));
        }
        for (int i = 0; i < fold.length; i++) {
            if (fold[i] == now) {
                judged.add(judged(texts.get(i), classes[i], i, heads, novelty));
            }
        }
        return judged;
    }

    private static Judged judged(
            Encoded text, int right, int index, List<Head> heads, Novelty novelty) {
        var scores = heads.stream().map(it -> it.scores(text)).toList();
        return new Judged(text, right, index, scores, novelty);
    }

    private List<Head> heads(List<Encoded> some, int[] their) {
        var heads = new ArrayList<Head>();
        int encoders = some.getFirst().vectors().size();
        for (int encoder = 0; encoder < encoders; encoder++) {
            heads.add(DenseHead.learn(some, their, intents.size(), encoder, seed));
            steps.more(HEAD);
        }
        if (encoders > 1) {
            heads.add(DenseHead.learn(some, their, intents.size(), DenseHead.ALL, seed + 1));
            steps.more(HEAD);
        }
        heads.add(WordHead.learn(some, their, intents.size(), seed));
        steps.more(HEAD);
        return heads;
    }

    private Novelty novelty(List<Encoded> some, int[] their, List<Encoded> others) {
        return Novelty.learn(some, their, intents.size(), others, seed);
    }

    private static double accuracy(int[] guessed, int[] right) {
        return IntStream.range(0, right.length).filter(i -> guessed[i] == right[i]).count()
                / (double) right.length;
    }

    private List<Confusion> confused(int[] guessed, int[] right) {
        var times = new HashMap<List<Integer>, Integer>();
        for (int i = 0; i < right.length; i++) {
            if (guessed[i] != right[i]) {
                times.merge(List.of(right[i], guessed[i]), 1, Integer::sum);
            }
        }
        return times.entrySet().stream()
                .map(it ->
                        new Confusion(
                                intents.get(it.getKey().getFirst()),
                                intents.get(it.getKey().getLast()),
                                it.getValue()))
                .sorted(java.util.Comparator.comparingInt(it -> -it.times()))
                .toList();
    }
}
