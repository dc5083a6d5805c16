package okpay.channels.phone;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Sound one recognises: tones of half a second, one after the other.
final class Melody {

    private static final int TONE = 500;

    /// How far a tone may be off, in hertz.
    private static final int NEAR = 15;

    private Melody() {}

    static byte[] of(int... hertz) {
        var all = new ByteArrayOutputStream();
        for (int it : hertz) {
            all.writeBytes(Sound.tone(it, TONE));
        }
        return all.toByteArray();
    }

    /// The tones that are heard, each once where it lasts.
    ///
    /// @param known the tones there may be; all else is between them
    static List<Integer> heard(byte[] linear, List<Integer> known) {
        var all = ByteBuffer.wrap(linear).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var tones = new ArrayList<Integer>();
        int window = Sound.RATE / 10;
        int before = 0;
        for (int at = 0; at + window <= all.limit(); at += window / 2) {
            int hertz = hertz(all, at, window);
            // Where a tone ends within a window it seems lower, once.
            boolean isSteady = Math.abs(hertz - before) <= NEAR;
            before = hertz;
            known.stream()
                    .filter(it -> isSteady && Math.abs(it - hertz) <= NEAR)
                    .filter(it -> tones.isEmpty() || !tones.getLast().equals(it))
                    .forEach(tones::add);
        }
        return tones;
    }

    /// How often it goes up through zero in a second; 0 where it is quiet.
    private static int hertz(java.nio.ShortBuffer all, int from, int window) {
        int ups = 0;
        int loudest = 0;
        for (int i = from + 1; i < from + window; i++) {
            ups += all.get(i - 1) < 0 && all.get(i) >= 0 ? 1 : 0;
            loudest = Math.max(loudest, all.get(i));
        }
        return loudest < 3_000 ? 0 : ups * Sound.RATE / window;
    }

    /// One ear of a recording.
    ///
    /// @param wav two channels of A-law
    /// @param side 0 for the left
    /// @return linear
    static byte[] ear(byte[] wav, int side) {
        int head = 58;
        var one = new ByteArrayOutputStream();
        for (int at = head + side; at < wav.length; at += 2) {
            one.write(wav[at]);
        }
        return Sound.Law.PCMA.decode(one.toByteArray());
    }
}
