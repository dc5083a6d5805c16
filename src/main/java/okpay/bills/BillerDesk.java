package okpay.bills;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.function.Supplier;
import okpay.biller.Biller;
import okpay.money.Money;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Asks billers that speak the protocol of [Biller].
@Component
class BillerDesk {

    private final BillSettings settings;
    private final Biller pretend;
    private final JsonMapper json;
    private final Supplier<HttpClient> http;

    BillerDesk(BillSettings settings, Biller pretend, JsonMapper json) {
        this.settings = settings;
        this.pretend = pretend;
        this.json = json;
        this.http =
                SingletonSupplier.of(
                        () -> HttpClient.newBuilder().connectTimeout(settings.patience()).build());
    }

    /// What a biller said.
    sealed interface Said {
        record Due(Bill bill, String holder) implements Said {}

        record NothingDue() implements Said {}

        record Unknown() implements Said {}

        /// Nothing, or nothing that can be understood.
        record Silent() implements Said {}
    }

    private record Told(
            String number, String holder, long amount, String currency, LocalDate due) {}

    /// @param reference digits only
    Said ask(String biller, String reference) {
        try {
            var answer = send(request("/bills/%s/%s".formatted(biller, reference)).GET());
            return switch (answer.statusCode()) {
                case 200 -> due(biller, reference, json.readValue(answer.body(), Told.class));
                case 204 -> new Said.NothingDue();
                case 404 -> new Said.Unknown();
                default -> new Said.Silent();
            };
        } catch (IOException | RuntimeException _) {
            return new Said.Silent();
        }
    }

    private static Said due(String biller, String reference, Told told) {
        var amount = new Money(told.amount(), Currency.getInstance(told.currency()));
        return amount.isPositive()
                ? new Said.Due(
                        new Bill(biller, told.number(), reference, amount, told.due()),
                        told.holder())
                : new Said.NothingDue();
    }

    /// Tells that a bill was paid.
    ///
    /// @return whether the biller has heard it
    boolean tell(Bill bill, String payment) {
        try {
            var body = json.writeValueAsString(Map.of("number", bill.number(), "payment", payment));
            var path = "/bills/%s/%s/payments".formatted(bill.biller(), bill.reference());
            var answer =
                    send(
                            request(path)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body)));
            return answer.statusCode() == 204;
        } catch (IOException | JacksonException _) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        var url = settings.billerUrl() == null ? pretend.url() : settings.billerUrl();
        var key = settings.billerKey() == null ? pretend.key() : settings.billerKey();
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(settings.patience())
                .header("Authorization", "Bearer " + key);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.get().send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
