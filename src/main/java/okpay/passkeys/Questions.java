package okpay.passkeys;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okpay.identity.Customer;
import okpay.passkeys.Ceremonies.Ceremony;
import okpay.passkeys.Passkeys.Question;
import org.springframework.stereotype.Component;

/// What browsers are asked, in the words of WebAuthn level 3.
@Component
class Questions {

    private final PasskeySettings settings;

    Questions(PasskeySettings settings) {
        this.settings = settings;
    }

    Question toAdd(Ceremony ceremony, Customer customer, List<Passkey> mine) {
        Map<String, Object> options =
                Map.of(
                        "rp",
                        Map.of("id", settings.domain(), "name", "OKPay"),
                        "user",
                        Map.of(
                                "id", encoded(bytes(customer.id().uuid())),
                                "name", customer.handles().getFirst().text(),
                                "displayName", customer.name()),
                        "challenge",
                        encoded(ceremony.challenge()),
                        "pubKeyCredParams",
                        Signatures.ALGORITHMS.stream()
                                .map(it ->
                                        Map.of("type", "public-key", "alg", it.getAlg().getValue()))
                                .toList(),
                        "excludeCredentials",
                        // One that only signs in may be made anew on the same device.
                        customer.hasPin() ? descriptors(mine) : List.of(),
                        "authenticatorSelection",
                        Map.of("residentKey", "required", "userVerification", "required"),
                        "timeout",
                        settings.patience().toMillis());
        return new Question(ceremony.id().toString(), options);
    }

    Question toSignIn(Ceremony ceremony) {
        return asked(ceremony, List.of());
    }

    Question toConfirm(Ceremony ceremony, List<Passkey> mine) {
        return asked(ceremony, descriptors(mine));
    }

    /// @param of these; of any that are there when there are none
    private Question asked(Ceremony ceremony, List<Map<String, String>> of) {
        return new Question(
                ceremony.id().toString(),
                Map.of(
                        "rpId", settings.domain(),
                        "challenge", encoded(ceremony.challenge()),
                        "allowCredentials", of,
                        "userVerification", "required",
                        "timeout", settings.patience().toMillis()));
    }

    private static List<Map<String, String>> descriptors(List<Passkey> some) {
        return some.stream()
                .filter(Passkey::confirms)
                .map(it -> Map.of("type", "public-key", "id", it.id()))
                .toList();
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
