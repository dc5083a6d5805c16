package okpay.channels.push;

import com.interaso.webpush.VapidKeys;
import com.interaso.webpush.WebPush;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import okpay.channels.OwnKeys;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// By which push services know that it is us who sends (RFC 8292): a pair of keys of our own
/// making, the same on every node and for ever, for browsers are bound to it.
@Component
@EnableConfigurationProperties(PushSettings.class)
class PushKeys {

    private static final String NAME = "push.vapid";

    private final Supplier<WebPush> push;

    PushKeys(OwnKeys keys, PushSettings settings) {
        this.push =
                SingletonSupplier.of(() ->
                        new WebPush(settings.contact(), read(keys.kept(NAME, PushKeys::make))));
    }

    WebPush push() {
        return push.get();
    }

    /// As a browser wants it.
    String publicKey() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(push().getVapidKeys().getApplicationServerKey());
    }

    private static byte[] make() {
        var fresh = VapidKeys.generate();
        return (fresh.getX509PublicKey() + " " + fresh.getPkcs8PrivateKey())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static VapidKeys read(byte[] kept) {
        var both = new String(kept, StandardCharsets.US_ASCII).split(" ", -1);
        return VapidKeys.create(both[0], both[1]);
    }
}
