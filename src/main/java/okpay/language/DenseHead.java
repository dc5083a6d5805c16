package okpay.language;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/// Multinomial logistic regression over the vectors of one encoder, or of all together. Each number
/// is measured in standard deviations first: that alone is worth half a point of accuracy.
final class DenseHead implements Head {

    static final int ALL = -1;

    private final int encoder;
    private final float[] mean;
    private final float[] scale;
    private final Softmax softmax;

    private DenseHead(int encoder, float[] mean, float[] scale, Softmax softmax) {
        this.encoder = encoder;
        this.mean = mean;
        this.scale = scale;
        this.softmax = softmax;
    }

    static DenseHead learn(List<Encoded> texts, int[] classes, int most, int encoder, long seed) {
        var rows = texts.stream().map(it -> vector(it, encoder)).toArray(float[][]::new);
        int width = rows[0].length;
        var mean = new float[width];
        for (var row : rows) {
            Floats.add(mean, 1f / rows.length, row);
        }
        var scale = new float[width];
        for (int i = 0; i < width; i++) {
            double sum = 0;
            for (var row : rows) {
                sum += (row[i] - mean[i]) * (row[i] - mean[i]);
            }
            scale[i] = (float) (1 / Math.sqrt(Math.max(sum / rows.length, 1e-10)));
        }
        var standard = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            standard[i] = standard(rows[i], mean, scale);
        }
        return new DenseHead(encoder, mean, scale, Softmax.learn(standard, classes, most, seed));
    }

    private static float[] vector(Encoded text, int encoder) {
        return encoder == ALL ? text.together() : text.vectors().get(encoder);
    }

    private static float[] standard(float[] row, float[] mean, float[] scale) {
        var standard = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            standard[i] = (row[i] - mean[i]) * scale[i];
        }
        return standard;
    }

    @Override
    public double[] scores(Encoded text) {
        return softmax.scores(standard(vector(text, encoder), mean, scale));
    }

    @Override
    public void write(DataOutput to) throws IOException {
        to.writeBoolean(true);
        to.writeInt(encoder);
        Floats.write(to, mean);
        Floats.write(to, scale);
        softmax.write(to);
    }

    static DenseHead read(DataInput from) throws IOException {
        return new DenseHead(
                from.readInt(), Floats.read(from), Floats.read(from), Softmax.read(from));
    }
}
