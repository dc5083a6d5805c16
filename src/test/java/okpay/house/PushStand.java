package okpay.house;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import okpay.channels.push.Browsers.Subscription;
import org.jspecify.annotations.Nullable;

/// A push service and the browsers behind it, written from RFC 8030, 8188, 8291 and 8292 alone: it
/// takes nothing that is not signed with the key a browser was bound to.
public final class PushStand {

    /// One for all stories.
    public static final PushStand SHARED = open();

    private static final int POINT = 65;
    private static final int SALT = 16;

    /// @param lasts as its TTL said, in seconds
    public record Told(String words, int lasts) {}

    /// A browser with keys of its own.
    public final class Browser {
        private final String name = "b" + browsers.size();
        private final KeyPair keys;
        private final byte[] auth = new byte[16];
        private final List<Told> told = new CopyOnWriteArrayList<>();
        private volatile int status = 201;

        private Browser() throws GeneralSecurityException {
            var maker = KeyPairGenerator.getInstance("EC");
            maker.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = maker.generateKeyPair();
            new SecureRandom().nextBytes(auth);
        }

        public Subscription subscription() {
            return new Subscription(
                    url() + "/send/" + name,
                    base64(point((ECPublicKey) keys.getPublic())),
                    base64(auth));
        }

        public List<Told> told() {
            return told;
        }

        public void answers(int with) {
            status = with;
        }
    }

    private final HttpServer server;
    private final Map<String, Browser> browsers = new ConcurrentHashMap<>();
    private volatile @Nullable String bound;

    private PushStand() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/send/", this::take);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// @param key of the application, which alone may send
    public Browser browser(String key) throws GeneralSecurityException {
        bound = key;
        var fresh = new Browser();
        browsers.put(fresh.name, fresh);
        return fresh;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var browser =
                    browsers.get(exchange.getRequestURI().getPath().substring("/send/".length()));
            if (browser == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var body = exchange.getRequestBody().readAllBytes();
            if (!isSigned(exchange)) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            if (browser.status == 201) {
                int lasts = Integer.parseInt(exchange.getRequestHeaders().getFirst("TTL"));
                browser.told.add(new Told(open(browser, body), lasts));
            }
            exchange.sendResponseHeaders(browser.status, -1);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /// RFC 8292: `vapid t=JWT, k=KEY`; the token names this service, and is signed with the key.
    private boolean isSigned(HttpExchange exchange) throws GeneralSecurityException {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        var parts = header.replaceFirst("vapid ", "").split(", *", -1);
        var token = parts[0].substring(2);
        var key = parts[1].substring(2);
        var dot = token.lastIndexOf('.');
        var claims =
                new String(bytes(token.split("\\.", -1)[1]), StandardCharsets.UTF_8)
                        .replace("\\/", "/");
        var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(point(bytes(key)));
        verifier.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(bytes(token.substring(dot + 1)))
                && key.equals(bound)
                && claims.contains("\"aud\":\"" + url() + "\"")
                && claims.contains("mailto:");
    }

    /// RFC 8188 with the keys of RFC 8291.
    private static String open(Browser browser, byte[] body) throws GeneralSecurityException {
        var in = ByteBuffer.wrap(body);
        var salt = new byte[SALT];
        in.get(salt);
        in.getInt();
        var theirs = new byte[in.get() & 0xff];
        in.get(theirs);
        var sealed = new byte[in.remaining()];
        in.get(sealed);
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(browser.keys.getPrivate());
        agreement.doPhase(point(theirs), true);
        var mine = point((ECPublicKey) browser.keys.getPublic());
        var info = join("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), mine, theirs);
        var first = derive(agreement.generateSecret(), browser.auth, info, 32);
        var key = derive(first, salt, "Content-Encoding: aes128gcm\0", 16);
        var nonce = derive(first, salt, "Content-Encoding: nonce\0", 12);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, nonce));
        var padded = cipher.doFinal(sealed);
        int end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        if (padded[end] != 2) {
            throw new GeneralSecurityException("Not the last record");
        }
        return new String(padded, 0, end, StandardCharsets.UTF_8);
    }

    private static byte[] derive(byte[] secret, byte[] salt, String info, int length)
            throws GeneralSecurityException {
        return derive(secret, salt, info.getBytes(StandardCharsets.US_ASCII), length);
    }

    private static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length)
            throws GeneralSecurityException {
        SecretKey made =
                KDF.getInstance("HKDF-SHA256")
                        .deriveKey(
                                "Generic",
                                HKDFParameterSpec.ofExtract()
                                        .addIKM(secret)
                                        .addSalt(salt)
                                        .thenExpand(info, length));
        return made.getEncoded();
    }

    private static byte[] point(ECPublicKey key) {
        var out = ByteBuffer.allocate(POINT).put((byte) 4);
        out.put(fixed(key.getW().getAffineX())).put(fixed(key.getW().getAffineY()));
        return out.array();
    }

    private static byte[] fixed(BigInteger number) {
        var all = number.toByteArray();
        var out = new byte[32];
        int skip = Math.max(0, all.length - 32);
        System.arraycopy(all, skip, out, 32 - (all.length - skip), all.length - skip);
        return out;
    }

    private static ECPublicKey point(byte[] uncompressed) throws GeneralSecurityException {
        var maker = KeyPairGenerator.getInstance("EC");
        maker.initialize(new ECGenParameterSpec("secp256r1"));
        var curve = ((ECPublicKey) maker.generateKeyPair().getPublic()).getParams();
        var x = new BigInteger(1, Arrays.copyOfRange(uncompressed, 1, 33));
        var y = new BigInteger(1, Arrays.copyOfRange(uncompressed, 33, POINT));
        return (ECPublicKey)
                KeyFactory.getInstance("EC")
                        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
    }

    private static byte[] join(byte[]... parts) {
        var out = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(it -> it.length).sum());
        Arrays.stream(parts).forEach(out::put);
        return out.array();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private static PushStand open() {
        try {
            return new PushStand();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
