package okpay.qr;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Reads pictures (PNG, JPEG, GIF, BMP) that strangers send: at most so large, at most so many at
/// once, and no larger in memory than somebody asks for.
public final class Pictures {

    /// Telephones take 12 million, the newest 50; what is more is no photograph but an attack.
    private static final long MOST_PIXELS = 52_000_000;

    private static final Semaphore AT_ONCE = new Semaphore(2);
    private static final int PATIENCE_SECONDS = 10;

    private Pictures() {}

    /// A picture with its longer side at most about so long; empty when it is none, or too large.
    public static Optional<BufferedImage> read(byte[] bytes, int side) {
        try {
            if (!AT_ONCE.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            var readers = ImageIO.getImageReaders(in);
            return readers.hasNext() ? read(readers.next(), in, side) : Optional.empty();
        } catch (IOException | RuntimeException _) {
            // Image readers throw whatever comes on broken files.
            return Optional.empty();
        } finally {
            AT_ONCE.release();
        }
    }

    private static Optional<BufferedImage> read(ImageReader reader, ImageInputStream in, int side)
            throws IOException {
        try {
            reader.setInput(in, true, true);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            if (width * height > MOST_PIXELS) {
                return Optional.empty();
            }
            // Only every so many pixels are kept while it is read.
            int every = (int) Math.max(1, Math.ceilDiv(Math.max(width, height), side));
            var how = reader.getDefaultReadParam();
            how.setSourceSubsampling(every, every, 0, 0);
            return Optional.of(reader.read(0, how));
        } finally {
            reader.dispose();
        }
    }

    /// The same picture drawn anew as a PNG: nothing hides in it, neither where it was taken.
    public static Optional<byte[]> redraw(byte[] bytes, int side) {
        return read(bytes, side).map(Pictures::png);
    }

    private static byte[] png(BufferedImage image) {
        var drawn =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        var pen = drawn.createGraphics();
        pen.drawImage(image, 0, 0, Color.WHITE, null);
        pen.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(drawn, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
