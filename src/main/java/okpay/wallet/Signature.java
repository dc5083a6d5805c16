package okpay.wallet;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import okpay.id.Digests;

/// What a bank and OKPay sign their messages with: hex HMAC-SHA256.
public record Signature(String secret) {

    public String of(String message) {
        return HexFormat.of()
                .formatHex(
                        Digests.hmac(
                                secret.getBytes(StandardCharsets.UTF_8),
                                message.getBytes(StandardCharsets.UTF_8)));
    }

    /// Takes as long for a wrong one as for a right one.
    public boolean isGenuine(String message, String signature) {
        return Digests.isSame(of(message), signature);
    }

    /// The secret stays one.
    @Override
    public String toString() {
        return "a signature";
    }
}
