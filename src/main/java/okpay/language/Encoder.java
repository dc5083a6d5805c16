package okpay.language;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Turns a text into numbers that lie near those of texts that mean the same, by a BERT encoder in
/// this process. Any number of threads may ask at once.
final class Encoder implements AutoCloseable {

    private static final int MOST_PIECES = 128;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final WordPiece pieces;
    private final long bytes;
    private final boolean isFirst;

    /// @param name of a model on the class path: `NAME.onnx` and `NAME-tokenizer.json`
    /// @param isFirst it was made so that its first vector stands for the whole text; else the mean
    Encoder(String name, boolean isFirst) {
        this.isFirst = isFirst;
        try (var options = new OrtSession.SessionOptions()) {
            var model = resource(name + ".onnx");
            options.setIntraOpNumThreads(1);
            session = environment.createSession(model, options);
            bytes = model.length;
            pieces = new WordPiece(vocabulary(resource(name + "-tokenizer.json")));
        } catch (OrtException | IOException e) {
            throw new IllegalStateException("The encoder %s cannot be used".formatted(name), e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (var file = Encoder.class.getClassLoader().getResourceAsStream(name)) {
            if (file == null) {
                throw new FileNotFoundException(name);
            }
            return file.readAllBytes();
        }
    }

    private static Map<String, Integer> vocabulary(byte[] tokenizer) {
        var numbers = new HashMap<String, Integer>();
        JsonMapper.shared()
                .readTree(tokenizer)
                .path("model")
                .path("vocab")
                .forEachEntry((piece, number) -> numbers.put(piece, number.asInt()));
        return numbers;
    }

    /// How large the model is.
    long bytes() {
        return bytes;
    }

    /// The vector of the whole text and the mean of its pieces, each of length one, one after the
    /// other: together they tell more than either.
    float[] encode(String text) {
        var numbers = pieces.numbers(text, MOST_PIECES);
        var seen = new long[numbers.length];
        Arrays.fill(seen, 1);
        try (var ids = tensor(numbers);
                var mask = tensor(seen);
                var types = tensor(new long[numbers.length]);
                var out =
                        session.run(
                                Map.of(
                                        "input_ids", ids,
                                        "attention_mask", mask,
                                        "token_type_ids", types))) {
            return pooled(((float[][][]) out.get(0).getValue())[0]);
        } catch (OrtException e) {
            throw new IllegalStateException("A text could not be encoded", e);
        }
    }

    /// The half of [#encode] by which this encoder was made to compare texts.
    float[] meaning(float[] both) {
        int width = both.length / 2;
        return isFirst ? Arrays.copyOf(both, width) : Arrays.copyOfRange(both, width, 2 * width);
    }

    private OnnxTensor tensor(long[] row) throws OrtException {
        return OnnxTensor.createTensor(environment, new long[][] {row});
    }

    private static float[] pooled(float[][] pieces) {
        int width = pieces[0].length;
        var both = Arrays.copyOf(pieces[0], 2 * width);
        for (var piece : pieces) {
            for (int i = 0; i < width; i++) {
                both[width + i] += piece[i];
            }
        }
        shorten(both, 0, width);
        shorten(both, width, width);
        return both;
    }

    private static void shorten(float[] vector, int from, int width) {
        double sum = 0;
        for (int i = from; i < from + width; i++) {
            sum += (double) vector[i] * vector[i];
        }
        float factor = (float) (1 / Math.sqrt(Math.max(sum, 1e-12)));
        for (int i = from; i < from + width; i++) {
            vector[i] *= factor;
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
