package okpay.language;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// How much of "these two ask the same" lies in what the product knows of a text: learned from
/// pairs of which that is known, by what the encoders make of both, number by number, and by the
/// characters they share. For measuring.
public final class Sameness {

    private static final int SAME = 1;

    private final DenseHead head;

    private Sameness(DenseHead head) {
        this.head = head;
    }

    /// Two texts, and whether they ask the same.
    public record Pair(Encoded one, Encoded other, boolean isSame) {}

    /// @param seed the same seed learns the same
    public static Sameness learn(List<Pair> pairs, long seed) {
        var both = pairs.stream().map(it -> compared(it.one, it.other)).toList();
        var sides = pairs.stream().mapToInt(it -> it.isSame ? SAME : 0).toArray();
        return new Sameness(DenseHead.learn(both, sides, 2, DenseHead.ALL, seed));
    }

    /// How near two meanings lie.
    public static double near(float[] one, float[] other) {
        return Floats.dot(one, other);
    }

    /// How sure it is that they ask the same, 0 to 1.
    public double of(Encoded one, Encoded other) {
        return Scores.probabilities(head.scores(compared(one, other)), 1)[SAME];
    }

    private static Encoded compared(Encoded one, Encoded other) {
        var a = one.together();
        var b = other.together();
        var both = new float[2 * a.length + 5];
        for (int i = 0; i < a.length; i++) {
            both[i] = Math.abs(a[i] - b[i]);
            both[a.length + i] = a[i] * b[i];
        }
        int at = 2 * a.length;
        both[at++] = Floats.dot(a, b);
        for (int length = 1; length <= 3; length++) {
            both[at++] = shared(pieces(one.plain(), length), pieces(other.plain(), length));
        }
        both[at] =
                (float)
                        Math.abs(
                                Math.log(
                                        (one.plain().length() + 1.0)
                                                / (other.plain().length() + 1)));
        return new Encoded("", List.of(both));
    }

    private static Set<String> pieces(String plain, int length) {
        var pieces = new HashSet<String>();
        IntStream.rangeClosed(0, plain.length() - length)
                .forEach(i -> pieces.add(plain.substring(i, i + length)));
        return pieces;
    }

    private static float shared(Set<String> some, Set<String> others) {
        long both = some.stream().filter(others::contains).count();
        long all = some.size() + others.size() - both;
        return all == 0 ? 0 : (float) both / all;
    }
}
