package okpay.language;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// One view of a text: how well each class fits it, the higher the better.
sealed interface Head permits DenseHead, WordHead {

    double[] scores(Encoded text);

    void write(DataOutput to) throws IOException;

    static Head read(DataInput from) throws IOException {
        return from.readBoolean() ? DenseHead.read(from) : WordHead.read(from);
    }
}
