package okpay.channels.phone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Sound of a telephone: 8,000 samples a second, one channel. Within the house it is 16-bit linear,
/// little endian; on the wire G.711.
final class Sound {

    static final int RATE = 8_000;

    /// Of one packet: 20 ms.
    static final int FRAME = 160;

    private static final AudioFormat LINEAR = new AudioFormat(RATE, 16, 1, true, false);

    /// Made once: the library looks for itself anew, under a lock, for each sound.
    private static final Tables MU = Tables.of(Law.PCMU.format());

    private static final Tables A = Tables.of(Law.PCMA.format());

    private Sound() {}

    /// G.711, as Europe and China or as America and Japan have it.
    enum Law {
        PCMU(0),
        PCMA(8);

        /// The static payload type (RFC 3551).
        final int payload;

        Law(int payload) {
            this.payload = payload;
        }

        private AudioFormat format() {
            var encoding = this == PCMU ? AudioFormat.Encoding.ULAW : AudioFormat.Encoding.ALAW;
            return new AudioFormat(encoding, RATE, 8, 1, 1, RATE, false);
        }

        private Tables tables() {
            return this == PCMU ? MU : A;
        }

        byte[] encode(byte[] linear) {
            return tables().encode(linear);
        }

        byte[] decode(byte[] law) {
            return tables().decode(law);
        }
    }

    /// What each sample becomes on the wire, and back.
    private record Tables(ByteBuffer encoded, ShortBuffer decoded) {

        private static final int ALL = 1 << 16;

        static Tables of(AudioFormat law) {
            var all = ByteBuffer.allocate(ALL * 2).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < ALL; i++) {
                all.putShort((short) i);
            }
            var each = new byte[256];
            for (int i = 0; i < each.length; i++) {
                each[i] = (byte) i;
            }
            var back = ByteBuffer.wrap(convert(each, law, LINEAR)).order(ByteOrder.LITTLE_ENDIAN);
            return new Tables(
                    ByteBuffer.wrap(convert(all.array(), LINEAR, law)), back.asShortBuffer());
        }

        byte[] encode(byte[] linear) {
            var law = new byte[linear.length / 2];
            for (int i = 0; i < law.length; i++) {
                law[i] = encoded.get((linear[i * 2] & 0xff) | ((linear[i * 2 + 1] & 0xff) << 8));
            }
            return law;
        }

        byte[] decode(byte[] law) {
            var linear = new byte[law.length * 2];
            for (int i = 0; i < law.length; i++) {
                short it = decoded.get(law[i] & 0xff);
                linear[i * 2] = (byte) it;
                linear[i * 2 + 1] = (byte) (it >> 8);
            }
            return linear;
        }
    }

    private static byte[] convert(byte[] from, AudioFormat was, AudioFormat becomes) {
        var in = new ByteArrayInputStream(from);
        int frames = from.length / was.getFrameSize();
        try (var out =
                AudioSystem.getAudioInputStream(becomes, new AudioInputStream(in, was, frames))) {
            return out.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// To the rate of a telephone: each sample is the mean of those it stands for.
    ///
    /// @param linear 16-bit linear, little endian, one channel
    static byte[] downsample(byte[] linear, int rate) {
        var from = ByteBuffer.wrap(linear).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        int length = (int) ((long) from.limit() * RATE / rate);
        var to = ByteBuffer.allocate(length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length; i++) {
            int begin = (int) ((long) i * rate / RATE);
            int end = Math.max(begin + 1, (int) ((long) (i + 1) * rate / RATE));
            int sum = 0;
            for (int j = begin; j < Math.min(end, from.limit()); j++) {
                sum += from.get(j);
            }
            to.putShort((short) (sum / (end - begin)));
        }
        return to.array();
    }

    /// Two who speak, one for each ear.
    ///
    /// @param left in A-law, as is the other, and as long
    static byte[] beside(byte[] left, byte[] right) {
        var both = new byte[left.length * 2];
        for (int i = 0; i < left.length; i++) {
            both[i * 2] = left[i];
            both[i * 2 + 1] = right[i];
        }
        return both;
    }

    /// What stands before [#beside] in a file.
    ///
    /// @param length of the sound, in bytes
    static byte[] headOfBoth(long length) {
        int law = 6;
        return ByteBuffer.allocate(58)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt((int) (50 + length))
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(18)
                .putShort((short) law)
                .putShort((short) 2)
                .putInt(RATE)
                .putInt(RATE * 2)
                .putShort((short) 2)
                .putShort((short) 8)
                .putShort((short) 0)
                .put("fact".getBytes(StandardCharsets.US_ASCII))
                .putInt(4)
                .putInt((int) (length / 2))
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt((int) length)
                .array();
    }

    /// After it whoever leaves a message speaks.
    static byte[] tone(int hertz, int milliseconds) {
        int samples = RATE * milliseconds / 1000;
        var to = ByteBuffer.allocate(samples * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            to.putShort((short) (8_000 * Math.sin(2 * Math.PI * hertz * i / RATE)));
        }
        return to.array();
    }

    static double seconds(byte[] linear) {
        return linear.length / 2.0 / RATE;
    }

    /// As a file every program plays.
    static byte[] wav(byte[] linear) {
        var out = new ByteArrayOutputStream();
        try (var in =
                new AudioInputStream(new ByteArrayInputStream(linear), LINEAR, linear.length / 2)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
