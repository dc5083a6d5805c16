package okpay.abroad;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okpay.correspondent.Correspondent;
import org.springframework.stereotype.Component;

/// Hex HMAC-SHA256 of a message, in both directions.
@Component
class Signature {

    static final String HEADER = "X-Correspondent-Signature";
    private static final String MAC = "HmacSHA256";

    private final AbroadSettings settings;
    private final Correspondent pretend;

    Signature(AbroadSettings settings, Correspondent pretend) {
        this.settings = settings;
        this.pretend = pretend;
    }

    String of(String message) {
        String configured = settings.correspondentSecret();
        String secret = configured == null ? pretend.secret() : configured;
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
            return HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isGenuine(String message, String signature) {
        return MessageDigest.isEqual(
                of(message).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
    }
}
