package okpay.files;

import java.nio.charset.StandardCharsets;
import okpay.qr.Pictures;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/// The door every file comes in by. What it is stands in its bytes: a picture is drawn anew, so
/// that nothing hides in it, neither a place where it was taken; of everything else only PDF is
/// taken.
@Component
public class Intake {

    /// In bytes, before and after it is drawn anew.
    public static final int LARGEST = 8_000_000;

    /// Pixels of the longer side that are kept.
    private static final int SIDE = 2_000;

    private static final String PDF = "application/pdf";

    private final Scanner scanner;

    Intake(Scanner scanner) {
        this.scanner = scanner;
    }

    /// Why a file is not taken.
    public enum Reason {
        TOO_LARGE,
        /// Neither a picture we can draw nor a PDF.
        NOT_READABLE,
        INFECTED,
        /// A scanner is named, and does not answer: nothing is taken unseen.
        NOT_SCANNED,
        /// This customer's cases have enough for today.
        TOO_MANY
    }

    /// What came of a file.
    public sealed interface Taken {

        /// @param name the last part of what it was called, with the ending of what it is
        /// @param type `image/png`, `image/jpeg` or `application/pdf`
        /// @param width in pixels; 0 for a PDF
        /// @param height in pixels; 0 for a PDF
        record Clean(String name, String type, ByteArrayResource body, int width, int height)
                implements Taken {}

        record Refused(Reason why) implements Taken {}
    }

    public Taken take(String name, byte[] body) {
        if (body.length > LARGEST) {
            return new Taken.Refused(Reason.TOO_LARGE);
        }
        boolean isPdf = isPdf(body);
        if (!isPdf && !Pictures.isPicture(body)) {
            return new Taken.Refused(Reason.NOT_READABLE);
        }
        return switch (scanner.look(body)) {
            case INFECTED -> new Taken.Refused(Reason.INFECTED);
            case SILENT -> new Taken.Refused(Reason.NOT_SCANNED);
            case CLEAN ->
                    isPdf
                            ? new Taken.Clean(
                                    called(name, ".pdf"), PDF, new ByteArrayResource(body), 0, 0)
                            : drawn(name, body);
        };
    }

    private static Taken drawn(String name, byte[] body) {
        return Pictures.redraw(body, SIDE)
                .filter(it -> it.body().contentLength() <= LARGEST)
                .<Taken>map(it ->
                        new Taken.Clean(
                                called(name, it.isPhotograph() ? ".jpg" : ".png"),
                                it.isPhotograph() ? "image/jpeg" : "image/png",
                                it.body(),
                                it.width(),
                                it.height()))
                .orElse(new Taken.Refused(Reason.NOT_READABLE));
    }

    private static boolean isPdf(byte[] body) {
        var start = new String(body, 0, Math.min(5, body.length), StandardCharsets.US_ASCII);
        return start.equals("%PDF-");
    }

    /// The last part of the name, without what a file system or a header could stumble over.
    private static String called(String name, String ending) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        var clean =
                (dot > 0 ? last.substring(0, dot) : last)
                        .replaceAll("[\\p{Cntrl}\\p{Cf}\"<>|:*?;%.]", "")
                        .strip();
        var named = clean.isEmpty() ? "file" : clean;
        return (named.length() > 100 ? named.substring(named.length() - 100) : named) + ending;
    }
}
