package okpay.language;

import java.util.List;
import java.util.stream.IntStream;

/// Scores of classes: as probabilities, and how warm they must be to be true.
final class Scores {

    private Scores() {}

    /// @param warmth what scores are multiplied by: above 1 surer, below 1 less sure
    static double[] probabilities(double[] scores, double warmth) {
        var logs = logs(scores, warmth);
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.exp(logs[i]);
        }
        return logs;
    }

    /// The logarithms of probabilities.
    static double[] logs(double[] scores, double warmth) {
        double most = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            most = Math.max(most, score * warmth);
        }
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score * warmth - most);
        }
        var logs = new double[scores.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = scores[i] * warmth - most - Math.log(sum);
        }
        return logs;
    }

    /// The warmth under which what was right was most probable.
    static double warmth(List<double[]> scores, int[] classes) {
        double best = 1;
        double least = Double.MAX_VALUE;
        for (double warmth = 0.05; warmth < 60; warmth *= 1.05) {
            double loss = 0;
            for (int i = 0; i < classes.length; i++) {
                loss -= logs(scores.get(i), warmth)[classes[i]];
            }
            if (loss < least) {
                least = loss;
                best = warmth;
            }
        }
        return best;
    }

    static int best(double[] scores) {
        return IntStream.range(0, scores.length)
                .reduce((a, b) -> scores[b] > scores[a] ? b : a)
                .orElseThrow();
    }
}
