package okpay.channels.phone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import okpay.channels.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/// What a person has spoken for the hotline: a folder with `zh/phone.menu.wav`, `en/phone.menu.wav`
/// and so on, one file for each text that is always the same. Where all of them are there, a
/// hotline needs no program that reads aloud; what differs from call to call it then leaves to the
/// app.
@Component
class Recorded {

    private static final Logger log = LoggerFactory.getLogger(Recorded.class);

    /// What is said in place of what nobody could record before.
    static final String IN_APP = "phone.in.app";

    /// That we call back, without the time.
    static final String BACK = "phone.back.some";

    /// All that a caller may come to hear and that is always the same.
    static final List<String> TEXTS =
            List.of(
                    "phone.hello",
                    "phone.menu",
                    "phone.not.understood",
                    "phone.goodbye",
                    "phone.code",
                    "phone.code.again",
                    "phone.code.while",
                    "phone.known",
                    "phone.not.known",
                    "phone.freeze.sure",
                    "phone.freeze.not",
                    "phone.frozen",
                    "phone.no.case",
                    "phone.hurried",
                    "phone.hurried.before",
                    "phone.message",
                    "phone.message.empty",
                    "phone.message.full",
                    "phone.message.taken",
                    "phone.message.taken.unknown",
                    "phone.consent",
                    "phone.place.first",
                    "phone.place.some",
                    "phone.place.menu",
                    "phone.nobody",
                    "phone.through",
                    "phone.through.recorded",
                    "phone.lost",
                    "phone.too.many",
                    "phone.back.no.number",
                    BACK,
                    IN_APP);

    private static final List<Locale> TONGUES = List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH);

    private final Phrases phrases;
    private final Map<String, ByteArrayResource> sounds = new HashMap<>();

    Recorded(PhoneSettings settings, Phrases phrases) {
        this.phrases = phrases;
        if (!settings.recordings().isEmpty()) {
            load(Path.of(settings.recordings()));
        }
    }

    private void load(Path folder) {
        for (var tongue : TONGUES) {
            for (var key : TEXTS) {
                var file = folder.resolve(tongue.getLanguage()).resolve(key + ".wav");
                if (!Files.exists(file)) {
                    log.info("Not recorded: {}", file);
                    continue;
                }
                try {
                    sounds.put(name(tongue, text(tongue, key)), read(file));
                } catch (IOException | UnsupportedAudioFileException e) {
                    log.warn("{} cannot be heard: {}", file, e.toString());
                }
            }
        }
    }

    /// Any WAV of 16 bits, in one channel, as fast as a telephone's or faster.
    private static ByteArrayResource read(Path file)
            throws IOException, UnsupportedAudioFileException {
        try (var in = AudioSystem.getAudioInputStream(file.toFile())) {
            var format = in.getFormat();
            boolean isPlain =
                    format.getEncoding().equals(AudioFormat.Encoding.PCM_SIGNED)
                            && format.getSampleSizeInBits() == 16
                            && format.getChannels() == 1
                            && format.getSampleRate() >= Sound.RATE;
            if (!isPlain) {
                throw new UnsupportedAudioFileException(
                        "16 bits and one channel, please: " + format);
            }
            return new ByteArrayResource(
                    Sound.downsample(in.readAllBytes(), (int) format.getSampleRate()));
        }
    }

    /// Everything that is always the same was spoken, in both languages.
    boolean isWhole() {
        return sounds.size() == TEXTS.size() * TONGUES.size();
    }

    /// What was spoken of a text; empty when it was not.
    Optional<byte[]> of(Locale language, String text) {
        return Optional.ofNullable(sounds.get(name(language, text)))
                .map(ByteArrayResource::getByteArray);
    }

    /// @param key one of [#TEXTS]
    Optional<byte[]> said(Locale language, String key) {
        return of(language, text(language, key));
    }

    /// What stands for a text that differs from call to call.
    static String otherwise(String key) {
        return switch (key) {
            case "phone.through.name" -> "phone.through";
            case "phone.place" -> "phone.place.some";
            default -> IN_APP;
        };
    }

    private String text(Locale language, String key) {
        return phrases.say(language, key, List.of());
    }

    private static String name(Locale language, String text) {
        return language.getLanguage() + " " + text;
    }
}
