package okpay.verification;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import okpay.register.Register;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Asks a register that speaks the protocol of [Register].
@Component
class RegisterDesk {

    private final VerificationSettings settings;
    private final Register register;
    private final JsonMapper json;
    private final Supplier<HttpClient> http;

    RegisterDesk(VerificationSettings settings, Register register, JsonMapper json) {
        this.settings = settings;
        this.register = register;
        this.json = json;
        this.http =
                SingletonSupplier.of(
                        () -> HttpClient.newBuilder().connectTimeout(settings.patience()).build());
    }

    /// What it said.
    ///
    /// @param sources who confirms it
    record Told(boolean matches, List<String> sources) {}

    /// Empty when it says nothing that can be understood.
    Optional<Told> ask(String name, ResidentNumber number, String phone) {
        var body =
                json.writeValueAsString(
                        Map.of("name", name, "number", number.value(), "phone", phone));
        var request =
                HttpRequest.newBuilder(address().resolve("/checks"))
                        .timeout(settings.patience())
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + key())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            var answer = http.get().send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.of(json.readValue(answer.body(), Told.class))
                    : Optional.empty();
        } catch (IOException | JacksonException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private URI address() {
        return settings.registerUrl() == null ? register.url() : settings.registerUrl();
    }

    private String key() {
        return settings.registerKey() == null ? register.key() : settings.registerKey();
    }
}
