package okpay.bank;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import okpay.ledger.AccountId;
import okpay.ledger.Instruction;
import okpay.ledger.Purpose;
import okpay.sandbank.Sandbank;
import okpay.wallet.Payment;
import okpay.wallet.PaymentKind;
import okpay.wallet.Rail;
import okpay.wallet.WalletSettings;
import okpay.wallet.Wallets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The rail to a bank that speaks the protocol of [Sandbank].
@Component
class BankRail implements Rail, BankStatements {

    private static final Logger log = LoggerFactory.getLogger(BankRail.class);
    private static final Duration FILE_WITHIN = Duration.ofMinutes(2);

    private final WalletSettings settings;
    private final Sandbank sandbank;
    private final Wallets wallets;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Supplier<HttpClient> http;

    BankRail(
            WalletSettings settings,
            Sandbank sandbank,
            Wallets wallets,
            JdbcClient jdbc,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.wallets = wallets;
        this.settings = settings;
        this.sandbank = sandbank;
        this.json = json;
        this.http =
                SingletonSupplier.of(() ->
                        HttpClient.newBuilder().connectTimeout(settings.bankTimeout()).build());
    }

    @Override
    public boolean carries(PaymentKind kind) {
        return switch (kind) {
            case SHOP, BILL, TOP_UP, WITHDRAW -> true;
            case MERCHANT, SEND, PARCEL, ABROAD -> false;
        };
    }

    @Override
    public List<Instruction> capture(Payment payment, Instant at) {
        var bank = wallets.bank(payment.amount().currency());
        if (payment.kind().isIncoming()) {
            var to = wallets.account(payment.customer(), payment.amount().currency());
            return List.of(new Instruction.Move(bank, to, payment.amount(), Purpose.TOP_UP, at));
        }
        var purpose = payment.kind() == PaymentKind.WITHDRAW ? Purpose.WITHDRAW : Purpose.PAY;
        return List.of(
                new Instruction.Capture(
                        payment.hold().orElseThrow(), bank, payment.amount(), purpose, at));
    }

    @Override
    public List<Instruction> giveBack(Payment payment, AccountId to, Instant at) {
        return List.of(
                new Instruction.Move(
                        wallets.bank(payment.amount().currency()),
                        to,
                        payment.amount(),
                        Purpose.RETURN,
                        at));
    }

    @Override
    public List<Instruction> lose(Payment payment, Instant at) {
        var currency = payment.amount().currency();
        return List.of(
                new Instruction.Move(
                        wallets.losses(currency),
                        wallets.bank(currency),
                        payment.amount(),
                        Purpose.LOSS,
                        at));
    }

    @Override
    public List<Instruction> findAgain(Payment payment, Instant at) {
        return giveBack(payment, wallets.losses(payment.amount().currency()), at);
    }

    @Override
    public Answer pay(Payment payment, Instant validUntil) {
        var amount = payment.amount();
        var body =
                json.writeValueAsString(
                        Map.of(
                                "reference",
                                payment.id().toString(),
                                "payee",
                                payee(payment),
                                "amount",
                                amount.minor(),
                                "currency",
                                amount.currency().getCurrencyCode(),
                                "validUntil",
                                validUntil));
        var counter = payment.kind().isIncoming() ? "/collections" : "/payments";
        return send(
                HttpRequest.newBuilder(bank().resolve(counter))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// The number of a customer's own account is written in one place only, and read when the bank
    /// must know it.
    private String payee(Payment payment) {
        return BankAccountId.read(payment.payeeRef())
                .map(id ->
                        jdbc.sql("select number from bank.account where id = :id")
                                .param("id", id.uuid())
                                .query(String.class)
                                .single())
                .orElse(payment.payeeRef());
    }

    /// What a bank says about whose account it is.
    enum Confirmation {
        YES,
        NO,
        SILENT
    }

    /// Asks the bank whether an account is in this name.
    Confirmation confirms(String number, String holder) {
        var body = json.writeValueAsString(Map.of("number", number, "holder", holder));
        var request =
                HttpRequest.newBuilder(bank().resolve("/accounts"))
                        .timeout(settings.bankTimeout())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return switch (http.get().send(request, BodyHandlers.discarding()).statusCode()) {
                case 204 -> Confirmation.YES;
                case 404 -> Confirmation.NO;
                default -> Confirmation.SILENT;
            };
        } catch (IOException _) {
            return Confirmation.SILENT;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Confirmation.SILENT;
        }
    }

    @Override
    public Answer ask(String reference) {
        return send(HttpRequest.newBuilder(bank().resolve("/payments/" + reference)).GET());
    }

    @Override
    public Optional<InputStream> statement(LocalDate day, Currency currency) {
        var request =
                HttpRequest.newBuilder(bank().resolve("/statements/" + day + "/" + currency))
                        .timeout(settings.bankTimeout().multipliedBy(10))
                        .GET()
                        .build();
        try {
            var file = Files.createTempFile("okpay-bank", ".xml");
            // The time-out of a request ends with its head; this one covers the body too.
            var answer = http.get().sendAsync(request, BodyHandlers.ofFile(file));
            try {
                if (answer.get(FILE_WITHIN.toSeconds(), TimeUnit.SECONDS).statusCode() == 200) {
                    return Optional.of(
                            Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
                }
            } catch (ExecutionException | TimeoutException e) {
                answer.cancel(true);
                log.debug("No file of the bank for {}", day, e);
            }
            Files.deleteIfExists(file);
            return Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private URI bank() {
        URI configured = settings.bankUrl();
        return configured == null ? sandbank.url() : configured;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return read(
                    http.get()
                            .send(
                                    request.timeout(settings.bankTimeout()).build(),
                                    BodyHandlers.ofString()));
        } catch (ConnectException _) {
            return new Answer.Unclear(Why.NO_CONNECTION);
        } catch (IOException _) {
            return new Answer.Unclear(Why.TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Unclear(Why.TIMEOUT);
        }
    }

    private Answer read(HttpResponse<String> response) {
        if (response.statusCode() == 404) {
            return new Answer.Unclear(Why.NOT_FOUND);
        }
        if (response.statusCode() != 200) {
            return new Answer.Unclear(Why.TIMEOUT);
        }
        try {
            return BankNotice.read(json, response.body()).answer();
        } catch (JacksonException _) {
            return new Answer.Unclear(Why.TIMEOUT);
        }
    }
}
