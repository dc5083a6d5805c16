package okpay.channels.social;

import java.util.Optional;
import okpay.channels.social.SocialSettings.Facebook;
import okpay.channels.social.SocialSettings.Telegram;
import okpay.channels.social.SocialSettings.Wechat;
import okpay.channels.social.SocialSettings.Whatsapp;
import okpay.messengers.Messengers;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/// How each company is reached: as it is set, or the pretend ones.
@Component
@EnableConfigurationProperties(SocialSettings.class)
class Lines {

    private final SocialSettings settings;
    private final Messengers pretended;

    Lines(SocialSettings settings, Messengers pretended) {
        this.settings = settings;
        this.pretended = pretended;
    }

    Optional<Telegram> telegram() {
        return settings.inHouse()
                ? Optional.of(
                        new Telegram(
                                pretended.url(),
                                "OKPay",
                                pretended.telegram().token(),
                                pretended.telegram().secret()))
                : Optional.ofNullable(settings.telegram());
    }

    Optional<Wechat> wechat() {
        var there = pretended.wechat();
        return settings.inHouse()
                ? Optional.of(
                        new Wechat(
                                pretended.url(),
                                "OKPay",
                                there.appId(),
                                there.appSecret(),
                                there.token(),
                                there.aesKey()))
                : Optional.ofNullable(settings.wechat());
    }

    Optional<Whatsapp> whatsapp() {
        var there = pretended.whatsapp();
        return settings.inHouse()
                ? Optional.of(
                        new Whatsapp(
                                pretended.url(),
                                "OKPay",
                                there.phoneId(),
                                there.accessToken(),
                                there.appSecret(),
                                there.verifyToken(),
                                Optional.of(there.template())))
                : Optional.ofNullable(settings.whatsapp());
    }

    Optional<Facebook> facebook() {
        var there = pretended.facebook();
        return settings.inHouse()
                ? Optional.of(
                        new Facebook(
                                pretended.url(),
                                "OKPay",
                                there.pageId(),
                                there.accessToken(),
                                there.appSecret(),
                                there.verifyToken(),
                                true))
                : Optional.ofNullable(settings.facebook());
    }
}
