package okpay.language;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Rows of numbers: multiplied, written and read.
final class Floats {

    private static final int MOST = 50_000_000;

    private Floats() {}

    static float dot(float[] a, float[] b) {
        float even = 0;
        float odd = 0;
        int i = 0;
        for (; i + 1 < a.length; i += 2) {
            even += a[i] * b[i];
            odd += a[i + 1] * b[i + 1];
        }
        return i < a.length ? even + odd + a[i] * b[i] : even + odd;
    }

    /// `sum += factor * of`
    static void add(float[] sum, float factor, float[] of) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * of[i];
        }
    }

    static void write(DataOutput to, float[] row) throws IOException {
        to.writeInt(row.length);
        for (float one : row) {
            to.writeFloat(one);
        }
    }

    static void write(DataOutput to, float[][] rows) throws IOException {
        to.writeInt(rows.length);
        for (var row : rows) {
            write(to, row);
        }
    }

    static float[] read(DataInput from) throws IOException {
        var row = new float[length(from)];
        for (int i = 0; i < row.length; i++) {
            row[i] = from.readFloat();
        }
        return row;
    }

    static float[][] readAll(DataInput from) throws IOException {
        var rows = new float[length(from)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = read(from);
        }
        return rows;
    }

    private static int length(DataInput from) throws IOException {
        int length = from.readInt();
        if (length < 0 || length > MOST) {
            throw new IOException("A row of %d numbers".formatted(length));
        }
        return length;
    }
}
