package okpay.channels;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks JSON with the companies. What stands in an address may be a secret: nothing of it is in
/// what is thrown.
@Component
public class Wire {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Pictures and papers are not larger; answers are much smaller.
    private static final int LARGEST = 20_000_000;

    private final RestClient http;
    private final JsonMapper json;

    Wire(JsonMapper json) {
        var factory = new JdkClientHttpRequestFactory();
        factory.setReadTimeout(PATIENCE);
        // With its length: WeChat refuses what comes in pieces of unknown length (412).
        this.http =
                RestClient.builder()
                        .requestFactory(
                                new BufferingClientHttpRequestFactory(
                                        factory, (_, method) -> method.equals(HttpMethod.POST)))
                        .build();
        this.json = json;
    }

    /// @param body empty when it is none of JSON
    public record Answer(HttpStatusCode status, JsonNode body) {}

    /// @throws IOException nobody answers
    public Answer post(URI to, Map<String, ?> body, String bearer) throws IOException {
        return ask(http.post().uri(to).contentType(MediaType.APPLICATION_JSON).body(body), bearer);
    }

    /// As a form of a page.
    ///
    /// @throws IOException nobody answers
    public Answer form(URI to, Map<String, String> fields) throws IOException {
        var body = new LinkedMultiValueMap<String, String>();
        fields.forEach(body::add);
        return ask(
                http.post().uri(to).contentType(MediaType.APPLICATION_FORM_URLENCODED).body(body),
                "");
    }

    /// @throws IOException nobody answers
    public Answer get(URI from, String bearer) throws IOException {
        return ask(http.get().uri(from), bearer);
    }

    private Answer ask(RestClient.RequestHeadersSpec<?> request, String bearer) throws IOException {
        var said = exchange(request, bearer);
        return new Answer(said.status, read(said.bytes.getByteArray()));
    }

    public JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException _) {
            return json.createObjectNode();
        }
    }

    /// @throws IOException it is none; what it is may be a secret, and is not said
    public static URI uri(String text) throws IOException {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw new IOException("An address that is none");
        }
    }

    /// @throws IOException it cannot be had
    public byte[] load(URI from, String bearer) throws IOException {
        var said = exchange(http.get().uri(from), bearer);
        if (!said.status.is2xxSuccessful()) {
            throw new IOException("A file is answered by " + said.status);
        }
        return said.bytes.getByteArray();
    }

    private record Bytes(HttpStatusCode status, ByteArrayResource bytes) {}

    private static Bytes exchange(RestClient.RequestHeadersSpec<?> request, String bearer)
            throws IOException {
        try {
            var all =
                    bearer.isEmpty()
                            ? request
                            : request.header("Authorization", "Bearer " + bearer);
            return all.exchange((_, response) -> {
                var bytes = response.getBody().readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new IOException("More than " + LARGEST + " bytes");
                }
                return new Bytes(response.getStatusCode(), new ByteArrayResource(bytes));
            });
        } catch (ResourceAccessException e) {
            var why = e.getCause();
            throw new IOException(why == null ? "no answer" : why.getClass().getSimpleName());
        }
    }
}
