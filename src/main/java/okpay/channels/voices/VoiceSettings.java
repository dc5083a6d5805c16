package okpay.channels.voices;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where OKPay listens to what is said in public. What is not set is not connected.
///
/// @param inHouse listens to pretend companies in this process instead: for trying OKPay out
@ConfigurationProperties("okpay.channels.voices")
record VoiceSettings(
        @DefaultValue("false") boolean inHouse,
        @Nullable Play play,
        @Nullable Apple apple,
        @Nullable Weibo weibo) {

    /// @param app name of the package
    /// @param account e-mail address of the service account
    /// @param key its private key, as the file of the account has it (PKCS #8)
    record Play(
            @DefaultValue("https://androidpublisher.googleapis.com") URI api,
            @DefaultValue("https://oauth2.googleapis.com/token") URI tokens,
            String app,
            String account,
            String key) {
        @Override
        public String toString() {
            return "Google Play " + app;
        }
    }

    /// @param app number of the app
    /// @param issuer of the team's keys
    /// @param keyId of the key
    /// @param key the private key, as the `.p8` file has it
    record Apple(
            @DefaultValue("https://api.appstoreconnect.apple.com") URI api,
            String app,
            String issuer,
            String keyId,
            String key) {
        @Override
        public String toString() {
            return "App Store " + app;
        }
    }

    /// @param token of the account that is mentioned
    /// @param ip our address on the internet, which Weibo wants to know of whoever comments
    record Weibo(@DefaultValue("https://api.weibo.com") URI api, String token, String ip) {
        @Override
        public String toString() {
            return "Weibo";
        }
    }
}
