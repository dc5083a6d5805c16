package okpay.journey;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import okpay.qr.QrPictures;

/// What the browser's camera sees: a film in YUV4MPEG2.
final class Camera {

    static final Path FILM = Path.of("target", "camera.y4m");

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private Camera() {}

    /// Holds a code before it.
    static void shows(String text) {
        var cells = QrPictures.cells(text);
        int scale = HEIGHT / cells.getHeight();
        var light = new byte[WIDTH * HEIGHT];
        Arrays.fill(light, (byte) 200);
        int left = (WIDTH - cells.getWidth() * scale) / 2;
        int top = (HEIGHT - cells.getHeight() * scale) / 2;
        for (int y = 0; y < cells.getHeight() * scale; y++) {
            for (int x = 0; x < cells.getWidth() * scale; x++) {
                light[(top + y) * WIDTH + left + x] =
                        (byte) (cells.get(x / scale, y / scale) ? 30 : 220);
            }
        }
        var grey = new byte[WIDTH * HEIGHT / 2];
        Arrays.fill(grey, (byte) 128);
        // A camera that still runs goes on with the film it has.
        var next = FILM.resolveSibling("next.y4m");
        try (var film = new BufferedOutputStream(Files.newOutputStream(next))) {
            film.write(
                    "YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420mpeg2\n"
                            .formatted(WIDTH, HEIGHT)
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 10; i++) {
                film.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                film.write(light);
                film.write(grey);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Files.move(next, FILM, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
