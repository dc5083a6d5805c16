package okpay.channels.phone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    private static final AudioFormat LINEAR = linear(1);

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

        byte[] encode(byte[] linear) {
            return convert(linear, LINEAR, format());
        }

        byte[] decode(byte[] law) {
            return convert(law, format(), LINEAR);
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
    static byte[] beside(byte[] left, byte[] right) {
        var both = ByteBuffer.allocate(left.length * 2);
        for (int i = 0; i < left.length; i += 2) {
            both.put(left, i, 2).put(right, i, 2);
        }
        return both.array();
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

    private static AudioFormat linear(int channels) {
        return new AudioFormat(RATE, 16, channels, true, false);
    }

    /// As a file every program plays.
    static byte[] wav(byte[] linear) {
        return wav(linear, 1);
    }

    /// @param linear the samples of all channels side by side
    static byte[] wav(byte[] linear, int channels) {
        var out = new ByteArrayOutputStream();
        var format = linear(channels);
        var frames = linear.length / format.getFrameSize();
        try (var in = new AudioInputStream(new ByteArrayInputStream(linear), format, frames)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
