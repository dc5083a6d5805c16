package okpay.web.app;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okpay.id.Digests;
import okpay.money.Money;
import okpay.web.AbroadWords.Line;

/// What is about to happen, in full, before the payer lets it happen.
///
/// @param kind `pay`, `top-up` or `withdraw`: how it is said
/// @param action where the confirmed form goes
/// @param back where the payer can change it
/// @param payee as shown to the payer
/// @param detail what tells this payee from another: a handle, a shop's code
/// @param after what stays available
/// @param lines what else there is to know about it
/// @param fields of the form, carried along unseen
public record Review(
        String kind,
        String action,
        String back,
        String payee,
        String detail,
        Money amount,
        String note,
        Money after,
        List<Line> lines,
        Map<String, String> fields) {

    /// What a passkey signs: who gets how much, and all that makes it this payment and no other.
    /// Not the words it is shown in, which change with the language and the hour.
    public String toSign() {
        var parts = new ArrayList<>(List.of(kind, action, amount.toString(), note));
        new TreeMap<>(fields).forEach((name, value) -> parts.add(name + " " + value));
        var digest = Digests.sha256();
        parts.forEach(part -> {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    public String backInUrl() {
        return URLEncoder.encode(back, StandardCharsets.UTF_8);
    }
}
