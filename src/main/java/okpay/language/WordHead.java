package okpay.language;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A linear support vector machine over words, pairs of words and runs of letters, the rarer the
/// heavier (TF-IDF): knows the exact words that encoders blur.
final class WordHead implements Head {

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int SHORTEST = 2;
    private static final int LONGEST = 5;
    private static final int LONGEST_HAN = 3;

    private final Map<String, Integer> index;
    private final float[] rarity;
    private final float[][] weights;

    private WordHead(Map<String, Integer> index, float[] rarity, float[][] weights) {
        this.index = index;
        this.rarity = rarity;
        this.weights = weights;
    }

    static WordHead learn(List<Encoded> texts, int[] classes, int most, long seed) {
        var seen = new HashMap<String, Integer>();
        texts.forEach(it ->
                grams(it.plain()).keySet().forEach(gram -> seen.merge(gram, 1, Integer::sum)));
        int least = texts.size() > 3_000 ? 2 : 1;
        var kept = new TreeSet<String>();
        seen.forEach((gram, times) -> {
            if (times >= least) {
                kept.add(gram);
            }
        });
        var index = new HashMap<String, Integer>();
        var rarity = new float[kept.size()];
        for (var gram : kept) {
            rarity[index.size()] =
                    (float) (Math.log((1.0 + texts.size()) / (1 + seen.getOrDefault(gram, 0))) + 1);
            index.put(gram, index.size());
        }
        var head = new WordHead(index, rarity, new float[most][rarity.length]);
        head.learn(texts, classes, seed);
        return head;
    }

    private void learn(List<Encoded> texts, int[] classes, long seed) {
        var problem = new Problem();
        problem.l = texts.size();
        problem.n = rarity.length;
        problem.x = texts.stream().map(it -> features(it.plain())).toArray(Feature[][]::new);
        problem.y = java.util.Arrays.stream(classes).asDoubleStream().toArray();
        var parameter = new Parameter(SolverType.L2R_L2LOSS_SVC_DUAL, 1, 0.1);
        parameter.setRandom(new java.util.Random(seed));
        Linear.disableDebugOutput();
        var model = Linear.train(problem, parameter);
        var labels = model.getLabels();
        var learned = model.getFeatureWeights();
        if (labels.length == 2) {
            // One row for both: what speaks for the first speaks against the second.
            for (int i = 0; i < rarity.length; i++) {
                weights[labels[0]][i] = (float) learned[i];
                weights[labels[1]][i] = (float) -learned[i];
            }
            return;
        }
        for (int i = 0; i < rarity.length; i++) {
            for (int k = 0; k < labels.length; k++) {
                weights[labels[k]][i] = (float) learned[i * labels.length + k];
            }
        }
    }

    private Feature[] features(String plain) {
        var found = new TreeMap<Integer, Double>();
        double sum = 0;
        for (var gram : grams(plain).entrySet()) {
            var at = index.get(gram.getKey());
            if (at != null) {
                double weight = (1 + Math.log(gram.getValue())) * rarity[at];
                found.put(at, weight);
                sum += weight * weight;
            }
        }
        double length = Math.sqrt(Math.max(sum, 1e-12));
        return found.entrySet().stream()
                .map(it -> new FeatureNode(it.getKey() + 1, it.getValue() / length))
                .toArray(Feature[]::new);
    }

    private static Map<String, Integer> grams(String plain) {
        var grams = new HashMap<String, Integer>();
        var text = BETWEEN.matcher(plain).replaceAll(" ").strip();
        if (Script.of(text) == Script.CHINESE) {
            runs(text, 1, LONGEST_HAN, grams);
            return grams;
        }
        var words = text.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            grams.merge("=" + words[i], 1, Integer::sum);
            if (i + 1 < words.length) {
                grams.merge("=" + words[i] + " " + words[i + 1], 1, Integer::sum);
            }
            runs(" " + words[i] + " ", SHORTEST, LONGEST, grams);
        }
        return grams;
    }

    private static void runs(String text, int shortest, int longest, Map<String, Integer> grams) {
        for (int length = shortest; length <= longest; length++) {
            for (int at = 0; at + length <= text.length(); at++) {
                grams.merge(text.substring(at, at + length), 1, Integer::sum);
            }
        }
    }

    @Override
    public double[] scores(Encoded text) {
        var scores = new double[weights.length];
        for (var feature : features(text.plain())) {
            for (int k = 0; k < scores.length; k++) {
                scores[k] += feature.getValue() * weights[k][feature.getIndex() - 1];
            }
        }
        return scores;
    }

    @Override
    public void write(DataOutput to) throws IOException {
        to.writeBoolean(false);
        to.writeInt(index.size());
        for (var gram : index.entrySet()) {
            to.writeUTF(gram.getKey());
            to.writeInt(gram.getValue());
        }
        Floats.write(to, rarity);
        Floats.write(to, weights);
    }

    static WordHead read(DataInput from) throws IOException {
        var index = new HashMap<String, Integer>();
        for (int left = from.readInt(); left > 0; left--) {
            index.put(from.readUTF(), from.readInt());
        }
        return new WordHead(index, Floats.read(from), Floats.readAll(from));
    }
}
