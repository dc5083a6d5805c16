package okpay.channels.phone;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;
import org.springframework.core.io.AbstractResource;

/// A recording as a file: its pieces are fetched one after the other while it is played.
final class SoundOfBoth extends AbstractResource {

    private final long length;
    private final IntFunction<Optional<byte[]>> parts;

    /// @param length of the sound without its head
    /// @param parts the pieces by their number, until there is none
    SoundOfBoth(long length, IntFunction<Optional<byte[]>> parts) {
        this.length = length;
        this.parts = parts;
    }

    @Override
    public InputStream getInputStream() {
        return new Pieces();
    }

    private final class Pieces extends InputStream {
        private byte[] piece = Sound.headOfBoth(length);
        private int at;
        private int number;

        @Override
        public int read() {
            return isThere() ? piece[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] to, int from, int most) {
            if (most == 0) {
                return 0;
            }
            if (!isThere()) {
                return -1;
            }
            int count = Math.min(most, piece.length - at);
            System.arraycopy(piece, at, to, from, count);
            at += count;
            return count;
        }

        private boolean isThere() {
            while (at == piece.length) {
                var next = parts.apply(number++);
                if (next.isEmpty()) {
                    return false;
                }
                piece = next.get();
                at = 0;
            }
            return true;
        }
    }

    @Override
    public long contentLength() {
        return Sound.headOfBoth(length).length + length;
    }

    @Override
    public String getDescription() {
        return "a recorded call";
    }
}
