package okpay.language;

import java.util.List;

/// The encoders of one script: several see more than one.
public final class Encoders implements AutoCloseable {

    private final List<Encoder> encoders;

    private Encoders(List<Encoder> encoders) {
        this.encoders = encoders;
    }

    /// Loads them; about 60 MB for English, 24 MB for Chinese, and as much again at work.
    public static Encoders of(Script script) {
        return new Encoders(
                switch (script) {
                    case CHINESE -> List.of(new Encoder("bge-small-zh-v1.5-q"));
                    case ENGLISH ->
                            List.of(
                                    new Encoder("bge-small-en-v1.5-q"),
                                    new Encoder("all-minilm-l6-v2-q"));
                });
    }

    /// How large the models are.
    public long bytes() {
        return encoders.stream().mapToLong(Encoder::bytes).sum();
    }

    /// A text in numbers.
    Encoded encode(String text) {
        var plain = Plain.of(text);
        return new Encoded(plain, encoders.stream().map(it -> it.encode(plain)).toList());
    }

    @Override
    public void close() {
        encoders.forEach(Encoder::close);
    }
}
