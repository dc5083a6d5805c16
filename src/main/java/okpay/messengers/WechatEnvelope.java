package okpay.messengers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// WeChat's envelope, written from its documentation: 16 random bytes, the length, the message and
/// the account's name, padded to 32 bytes, AES-256-CBC; SHA-1 over the sorted parts signs it.
final class WechatEnvelope {

    private static final int BLOCK = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String appId;
    private final String token;
    private final byte[] key;

    WechatEnvelope(String appId, String token, String aesKey) {
        this.appId = appId;
        this.token = token;
        this.key = Base64.getDecoder().decode(aesKey + "=");
    }

    /// @param query of the webhook's address
    record Sealed(String query, String body) {}

    /// 43 letters, as the account's configuration shows it.
    static String key() {
        var bytes = new byte[BLOCK];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes).substring(0, 43);
    }

    Sealed seal(String message, String timestamp) {
        var words = message.getBytes(StandardCharsets.UTF_8);
        var name = appId.getBytes(StandardCharsets.UTF_8);
        int length = 16 + 4 + words.length + name.length;
        int padding = BLOCK - length % BLOCK;
        var all = ByteBuffer.allocate(length + padding);
        var first = new byte[16];
        RANDOM.nextBytes(first);
        all.put(first).putInt(words.length).put(words).put(name);
        while (all.hasRemaining()) {
            all.put((byte) padding);
        }
        var encrypted = Base64.getEncoder().encodeToString(crypt(Cipher.ENCRYPT_MODE, all.array()));
        var nonce = Talk.secret(4);
        return new Sealed(
                "timestamp="
                        + timestamp
                        + "&nonce="
                        + nonce
                        + "&msg_signature="
                        + sign(token, timestamp, nonce, encrypted),
                "<xml><ToUserName><![CDATA[gh_okpay]]></ToUserName><Encrypt><![CDATA["
                        + encrypted
                        + "]]></Encrypt></xml>");
    }

    /// @param xml an answer of OKPay's
    String open(String xml) {
        var encrypted = within(xml, "Encrypt");
        var signed = sign(token, within(xml, "TimeStamp"), within(xml, "Nonce"), encrypted);
        if (!signed.equals(within(xml, "MsgSignature"))) {
            throw new IllegalArgumentException("not signed by OKPay");
        }
        var plain =
                ByteBuffer.wrap(crypt(Cipher.DECRYPT_MODE, Base64.getDecoder().decode(encrypted)));
        plain.position(16);
        var words = new byte[plain.getInt()];
        plain.get(words);
        return new String(words, StandardCharsets.UTF_8);
    }

    static String within(String xml, String element) {
        var text = xml.replaceFirst("(?s).*<" + element + ">", "");
        return text.replaceFirst("(?s)</" + element + ">.*", "")
                .replace("<![CDATA[", "")
                .replace("]]>", "");
    }

    private static String sign(String... parts) {
        try {
            var all = Stream.of(parts).sorted().collect(Collectors.joining());
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-1")
                                    .digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] crypt(int mode, byte[] bytes) {
        try {
            var cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(key, "AES"),
                    new IvParameterSpec(Arrays.copyOf(key, 16)));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
