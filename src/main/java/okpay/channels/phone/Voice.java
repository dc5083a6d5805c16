package okpay.channels.phone;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// Reads texts aloud: as a person has spoken them, else with a program that is installed for it.
@Component
class Voice {

    /// Instead of words: a beep as long as the text.
    static final String TONES = "tones";

    private static final Logger log = LoggerFactory.getLogger(Voice.class);
    private static final int PATIENCE_SECONDS = 10;
    private static final int HEAD = 44;
    private static final int RATE_AT = 24;

    private final String program;
    private final Recorded recorded;
    private final Supplier<Boolean> isThere;

    /// What is said again and again is read once; about 200 kB each.
    private final Cache<String, byte[]> read =
            Caffeine.newBuilder()
                    .maximumWeight(40_000_000)
                    .weigher((String _, byte[] it) -> it.length)
                    .build();

    @Autowired
    Voice(PhoneSettings settings, Recorded recorded) {
        this(settings.voice(), recorded);
    }

    Voice(String program, Recorded recorded) {
        this.program = program;
        this.recorded = recorded;
        this.isThere = SingletonSupplier.of(this::look);
    }

    /// Whether there is one.
    boolean isThere() {
        return isThere.get() || recorded.isWhole();
    }

    private boolean look() {
        if (program.equals(TONES)) {
            return true;
        }
        try {
            var asked =
                    new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && asked.exitValue() == 0;
        } catch (IOException e) {
            log.debug("No {} here: {}", program, e.toString());
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// @return linear, at the rate of a telephone
    byte[] read(Locale language, String text) {
        return read(language, text, Recorded.IN_APP);
    }

    /// @param otherwise the key of what is said where nobody can read this aloud
    byte[] read(Locale language, String text, String otherwise) {
        var spoken = recorded.of(language, text);
        if (spoken.isPresent()) {
            return spoken.get();
        }
        if (!isThere.get()) {
            return recorded.said(language, otherwise).orElseGet(() -> beep(text));
        }
        var known = language.getLanguage() + " " + text;
        var before = read.getIfPresent(known);
        if (before != null) {
            return before;
        }
        var sound = aloud(language, text);
        sound.ifPresent(it -> read.put(known, it));
        return sound.orElseGet(() -> beep(text));
    }

    /// Empty when it went wrong this time.
    private Optional<byte[]> aloud(Locale language, String text) {
        if (program.equals(TONES)) {
            return Optional.of(beep(text));
        }
        var voice = language.getLanguage().equals("zh") ? "cmn" : "en";
        try {
            var reader =
                    new ProcessBuilder(program, "-v", voice, "-s", "160", "--stdin", "--stdout")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            Thread.ofVirtual().start(() -> endInTime(reader));
            try (var in = reader.getOutputStream()) {
                in.write(text.getBytes(StandardCharsets.UTF_8));
            }
            var sound = reader.getInputStream().readAllBytes();
            if (reader.waitFor() != 0 || sound.length <= HEAD) {
                return Optional.empty();
            }
            int rate = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getInt(RATE_AT);
            return Optional.of(
                    Sound.downsample(Arrays.copyOfRange(sound, HEAD, sound.length), rate));
        } catch (IOException e) {
            log.warn("Nothing is read aloud: {}", e.toString());
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void endInTime(Process reader) {
        try {
            if (!reader.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                reader.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] beep(String text) {
        return Sound.tone(440, Math.clamp(text.length() * 25L, 200, 1_500));
    }
}
