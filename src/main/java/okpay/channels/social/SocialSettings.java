package okpay.channels.social;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The chats OKPay is reached by. What is not set is not connected.
///
/// @param inHouse talks to pretend companies in this process instead: for trying OKPay out
@ConfigurationProperties("okpay.channels.social")
record SocialSettings(
        @DefaultValue("false") boolean inHouse,
        @Nullable Telegram telegram,
        @Nullable Wechat wechat,
        @Nullable Whatsapp whatsapp,
        @Nullable Facebook facebook) {

    /// A bot (core.telegram.org/bots/api).
    ///
    /// @param name by which people find it
    /// @param token of the bot
    /// @param secret which `setWebhook` was told, and every update carries
    record Telegram(
            @DefaultValue("https://api.telegram.org") URI api,
            @DefaultValue("OKPay") String name,
            String token,
            String secret) {
        Telegram {
            needed(token, secret);
        }

        @Override
        public String toString() {
            return "a Telegram bot at " + api;
        }
    }

    /// An official account (公众号), messages encrypted.
    ///
    /// @param name by which people find it
    /// @param token and `aesKey`: as in the account's server configuration
    record Wechat(
            @DefaultValue("https://api.weixin.qq.com") URI api,
            @DefaultValue("OKPay") String name,
            String appId,
            String appSecret,
            String token,
            String aesKey) {
        Wechat {
            needed(appId, appSecret, token, aesKey);
        }

        @Override
        public String toString() {
            return "WeChat account " + appId;
        }
    }

    /// A number at the WhatsApp Cloud API.
    ///
    /// @param name the number, as it is shown
    /// @param appSecret signs what they send us
    /// @param verifyToken which they show when the webhook is set up
    /// @param template an approved one of one parameter, the number of a case, in `zh_CN` and `en`:
    ///   asks somebody to write a word when their last one is too long ago
    record Whatsapp(
            @DefaultValue("https://graph.facebook.com/v23.0") URI api,
            @DefaultValue("OKPay") String name,
            String phoneId,
            String accessToken,
            String appSecret,
            String verifyToken,
            Optional<String> template) {
        Whatsapp {
            needed(phoneId, accessToken, appSecret, verifyToken);
        }

        @Override
        public String toString() {
            return "WhatsApp number " + phoneId;
        }
    }

    /// A page at Facebook Messenger.
    ///
    /// @param name by which people find it
    /// @param appSecret signs what they send us
    /// @param verifyToken which they show when the webhook is set up
    /// @param humanAgent Meta lets our agents answer for seven days
    record Facebook(
            @DefaultValue("https://graph.facebook.com/v23.0") URI api,
            @DefaultValue("OKPay") String name,
            String pageId,
            String accessToken,
            String appSecret,
            String verifyToken,
            @DefaultValue("false") boolean humanAgent) {
        Facebook {
            needed(pageId, accessToken, appSecret, verifyToken);
        }

        @Override
        public String toString() {
            return "Facebook page " + pageId;
        }
    }

    /// An empty secret lets everybody in.
    private static void needed(String... all) {
        for (var it : all) {
            if (it == null || it.isBlank()) {
                throw new IllegalArgumentException("A chat is connected without its secrets");
            }
        }
    }
}
