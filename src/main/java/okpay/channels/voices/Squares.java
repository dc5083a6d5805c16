package okpay.channels.voices;

import java.util.Optional;
import okpay.channels.voices.VoiceSettings.Apple;
import okpay.channels.voices.VoiceSettings.Play;
import okpay.channels.voices.VoiceSettings.Weibo;
import okpay.messengers.Square;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/// How each place is reached: as it is set, or the pretend ones.
@Component
@EnableConfigurationProperties(VoiceSettings.class)
class Squares {

    private final VoiceSettings settings;
    private final Square pretended;

    Squares(VoiceSettings settings, Square pretended) {
        this.settings = settings;
        this.pretended = pretended;
    }

    Optional<Play> play() {
        var there = pretended.play();
        return settings.inHouse()
                ? Optional.of(
                        new Play(
                                pretended.url(),
                                pretended.url().resolve("/token"),
                                there.app(),
                                there.account(),
                                there.key()))
                : Optional.ofNullable(settings.play());
    }

    Optional<Apple> apple() {
        var there = pretended.apple();
        return settings.inHouse()
                ? Optional.of(
                        new Apple(
                                pretended.url(),
                                there.app(),
                                there.issuer(),
                                there.keyId(),
                                there.key()))
                : Optional.ofNullable(settings.apple());
    }

    Optional<Weibo> weibo() {
        return settings.inHouse()
                ? Optional.of(new Weibo(pretended.url(), pretended.weibo(), "127.0.0.1"))
                : Optional.ofNullable(settings.weibo());
    }
}
