package okpay.channels;

import java.util.Map;
import org.springframework.core.io.ByteArrayResource;

/// A door at which another company's servers knock when they have news for us. It trusts nothing
/// but what they signed.
public interface Hook {

    /// The last part of its address, `/hooks/telegram`.
    String name();

    Answer take(Knock knock);

    /// @param query parameters of the address, or fields of a form, each once
    /// @param headers by name in lower case
    /// @param body empty when they only ask whether we are there
    record Knock(
            boolean asks,
            Map<String, String> query,
            Map<String, String> headers,
            ByteArrayResource body) {

        public Knock {
            query = Map.copyOf(query);
            headers = Map.copyOf(headers);
        }

        public String query(String name) {
            return query.getOrDefault(name, "");
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// @param status of HTTP
    /// @param type of the body's media
    record Answer(int status, String type, String body) {

        /// Nobody is behind this door.
        public static final Answer NOBODY = new Answer(404, "text/plain", "");

        /// They did not sign it.
        public static final Answer NOT_SIGNED = new Answer(403, "text/plain", "");

        public static final Answer NOT_UNDERSTOOD = new Answer(400, "text/plain", "");

        public static Answer text(String body) {
            return new Answer(200, "text/plain;charset=UTF-8", body);
        }
    }
}
