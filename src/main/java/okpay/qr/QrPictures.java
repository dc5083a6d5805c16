package okpay.qr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.EncodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Codes as pictures: drawn as SVG, seen in photographs.
public final class QrPictures {

    /// As sharp as it must be for a code that fills a tenth of the picture.
    private static final int SIDE = 2_000;

    private QrPictures() {}

    /// What was seen in a picture.
    public sealed interface Seen {
        record Text(String text) implements Seen {}

        record Nothing(PaymentCode.Flaw why) implements Seen {}
    }

    /// A square SVG, dark on light whatever the page looks like.
    ///
    /// @param title said to whoever cannot see it
    public static String draw(String text, String title) {
        var cells = cells(text);
        int size = cells.getWidth();
        var path = new StringBuilder();
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (cells.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return """
        <svg class="qr" role="img" aria-label="%1$s" viewBox="0 0 %2$d %2$d" \
        xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges">\
        <rect width="%2$d" height="%2$d" fill="#fff"/><path d="%3$s" fill="#000"/></svg>\
        """
                .formatted(escaped(title), size, path);
    }

    /// The cells of a code, with the four quiet ones around it that the standard asks for.
    public static BitMatrix cells(String text) {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.CHARACTER_SET,
                                    "UTF-8",
                                    EncodeHintType.MARGIN,
                                    4));
        } catch (WriterException e) {
            throw new IllegalArgumentException("Too much for a code", e);
        }
    }

    /// Looks for a code in a picture (PNG, JPEG, GIF, BMP).
    public static Seen look(byte[] picture) {
        return Pictures.read(picture, SIDE)
                .map(QrPictures::look)
                .orElse(new Seen.Nothing(PaymentCode.Flaw.NO_PICTURE));
    }

    private static Seen look(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        var source = new RGBLuminanceSource(width, height, pixels);
        // Light may be uneven, or the picture too sharp for looking at its parts; and some codes
        // are
        // light on dark.
        return seen(new HybridBinarizer(source))
                .or(() -> seen(new GlobalHistogramBinarizer(source)))
                .or(() -> seen(new HybridBinarizer(source.invert())))
                .<Seen>map(Seen.Text::new)
                .orElse(new Seen.Nothing(PaymentCode.Flaw.NO_CODE_SEEN));
    }

    /// The quick reader takes the wrong corners of about every tenth code of this size, however
    /// good the picture; the one for several codes weighs all corners.
    private static Optional<String> seen(Binarizer picture) {
        var hints = Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE);
        var bits = new BinaryBitmap(picture);
        try {
            return Optional.of(new QRCodeReader().decode(bits, hints).getText());
        } catch (ReaderException _) {
            return seenAmongAll(bits, hints);
        }
    }

    private static Optional<String> seenAmongAll(BinaryBitmap bits, Map<DecodeHintType, ?> hints) {
        try {
            var all = new QRCodeMultiReader().decodeMultiple(bits, hints);
            return Arrays.stream(all).map(Result::getText).findFirst();
        } catch (ReaderException _) {
            return Optional.empty();
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
