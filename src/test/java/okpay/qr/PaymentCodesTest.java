package okpay.qr;

import static org.assertj.core.api.Assertions.assertThat;

import com.emv.qrcode.core.CRC;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import okpay.money.Money;
import okpay.qr.PaymentCode.Flaw;
import okpay.qr.PaymentCode.NotPayable;
import okpay.qr.PaymentCode.ToShop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The text in codes, and the codes in pictures.
class PaymentCodesTest {

    private static final PaymentCodes.Seller NOODLES =
            new PaymentCodes.Seller("M00012345", "老王面馆", "Old Wang's Noodles", "5812");

    @Test
    void whatIsWrittenIsRead() {
        assertThat(PaymentCodes.read(PaymentCodes.ofShop(NOODLES)))
                .isEqualTo(new ToShop("M00012345", Optional.empty(), Optional.empty()));
        var bill = PaymentCodes.ofCharge(NOODLES, "ch_06f3", Money.parse("35.50 CNY"));
        assertThat(PaymentCodes.read(bill))
                .isEqualTo(
                        new ToShop(
                                "M00012345",
                                Optional.of(Money.parse("35.50 CNY")),
                                Optional.of("ch_06f3")));
        assertThat(PaymentCodes.read(PaymentCodes.ofPerson("token", "李雷")))
                .isEqualTo(new PaymentCode.ToPerson("token"));
    }

    /// The fields stand where the specification wants them, in a form any reader can take apart.
    @Test
    void aCodeIsWhatTheSpecificationSays() {
        var code = PaymentCodes.ofCharge(NOODLES, "ch_1", Money.parse("35.50 CNY"));

        assertThat(code).startsWith("000201010212");
        assertThat(code).contains("5204" + "5812", "5303" + "156", "5405" + "35.50", "5802" + "CN");
        assertThat(code).contains("5918" + "Old Wang's Noodles");
        assertThat(code).contains("0002zh0104老王面馆");
        assertThat(code).matches("(?s).*6304[0-9A-F]{4}");
    }

    /// The example of the specification (EMVCo MPM 1.1, annex B): whole, and another company's.
    @Test
    void theExampleOfTheSpecificationIsWholeAndNotOurs() {
        var example =
                "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678"
                        + "520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京"
                        + "540523.7253031565502016233030412340603***0708A60086670902ME91320016A011223"
                        + "3449988770708123456786304A13A";

        assertThat(PaymentCodes.read(example)).isEqualTo(new NotPayable(Flaw.NOT_OURS));
        for (int i = 6; i < example.length(); i++) {
            char other = example.charAt(i) == '7' ? '8' : '7';
            var wrong = example.substring(0, i) + other + example.substring(i + 1);
            assertThat(PaymentCodes.read(wrong))
                    .as(wrong)
                    .isEqualTo(new NotPayable(Flaw.CHECKSUM_WRONG));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://example.com/pay?to=me",
                "000201",
                "WIFI:T:WPA;S:net;P:secret;;",
                "0002010102115204000053031565802CN5901A6001B6304"
            })
    void whatIsNoPaymentCodeIsSaidToBeNone(String text) {
        assertThat(PaymentCodes.read(text)).isInstanceOf(NotPayable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "5303156, 5303840, OTHER_CURRENCY",
        "540535.50, 5405-1.00, NOT_A_PAYMENT_CODE",
        "540535.50, 5405abcde, NOT_A_PAYMENT_CODE",
        "0009org.okpay, 0009org.other, NOT_OURS"
    })
    void aCodeThatWasChangedAndSealedAgainIsReadForWhatItSays(
            String was, String is, Flaw expected) {
        var code = PaymentCodes.ofCharge(NOODLES, "ch_1", Money.parse("35.50 CNY"));
        assertThat(code).contains(was);

        assertThat(PaymentCodes.read(sealed(code.replace(was, is))))
                .isEqualTo(new NotPayable(expected));
    }

    /// Lengths that lie, fields that end in the middle: a refusal, never a fault.
    @Test
    void nonsenseWithAGoodChecksumIsRefused() {
        var dice = new Random(7);
        var code = PaymentCodes.ofShop(NOODLES);
        for (int i = 0; i < 20_000; i++) {
            var broken = new StringBuilder(code.substring(0, code.length() - 8));
            for (int j = 0; j <= dice.nextInt(4); j++) {
                broken.setCharAt(
                        6 + dice.nextInt(broken.length() - 6), (char) (32 + dice.nextInt(95)));
            }
            broken.setLength(7 + dice.nextInt(broken.length() - 7));
            assertThat(PaymentCodes.read(sealed(broken + "6304XXXX"))).isNotNull();
        }
    }

    @Test
    void aPictureOfACodeIsRead() throws IOException {
        var text = PaymentCodes.ofShop(NOODLES);

        assertThat(QrPictures.look(picture(text, "png"))).isEqualTo(new QrPictures.Seen.Text(text));
        assertThat(QrPictures.look(picture(text, "jpg"))).isEqualTo(new QrPictures.Seen.Text(text));
        assertThat(QrPictures.draw(text, "a \"<b>")).contains("a &quot;&lt;b>").startsWith("<svg");
    }

    /// Every shop's code is seen, whatever its number makes of it.
    @Test
    void everyCodeIsSeen() throws IOException {
        var dice = new Random(5);
        for (int i = 0; i < 100; i++) {
            var code = "M%08d".formatted(dice.nextInt(100_000_000));
            var seller = new PaymentCodes.Seller(code, "面馆", "Noodles", "5812");
            var text = PaymentCodes.ofShop(seller);
            assertThat(QrPictures.look(picture(text, "jpg")))
                    .as(text)
                    .isEqualTo(new QrPictures.Seen.Text(text));
        }
    }

    @Test
    void whatIsNoPictureAndWhatHasNoCodeIsSaidToBeSo() throws IOException {
        var empty = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB), "png", empty);
        var broken = picture(PaymentCodes.ofShop(NOODLES), "png");
        java.util.Arrays.fill(broken, 60, broken.length, (byte) 7);

        assertThat(QrPictures.look(empty.toByteArray()))
                .isEqualTo(new QrPictures.Seen.Nothing(Flaw.NO_CODE_SEEN));
        assertThat(QrPictures.look(broken)).isEqualTo(new QrPictures.Seen.Nothing(Flaw.NO_PICTURE));
        assertThat(QrPictures.look(new byte[0]))
                .isEqualTo(new QrPictures.Seen.Nothing(Flaw.NO_PICTURE));
        assertThat(QrPictures.look("<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new QrPictures.Seen.Nothing(Flaw.NO_PICTURE));
    }

    private static String sealed(String code) {
        var open = code.substring(0, code.length() - 4);
        return open + "%04X".formatted(CRC.crc16(open.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] picture(String text, String format) throws IOException {
        var cells = QrPictures.cells(text);
        int scale = 6;
        var image =
                new BufferedImage(
                        cells.getWidth() * scale,
                        cells.getHeight() * scale,
                        BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, cells.get(x / scale, y / scale) ? 0x222222 : 0xeeeeee);
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }
}
