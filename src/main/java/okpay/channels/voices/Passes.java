package okpay.channels.voices;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// Signed tokens by which a store knows us.
final class Passes {

    private Passes() {}

    /// With an RSA key, as Google wants it.
    ///
    /// @throws IOException the key is none
    static String google(String key, JWTClaimsSet claims) throws IOException {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).build();
        return sign(header, claims, new RSASSASigner((RSAPrivateKey) key("RSA", key)));
    }

    /// With a key on P-256, as Apple wants it.
    ///
    /// @throws IOException the key is none
    static String apple(String key, String keyId, JWTClaimsSet claims) throws IOException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .keyID(keyId)
                        .build();
        try {
            return sign(header, claims, new ECDSASigner((ECPrivateKey) key("EC", key)));
        } catch (JOSEException _) {
            throw new IOException("A key that is none");
        }
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
            throws IOException {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException _) {
            throw new IOException("A token that cannot be signed");
        }
    }

    /// What a key is may not be said, not even of one that is none.
    private static PrivateKey key(String kind, String pem) throws IOException {
        try {
            var base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\\\n|\\s", "");
            return KeyFactory.getInstance(kind)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IOException("A key that is none");
        }
    }
}
