package okpay.qr;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/// How a telephone was held: its pictures lie as the sensor saw them and say so in one number
/// (Exif's Orientation, 1 to 8).
record Turn(int number) {

    static final Turn NONE = new Turn(1);
    private static final int FIRST_ON_ITS_SIDE = 5;

    static Turn of(byte[] picture) {
        try {
            var known = ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture));
            var exif = known.getFirstDirectoryOfType(ExifIFD0Directory.class);
            var number = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return number == null || number < 1 || number > 8 ? NONE : new Turn(number);
        } catch (ImageProcessingException | IOException _) {
            return NONE;
        }
    }

    boolean isOnItsSide() {
        return number >= FIRST_ON_ITS_SIDE;
    }

    /// From the picture as it lies, so wide and high, to where each of its points is upright.
    AffineTransform upright(double width, double height) {
        return switch (number) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
