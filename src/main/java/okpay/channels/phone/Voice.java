package okpay.channels.phone;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Reads texts aloud, with espeak-ng where it is installed. Where it is not, a short tone stands
/// for every text, and the lane of the hotline says why.
@Component
class Voice {

    private static final Logger log = LoggerFactory.getLogger(Voice.class);
    private static final int PATIENCE_SECONDS = 10;
    private static final int HEAD = 44;
    private static final int RATE_AT = 24;

    /// What is said again and again is read once; about 200 kB each.
    private final Cache<String, byte[]> read =
            Caffeine.newBuilder()
                    .maximumWeight(40_000_000)
                    .weigher((String _, byte[] it) -> it.length)
                    .build();

    private volatile boolean speaks = true;

    /// @return linear, at the rate of a telephone
    byte[] read(Locale language, String text) {
        return read.get(language.getLanguage() + " " + text, _ -> aloud(language, text));
    }

    /// Whether words come out.
    boolean speaks() {
        return speaks;
    }

    private byte[] aloud(Locale language, String text) {
        if (!speaks) {
            return Sound.tone(440, 300);
        }
        var voice = language.getLanguage().equals("zh") ? "cmn" : "en";
        try {
            var program =
                    new ProcessBuilder("espeak-ng", "-v", voice, "-s", "160", "--stdin", "--stdout")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var in = program.getOutputStream()) {
                in.write(text.getBytes(StandardCharsets.UTF_8));
            }
            var sound = program.getInputStream().readAllBytes();
            if (!program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || sound.length <= HEAD) {
                program.destroyForcibly();
                return Sound.tone(440, 300);
            }
            int rate = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getInt(RATE_AT);
            return Sound.downsample(Arrays.copyOfRange(sound, HEAD, sound.length), rate);
        } catch (IOException e) {
            speaks = false;
            log.warn("The hotline has no voice: espeak-ng is not installed ({})", e.toString());
            return Sound.tone(440, 300);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new byte[0];
        }
    }
}
