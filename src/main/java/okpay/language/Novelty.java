package okpay.language;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Whether a text is about anything that was learned at all. A classifier's own doubt finds two of
/// three strangers; four signs together find nearly all: how near the nearest example lies, how
/// near the middle of the nearest class, how far the best class leads, and what a head says that
/// has seen strangers.
final class Novelty {

    private static final int SIGNS = 4;

    private final float[][] examples;
    private final float[][] middles;
    private final DenseHead stranger;
    private final double[] mean;
    private final double[] spread;
    private final double least;

    private Novelty(
            float[][] examples,
            float[][] middles,
            DenseHead stranger,
            double[] mean,
            double[] spread,
            double least) {
        this.examples = examples;
        this.middles = middles;
        this.stranger = stranger;
        this.mean = mean;
        this.spread = spread;
        this.least = least;
    }

    /// Learns what is known; what is far from it is told by [#measured].
    ///
    /// @param outside texts about other things
    static Novelty learn(
            List<Encoded> texts, int[] classes, int most, List<Encoded> outside, long seed) {
        var examples = texts.stream().map(Novelty::vector).toArray(float[][]::new);
        var middles = new float[most][examples[0].length];
        for (int i = 0; i < examples.length; i++) {
            Floats.add(middles[classes[i]], 1, examples[i]);
        }
        for (var middle : middles) {
            float length = (float) Math.sqrt(Math.max(Floats.dot(middle, middle), 1e-12f));
            for (int i = 0; i < middle.length; i++) {
                middle[i] *= (float) Math.sqrt(2) / length;
            }
        }
        var both = new ArrayList<>(texts);
        both.addAll(outside);
        var sides = IntStream.range(0, both.size()).map(i -> i < texts.size() ? 0 : 1).toArray();
        return new Novelty(
                examples,
                middles,
                DenseHead.learn(both, sides, 2, DenseHead.ALL, seed),
                new double[SIGNS],
                ones(),
                0);
    }

    private static double[] ones() {
        var ones = new double[SIGNS];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static float[] vector(Encoded text) {
        return text.vectors().getFirst();
    }

    /// The same, with what its signs are for texts that are known but were not learned.
    ///
    /// @param accepted the share of them that shall be recognised
    Novelty measured(List<double[]> signs, double accepted) {
        var mean = new double[SIGNS];
        var spread = new double[SIGNS];
        for (int k = 0; k < SIGNS; k++) {
            int sign = k;
            mean[k] = signs.stream().mapToDouble(it -> it[sign]).average().orElse(0);
            double middle = mean[k];
            spread[k] =
                    Math.sqrt(
                            Math.max(
                                    signs.stream()
                                            .mapToDouble(it -> it[sign] - middle)
                                            .map(it -> it * it)
                                            .average()
                                            .orElse(1),
                                    1e-12));
        }
        var sums = signs.stream().mapToDouble(it -> sum(it, mean, spread)).sorted().toArray();
        double least = sums[(int) Math.floor((1 - accepted) * sums.length)];
        return new Novelty(examples, middles, stranger, mean, spread, least);
    }

    /// Each the larger, the better known a text is.
    ///
    /// @param scores of the classes
    double[] signs(Encoded text, double[] scores) {
        var vector = vector(text);
        var sorted = Arrays.stream(scores).sorted().toArray();
        var sides = stranger.scores(text);
        return new double[] {
            nearest(vector, examples),
            nearest(vector, middles),
            sorted[sorted.length - 1] - sorted[Math.max(0, sorted.length - 2)],
            sides[0] - sides[1]
        };
    }

    private static double nearest(float[] vector, float[][] others) {
        float most = Float.NEGATIVE_INFINITY;
        for (var other : others) {
            most = Math.max(most, Floats.dot(vector, other));
        }
        return most;
    }

    boolean isFamiliar(double[] signs) {
        return sum(signs, mean, spread) >= least;
    }

    private static double sum(double[] signs, double[] mean, double[] spread) {
        return IntStream.range(0, SIGNS).mapToDouble(k -> (signs[k] - mean[k]) / spread[k]).sum();
    }

    void write(DataOutput to) throws IOException {
        Floats.write(to, examples);
        Floats.write(to, middles);
        stranger.write(to);
        for (int k = 0; k < SIGNS; k++) {
            to.writeDouble(mean[k]);
            to.writeDouble(spread[k]);
        }
        to.writeDouble(least);
    }

    static Novelty read(DataInput from) throws IOException {
        var examples = Floats.readAll(from);
        var middles = Floats.readAll(from);
        if (!(Head.read(from) instanceof DenseHead stranger)) {
            throw new IOException("Another head was written");
        }
        var mean = new double[SIGNS];
        var spread = new double[SIGNS];
        for (int k = 0; k < SIGNS; k++) {
            mean[k] = from.readDouble();
            spread[k] = from.readDouble();
        }
        return new Novelty(examples, middles, stranger, mean, spread, from.readDouble());
    }
}
