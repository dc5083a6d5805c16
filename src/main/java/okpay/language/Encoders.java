package okpay.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The encoders of one script: several see more than one.
public final class Encoders implements AutoCloseable {

    private static final Map<Script, Encoders> SHARED = new ConcurrentHashMap<>();

    private final List<Encoder> encoders;

    private Encoders(List<Encoder> encoders) {
        this.encoders = encoders;
    }

    /// Loads them; about 60 MB for English, 24 MB for Chinese, and as much again at work.
    public static Encoders of(Script script) {
        // Only the models of the bge family were made so that the first vector stands for all.
        return new Encoders(
                models(script).stream().map(it -> new Encoder(it, it.startsWith("bge"))).toList());
    }

    /// Loaded by whoever asks first, for everybody in this process, and never closed.
    public static Encoders shared(Script script) {
        return SHARED.computeIfAbsent(script, Encoders::of);
    }

    /// What a text means, of length one: the nearer two texts' meanings lie (their inner product),
    /// the more they mean the same.
    public float[] meaning(Encoded text) {
        var parts = new ArrayList<float[]>();
        for (int e = 0; e < encoders.size(); e++) {
            parts.add(encoders.get(e).meaning(text.vectors().get(e)));
        }
        var all = new float[parts.stream().mapToInt(it -> it.length).sum()];
        int at = 0;
        for (var part : parts) {
            for (float x : part) {
                all[at++] = (float) (x / Math.sqrt(parts.size()));
            }
        }
        return all;
    }

    /// Which models they are: another one has another opinion.
    public static String names(Script script) {
        return String.join(" ", models(script));
    }

    private static List<String> models(Script script) {
        return switch (script) {
            case CHINESE -> List.of("bge-small-zh-v1.5-q");
            case ENGLISH -> List.of("bge-small-en-v1.5-q", "all-minilm-l6-v2-q");
        };
    }

    /// How large the models are.
    public long bytes() {
        return encoders.stream().mapToLong(Encoder::bytes).sum();
    }

    /// How many heads are learned from them: one each, one over all of several, one over words.
    int heads() {
        return encoders.size() + (encoders.size() > 1 ? 2 : 1);
    }

    /// A text in numbers.
    public Encoded encode(String text) {
        var plain = Plain.of(text);
        return new Encoded(plain, encoders.stream().map(it -> it.encode(plain)).toList());
    }

    @Override
    public void close() {
        encoders.forEach(Encoder::close);
    }
}
