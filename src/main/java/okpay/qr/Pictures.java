package okpay.qr;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.springframework.core.io.ByteArrayResource;

/// Reads pictures (PNG, JPEG, GIF, BMP) that strangers send: at most so large, at most so many at
/// once, and no larger in memory than somebody asks for.
public final class Pictures {

    /// Telephones take 12 million, the newest 50; what is more is no photograph but an attack.
    private static final long MOST_PIXELS = 52_000_000;

    private static final Semaphore AT_ONCE = new Semaphore(2);
    private static final int PATIENCE_SECONDS = 10;

    private static final Set<String> LOSSLESS = Set.of("png", "gif", "bmp");

    private Pictures() {}

    /// A picture with its longer side at most about so long; empty when it is none, or too large.
    public static Optional<BufferedImage> read(byte[] bytes, int side) {
        return reading(bytes, reader -> read(reader, side, true));
    }

    /// Whether it begins like a picture we can draw.
    public static boolean isPicture(byte[] bytes) {
        return reading(bytes, _ -> true).isPresent();
    }

    /// A picture drawn anew.
    ///
    /// @param body a JPEG of what was a photograph, a PNG of everything else
    /// @param width in pixels
    /// @param height in pixels
    public record Redrawn(ByteArrayResource body, boolean isPhotograph, int width, int height) {}

    /// The same picture drawn anew, upright, at most so long: nothing hides in it, neither where it
    /// was taken.
    public static Optional<Redrawn> redraw(byte[] bytes, int side) {
        return reading(
                bytes,
                reader -> {
                    boolean isPhotograph = !LOSSLESS.contains(reader.getFormatName());
                    var image = read(reader, side, false);
                    var drawn = drawn(image, isPhotograph ? Turn.of(bytes) : Turn.NONE, side);
                    return new Redrawn(
                            written(drawn, isPhotograph ? "jpeg" : "png"),
                            isPhotograph,
                            drawn.getWidth(),
                            drawn.getHeight());
                });
    }

    private interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    private static <T> Optional<T> reading(byte[] bytes, Reading<T> reading) {
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
            return readers.hasNext() ? open(readers.next(), in, reading) : Optional.empty();
        } catch (IOException | RuntimeException _) {
            // Image readers throw whatever comes on broken files.
            return Optional.empty();
        } finally {
            AT_ONCE.release();
        }
    }

    private static <T> Optional<T> open(ImageReader reader, ImageInputStream in, Reading<T> reading)
            throws IOException {
        try {
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            return pixels > MOST_PIXELS ? Optional.empty() : Optional.of(reading.read(reader));
        } finally {
            reader.dispose();
        }
    }

    /// Only every so many pixels are kept while it is read.
    ///
    /// @param isAtMost no longer than `side`; otherwise no shorter, as far as there is more
    private static BufferedImage read(ImageReader reader, int side, boolean isAtMost)
            throws IOException {
        int longer = Math.max(reader.getWidth(0), reader.getHeight(0));
        int every = Math.max(1, isAtMost ? Math.ceilDiv(longer, side) : longer / side);
        var how = reader.getDefaultReadParam();
        how.setSourceSubsampling(every, every, 0, 0);
        return reader.read(0, how);
    }

    private static BufferedImage drawn(BufferedImage image, Turn turn, int side) {
        double scale = Math.min(1, (double) side / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        var drawn =
                turn.isOnItsSide()
                        ? new BufferedImage(height, width, BufferedImage.TYPE_INT_RGB)
                        : new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = drawn.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, drawn.getWidth(), drawn.getHeight());
        var place = turn.upright(width, height);
        place.scale((double) width / image.getWidth(), (double) height / image.getHeight());
        pen.drawImage(image, place, null);
        pen.dispose();
        return drawn;
    }

    private static ByteArrayResource written(BufferedImage image, String format)
            throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return new ByteArrayResource(out.toByteArray());
    }
}
