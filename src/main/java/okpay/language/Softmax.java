package okpay.language;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/// Multinomial logistic regression, learned by Adam (Kingma and Ba 2015) in small batches with a
/// falling rate, a pull towards zero, and three inputs of ten left out at random. The figures were
/// chosen by cross-validation.
final class Softmax {

    private static final int ROUNDS = 15;
    private static final int BATCH = 64;
    private static final float RATE = 0.003f;
    private static final float PULL = 0.01f;
    private static final float LEFT_OUT = 0.3f;
    private static final float FIRST = 0.9f;
    private static final float SECOND = 0.999f;

    private final float[][] weights;
    private final float[] bias;

    private Softmax(float[][] weights, float[] bias) {
        this.weights = weights;
        this.bias = bias;
    }

    double[] scores(float[] row) {
        var scores = new double[weights.length];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = Floats.dot(weights[k], row) + bias[k];
        }
        return scores;
    }

    /// @param classes of the rows, from 0
    /// @param most how many classes there are
    static Softmax learn(float[][] rows, int[] classes, int most, long seed) {
        var learned = new Softmax(new float[most][rows[0].length], new float[most]);
        new Course(learned, rows, classes, seed).run();
        return learned;
    }

    /// What is only needed while learning.
    private static final class Course {

        private final Softmax learned;
        private final float[][] rows;
        private final int[] classes;
        private final Random chance;
        private final float[][] slope;
        private final float[][] first;
        private final float[][] second;
        private final int[] order;
        private int step;

        private Course(Softmax learned, float[][] rows, int[] classes, long seed) {
            this.learned = learned;
            this.rows = rows;
            this.classes = classes;
            this.chance = new Random(seed);
            int most = learned.bias.length;
            // The bias is one more weight, of an input that is always one.
            int width = rows[0].length + 1;
            this.slope = new float[most][width];
            this.first = new float[most][width];
            this.second = new float[most][width];
            this.order = new int[rows.length];
            Arrays.setAll(order, i -> i);
        }

        private void run() {
            int steps = ROUNDS * ((rows.length + BATCH - 1) / BATCH);
            for (int round = 0; round < ROUNDS; round++) {
                shuffle();
                for (int from = 0; from < order.length; from += BATCH) {
                    learn(from, Math.min(from + BATCH, order.length), steps);
                }
            }
        }

        private void shuffle() {
            for (int i = order.length - 1; i > 0; i--) {
                int other = chance.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
        }

        private void learn(int from, int to, int steps) {
            for (var row : slope) {
                Arrays.fill(row, 0);
            }
            for (int i = from; i < to; i++) {
                var row = thinned(rows[order[i]]);
                var error = Scores.probabilities(learned.scores(row), 1);
                error[classes[order[i]]] -= 1;
                for (int k = 0; k < error.length; k++) {
                    if (Math.abs(error[k]) > 1e-6) {
                        step(slope[k], (float) error[k] / (to - from), row);
                    }
                }
            }
            step++;
            double rate = RATE * 0.5 * (1 + Math.cos(Math.PI * step / steps));
            double fair = Math.sqrt(1 - Math.pow(SECOND, step)) / (1 - Math.pow(FIRST, step));
            for (int k = 0; k < slope.length; k++) {
                move(k, (float) (rate * fair));
            }
        }

        private static void step(float[] slope, float factor, float[] row) {
            for (int i = 0; i < row.length; i++) {
                slope[i] += factor * row[i];
            }
            slope[row.length] += factor;
        }

        private float[] thinned(float[] row) {
            var some = new float[row.length];
            for (int i = 0; i < row.length; i++) {
                some[i] = chance.nextFloat() < LEFT_OUT ? 0 : row[i] / (1 - LEFT_OUT);
            }
            return some;
        }

        private void move(int k, float rate) {
            var weights = learned.weights[k];
            for (int i = 0; i < weights.length; i++) {
                weights[i] -= rate * direction(k, i, slope[k][i] + PULL * weights[i]);
            }
            int last = weights.length;
            learned.bias[k] -= rate * direction(k, last, slope[k][last]);
        }

        private float direction(int k, int i, float slope) {
            first[k][i] += (1 - FIRST) * (slope - first[k][i]);
            second[k][i] += (1 - SECOND) * (slope * slope - second[k][i]);
            return first[k][i] / ((float) Math.sqrt(second[k][i]) + 1e-8f);
        }
    }

    void write(DataOutput to) throws IOException {
        Floats.write(to, weights);
        Floats.write(to, bias);
    }

    static Softmax read(DataInput from) throws IOException {
        return new Softmax(Floats.readAll(from), Floats.read(from));
    }
}
