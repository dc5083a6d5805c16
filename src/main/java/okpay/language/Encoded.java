package okpay.language;

import java.util.List;

/// A text and what each encoder makes of it.
///
/// @param vectors of an encoder: the whole text in the first half, the mean of its pieces in the
///   second, each half of length one
public record Encoded(String plain, List<float[]> vectors) {

    /// All of them, one after the other.
    float[] together() {
        var all = new float[vectors.stream().mapToInt(it -> it.length).sum()];
        int at = 0;
        for (var vector : vectors) {
            System.arraycopy(vector, 0, all, at, vector.length);
            at += vector.length;
        }
        return all;
    }
}
