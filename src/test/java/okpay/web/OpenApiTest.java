package okpay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import okpay.house.Printed;
import okpay.house.Story;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// `docs/openapi.yaml` describes every JSON door, and is printed from the doors.
class OpenApiTest extends Story {

    @LocalServerPort private int port;

    @Test
    void theDescriptionInTheDocsIsTrue() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/api-docs.yaml"))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            Printed.is(
                    "openapi.yaml", answer.body().replaceAll("127.0.0.1:\\d+", "127.0.0.1:8080"));
        }
    }
}
