package okpay.identity;

import java.security.SecureRandom;
import java.util.Base64;
import okpay.id.Digests;

/// The secret that proves a session: 256 random bits. We keep its SHA-256 only, and never print it.
public record Token(String secret) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Token fresh() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] hash() {
        return Digests.sha256(secret);
    }

    @Override
    public String toString() {
        return "Token[…]";
    }
}
