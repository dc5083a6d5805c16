package okpay.wallet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a bank and OKPay sign their messages with: hex HMAC-SHA256.
public record Signature(String secret) {

    private static final String MAC = "HmacSHA256";

    public String of(String message) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
            return HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes as long for a wrong one as for a right one.
    public boolean isGenuine(String message, String signature) {
        return MessageDigest.isEqual(
                of(message).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    /// The secret stays one.
    @Override
    public String toString() {
        return "a signature";
    }
}
