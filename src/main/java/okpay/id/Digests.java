package okpay.id;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a thing is known by when it is not kept itself, or too long to be a key: its SHA-256. And
/// whether whoever has a secret wrote it.
public final class Digests {

    private Digests() {}

    /// For what is told bit by bit.
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] sha256(String text) {
        return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String hex(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /// HMAC-SHA256: whoever has the secret wrote these words.
    public static byte[] hmac(byte[] secret, byte[] words) {
        return mac("HmacSHA256", secret, words);
    }

    /// HMAC-SHA1, for companies that sign by nothing newer.
    public static byte[] hmacSha1(byte[] secret, byte[] words) {
        return mac("HmacSHA1", secret, words);
    }

    private static byte[] mac(String name, byte[] secret, byte[] words) {
        try {
            var mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret, name));
            return mac.doFinal(words);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes as long for a wrong one as for a right one.
    public static boolean isSame(String ours, String theirs) {
        return MessageDigest.isEqual(
                ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
    }
}
