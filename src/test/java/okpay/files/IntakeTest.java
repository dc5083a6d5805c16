package okpay.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import okpay.files.Intake.Reason;
import okpay.files.Intake.Taken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is taken, what is refused, and what is left of it.
class IntakeTest {

    private static final String EICAR =
            "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    private final Intake intake = intake("");

    private static Intake intake(String clamd) {
        return new Intake(new Scanner(new FileSettings(clamd, Duration.ofMillis(500), 50)));
    }

    @Test
    void whatItIsStandsInItsBytes() throws IOException {
        var page = "<html><script>alert(1)</script></html>".getBytes(UTF_8);
        var drawing = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(UTF_8);

        for (var body : List.of(page, drawing, new byte[0], new byte[] {1, 2, 3})) {
            assertThat(intake.take("photo.png", body)).isEqualTo(refused(Reason.NOT_READABLE));
        }
        assertThat(clean(intake.take("page.html", quadrants("png"))).type()).isEqualTo("image/png");
        assertThat(clean(intake.take("x", "%PDF-1.7 …".getBytes(UTF_8))).name()).isEqualTo("x.pdf");
    }

    @Test
    void aPictureIsDrawnAnewAndKeepsNothingElse() throws IOException {
        var hidden = new ByteArrayOutputStream();
        hidden.write(quadrants("png"));
        hidden.write("PK and a whole archive behind the picture".getBytes(UTF_8));

        var file = clean(intake.take("screen.png", hidden.toByteArray()));

        assertThat(new String(file.body().getByteArray(), US_ASCII)).doesNotContain("archive");
        assertThat(file.width()).isEqualTo(80);
        assertThat(file.height()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({
        "1, RG/BW", "2, GR/WB", "3, WB/GR", "4, BW/RG",
        "5, RB/GW", "6, BR/WG", "7, WG/BR", "8, GW/RB"
    })
    void aPhotographStandsUprightHoweverTheTelephoneWasHeld(int turn, String upright)
            throws IOException {
        var file = clean(intake.take("IMG_1.JPG", turned(quadrants("jpeg"), turn)));

        assertThat(file.type()).isEqualTo("image/jpeg");
        var seen = ImageIO.read(new ByteArrayInputStream(file.body().getByteArray()));
        assertThat(corners(seen)).isEqualTo(upright);
        assertThat(seen.getWidth()).isEqualTo(turn < 5 ? 80 : 40);
        assertThat(new String(file.body().getByteArray(), US_ASCII)).doesNotContain("Exif");
    }

    @Test
    void aLongScreenshotCanStillBeRead() throws IOException {
        var screen = new BufferedImage(1290, 2796, BufferedImage.TYPE_INT_RGB);
        // Lines of one pixel, as in small print: leaving out every other one loses all of them.
        for (int y = 0; y < 2796; y += 2) {
            for (int x = 0; x < 1290; x++) {
                screen.setRGB(x, y, Color.WHITE.getRGB());
            }
        }

        var file = clean(intake.take("screen.png", bytes(screen, "png")));

        assertThat(file.height()).isEqualTo(2_000);
        assertThat(file.width()).isBetween(922, 924);
        var seen = ImageIO.read(new ByteArrayInputStream(file.body().getByteArray()));
        assertThat(new Color(seen.getRGB(400, 1_000)).getRed()).isBetween(20, 235);
    }

    /// Its reader needs far more memory than the picture has.
    @Test
    void webPicturesAreRefused() {
        var tiny =
                Base64.getDecoder()
                        .decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

        assertThat(intake.take("a.webp", tiny)).isEqualTo(refused(Reason.NOT_READABLE));
    }

    /// A picture of two megabytes whose text unpacks to more than there is memory.
    @Test
    void textInAPictureIsNotUnpacked() throws IOException {
        var packed = new java.io.ByteArrayOutputStream();
        packed.writeBytes("Comment\0\0".getBytes(StandardCharsets.US_ASCII));
        var fast = new java.util.zip.Deflater(1);
        try (var out = new java.util.zip.DeflaterOutputStream(packed, fast)) {
            var nothing = new byte[1 << 20];
            for (int i = 0; i < 1_700; i++) {
                out.write(nothing);
            }
        }
        fast.end();
        var picture = quadrants("png");
        int end = picture.length - 12;
        var bomb = new java.io.ByteArrayOutputStream();
        bomb.write(picture, 0, end);
        var crc = new java.util.zip.CRC32();
        var kind = "zTXt".getBytes(StandardCharsets.US_ASCII);
        crc.update(kind);
        crc.update(packed.toByteArray());
        bomb.writeBytes(ByteBuffer.allocate(4).putInt(packed.size()).array());
        bomb.writeBytes(kind);
        bomb.writeBytes(packed.toByteArray());
        bomb.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        bomb.write(picture, end, 12);

        var file = clean(intake.take("a.png", bomb.toByteArray()));

        assertThat(file.body().contentLength()).isLessThan(100_000);
    }

    @Test
    void whatIsTooLargeOrABombIsRefused() throws IOException {
        assertThat(intake.take("a.pdf", new byte[Intake.LARGEST + 1]))
                .isEqualTo(refused(Reason.TOO_LARGE));
        // A small file that says it is 50,000 by 50,000 pixels.
        var bomb = quadrants("png");
        ByteBuffer.wrap(bomb).putInt(16, 50_000).putInt(20, 50_000);
        assertThat(intake.take("a.png", bomb)).isEqualTo(refused(Reason.NOT_READABLE));
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd.png",
        "C:\\Users\\li\\截图.jpeg, 截图.png",
        "'a\"b;c.png', abc.png",
        "'...', file.png",
        "'\u202Egnp.exe', gnp.png",
    })
    void aNameIsOnlyAName(String name, String kept) throws IOException {
        assertThat(clean(intake.take(name, quadrants("png"))).name()).isEqualTo(kept);
    }

    @Test
    void aLongNameKeepsItsEnding() throws IOException {
        var name = clean(intake.take("长".repeat(300) + ".png", quadrants("png"))).name();

        assertThat(name).hasSize(104).endsWith(".png");
    }

    @Test
    void theScannerSeesTheWholeFileFirst() throws Exception {
        var paper = ("%PDF-1.4 " + "x".repeat(200_000) + EICAR).getBytes(US_ASCII);

        assertThat(scanned(paper, "stream: Eicar-Test-Signature FOUND\0"))
                .isEqualTo(refused(Reason.INFECTED));
        assertThat(scanned("%PDF-1.4".getBytes(US_ASCII), "stream: OK\0"))
                .isInstanceOf(Taken.Clean.class);
    }

    @ParameterizedTest
    @CsvSource({"''", "'INSTREAM size limit exceeded. ERROR'", "'stream: O'", "'OK'"})
    void nothingIsTakenUnseen(String answer) throws Exception {
        assertThat(scanned("%PDF-1.4".getBytes(US_ASCII), answer))
                .isEqualTo(refused(Reason.NOT_SCANNED));
    }

    @Test
    void aScannerThatIsAwayOrSilentIsNotWaitedForForEver() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(intake(at(silent)).take("a.pdf", "%PDF-1.4".getBytes(US_ASCII)))
                    .isEqualTo(refused(Reason.NOT_SCANNED));
        }
        assertThat(intake("127.0.0.1:1").take("a.pdf", "%PDF-1.4".getBytes(US_ASCII)))
                .isEqualTo(refused(Reason.NOT_SCANNED));
    }

    /// A scanner that speaks clamd's INSTREAM: it must have heard the very bytes before it answers.
    private static Taken scanned(byte[] body, String answer) throws Exception {
        try (var clamd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var heard = new ByteArrayOutputStream();
            var thread =
                    Thread.startVirtualThread(() -> {
                        try (var one = clamd.accept()) {
                            var in = new DataInputStream(one.getInputStream());
                            heard.write(in.readNBytes("zINSTREAM\0".length()));
                            for (int n = in.readInt(); n > 0; n = in.readInt()) {
                                heard.write(in.readNBytes(n));
                            }
                            one.getOutputStream().write(answer.getBytes(US_ASCII));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    });
            var taken = intake(at(clamd)).take("a.pdf", body);
            thread.join();
            assertThat(heard.toString(US_ASCII))
                    .isEqualTo("zINSTREAM\0" + new String(body, US_ASCII));
            return taken;
        }
    }

    private static String at(ServerSocket socket) {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private static Taken refused(Reason why) {
        return new Taken.Refused(why);
    }

    private static Taken.Clean clean(Taken taken) {
        assertThat(taken).isInstanceOf(Taken.Clean.class);
        return (Taken.Clean) taken;
    }

    /// Red and green above blue and white, 80 by 40.
    private static byte[] quadrants(String format) throws IOException {
        var image = new BufferedImage(80, 40, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 80; x++) {
            for (int y = 0; y < 40; y++) {
                var above = x < 40 ? Color.RED : Color.GREEN;
                var below = x < 40 ? Color.BLUE : Color.WHITE;
                image.setRGB(x, y, (y < 20 ? above : below).getRGB());
            }
        }
        return bytes(image, format);
    }

    private static byte[] bytes(BufferedImage image, String format) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /// The JPEG with an Exif segment behind its first marker: one entry, Orientation.
    private static byte[] turned(byte[] jpeg, int turn) {
        var exif =
                ByteBuffer.allocate(36)
                        .putShort((short) 0xFFE1)
                        .putShort((short) 34)
                        .put("Exif\0\0".getBytes(US_ASCII))
                        .put("MM\0*".getBytes(US_ASCII))
                        .putInt(8)
                        .putShort((short) 1)
                        .putShort((short) 0x0112)
                        .putShort((short) 3)
                        .putInt(1)
                        .putShort((short) turn)
                        .putShort((short) 0)
                        .putInt(0);
        return ByteBuffer.allocate(jpeg.length + 36)
                .put(jpeg, 0, 2)
                .put(exif.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static String corners(BufferedImage it) {
        int right = it.getWidth() - 6;
        int low = it.getHeight() - 6;
        return letter(it.getRGB(5, 5))
                + letter(it.getRGB(right, 5))
                + "/"
                + letter(it.getRGB(5, low))
                + letter(it.getRGB(right, low));
    }

    private static String letter(int rgb) {
        var colour = new Color(rgb);
        if (colour.getRed() > 128) {
            return colour.getGreen() > 128 ? "W" : "R";
        }
        return colour.getGreen() > 128 ? "G" : "B";
    }
}
