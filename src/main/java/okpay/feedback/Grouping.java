package okpay.feedback;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Puts together what means the same: each text goes to the group whose middle is nearest to it, if
/// any is near enough, else it begins one of its own. Groups are named by whoever asks.
///
/// @param <K> names a group
public final class Grouping<K> {

    private final double near;
    private final Map<K, float[]> sums = new LinkedHashMap<>();

    /// @param near how near a text has to be to the middle of a group, as a cosine
    public Grouping(double near) {
        this.near = near;
    }

    /// A group there is already.
    ///
    /// @param sum of the meanings of what lies in it
    public void put(K group, float[] sum) {
        sums.put(group, sum.clone());
    }

    /// The group nearest to a text, if it is near enough.
    ///
    /// @param meaning of length one
    public Optional<K> nearest(float[] meaning) {
        K best = null;
        double most = near;
        for (var it : sums.entrySet()) {
            double like = cosine(it.getValue(), meaning);
            if (like >= most) {
                most = like;
                best = it.getKey();
            }
        }
        return Optional.ofNullable(best);
    }

    /// The text lies in this group now.
    ///
    /// @return the sum of all in it
    public float[] add(K group, float[] meaning) {
        var sum = sums.computeIfAbsent(group, _ -> new float[meaning.length]);
        for (int i = 0; i < meaning.length; i++) {
            sum[i] += meaning[i];
        }
        return sum.clone();
    }

    /// How like a text is to a group.
    private static double cosine(float[] sum, float[] meaning) {
        double inner = 0;
        double square = 0;
        for (int i = 0; i < sum.length; i++) {
            inner += sum[i] * meaning[i];
            square += sum[i] * sum[i];
        }
        return square == 0 ? 0 : inner / Math.sqrt(square);
    }
}
