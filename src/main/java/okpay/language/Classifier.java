package okpay.language;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import okpay.language.Reading.Guess;

/// Tells what a text is about: several heads, each made as sure as it may be, added up.
public final class Classifier {

    private static final int GUESSES = 5;

    /// Changes with what is written, and with the way it is learned.
    public static final int LAYOUT = 1;

    private final List<String> intents;
    private final List<Head> heads;
    private final double[] warmths;
    private final double warmth;
    private final Novelty novelty;

    /// @param warmths of each head
    /// @param warmth of their sum
    Classifier(
            List<String> intents,
            List<Head> heads,
            double[] warmths,
            double warmth,
            Novelty novelty) {
        this.intents = List.copyOf(intents);
        this.heads = List.copyOf(heads);
        this.warmths = warmths.clone();
        this.warmth = warmth;
        this.novelty = novelty;
    }

    /// @param encoders those it learned with
    public Reading read(String text, Encoders encoders) {
        return read(encoders.encode(text));
    }

    /// @param encoded by the encoders it learned with
    public Reading read(Encoded encoded) {
        var sum = new double[intents.size()];
        for (int h = 0; h < heads.size(); h++) {
            add(sum, Scores.logs(heads.get(h).scores(encoded), warmths[h]));
        }
        var probabilities = Scores.probabilities(sum, warmth);
        var guesses =
                IntStream.range(0, sum.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> -probabilities[k]))
                        .limit(GUESSES)
                        .map(k -> new Guess(intents.get(k), probabilities[k]))
                        .toList();
        return new Reading(guesses, novelty.isFamiliar(novelty.signs(encoded, sum)));
    }

    static void add(double[] sum, double[] more) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += more[k];
        }
    }

    public void write(DataOutput to) throws IOException {
        to.writeInt(LAYOUT);
        to.writeInt(intents.size());
        for (var intent : intents) {
            to.writeUTF(intent);
        }
        to.writeInt(heads.size());
        for (int h = 0; h < heads.size(); h++) {
            to.writeDouble(warmths[h]);
            heads.get(h).write(to);
        }
        to.writeDouble(warmth);
        novelty.write(to);
    }

    /// What [#write] wrote; an exception when it is anything else.
    public static Classifier read(DataInput from) throws IOException {
        if (from.readInt() != LAYOUT) {
            throw new IOException("It was written by another version");
        }
        var intents = new ArrayList<String>();
        for (int left = from.readInt(); left > 0; left--) {
            intents.add(from.readUTF());
        }
        int most = from.readInt();
        var warmths = new double[most];
        var heads = new ArrayList<Head>();
        for (int h = 0; h < most; h++) {
            warmths[h] = from.readDouble();
            heads.add(Head.read(from));
        }
        return new Classifier(intents, heads, warmths, from.readDouble(), Novelty.read(from));
    }
}
