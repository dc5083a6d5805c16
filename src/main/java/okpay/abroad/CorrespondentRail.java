package okpay.abroad;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Supplier;
import okpay.correspondent.Correspondent;
import okpay.ledger.AccountId;
import okpay.ledger.Fee;
import okpay.ledger.Instruction;
import okpay.ledger.Instruction.Capture;
import okpay.ledger.Instruction.Move;
import okpay.ledger.Purpose;
import okpay.money.Money;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentKind;
import okpay.wallet.Rail;
import okpay.wallet.Signature;
import okpay.wallet.Wallets;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// The rail to a correspondent bank that speaks ISO 20022 over HTTP: pacs.008 and camt.056 go out,
/// pacs.002, camt.029 and pacs.004 come back, each signed. The protocol stands at [Correspondent].
@Component
class CorrespondentRail implements Rail {

    static final String EXCHANGE = "okpay:exchange";
    static final String MARGIN = "okpay:exchange-margin";
    static final String FEES = "okpay:fees";
    static final String NOSTRO = "bank:correspondent";
    private static final String SIGNED = "X-Correspondent-Signature";
    private static final Currency CNY = Corridors.FROM;

    private final TransferStore store;
    private final Wallets wallets;
    private final MessagePen pen;
    private final AbroadSettings settings;
    private final Correspondent pretend;
    private final Supplier<HttpClient> http;

    CorrespondentRail(
            TransferStore store,
            Wallets wallets,
            MessagePen pen,
            AbroadSettings settings,
            Correspondent pretend) {
        this.store = store;
        this.wallets = wallets;
        this.pen = pen;
        this.settings = settings;
        this.pretend = pretend;
        this.http =
                SingletonSupplier.of(
                        () -> HttpClient.newBuilder().connectTimeout(settings.patience()).build());
    }

    @Override
    public boolean carries(PaymentKind kind) {
        return kind == PaymentKind.ABROAD;
    }

    /// What was prepared twice at the same moment with two accounts goes to neither.
    @Override
    public Answer pay(Payment payment, Instant validUntil) {
        var transfer = transfer(payment.id().toString());
        if (!transfer.payeeRef().equals(payment.payeeRef())) {
            return new Answer.Failed("NARR");
        }
        store.reach(transfer.payment(), Stage.Kind.SENT, "");
        return post(transfer, pen.payment(transfer, validUntil));
    }

    /// A recall without an answer is asked again first.
    @Override
    public Answer ask(String reference) {
        var transfer = transfer(reference);
        if (transfer.waitsForRecall()
                && post(transfer, pen.recall(transfer)) instanceof Answer.Failed failed) {
            return failed;
        }
        var path = bank().resolve("/messages/" + reference);
        return send(transfer, HttpRequest.newBuilder(path).GET());
    }

    /// What the beneficiary gets is worth the middle of the market; what is left of the exchange is
    /// the margin, and the fee is a line of its own.
    @Override
    public List<Instruction> capture(Payment payment, Instant at) {
        var offer = transfer(payment.id().toString()).quote().offer();
        var hold = payment.hold().orElseThrow();
        var chain = new ArrayList<Instruction>();
        var exchanged =
                new Capture(hold, ours(EXCHANGE, offer.send()), offer.send(), Purpose.ABROAD, at);
        if (offer.margin().isPositive()) {
            exchanged = exchanged.keeping(new Fee(ours(MARGIN, offer.margin()), offer.margin()));
        }
        if (offer.fee().isPositive()) {
            chain.add(exchanged.withMoreToCome());
            chain.add(new Capture(hold, ours(FEES, offer.fee()), offer.fee(), Purpose.FEE, at));
        } else {
            chain.add(exchanged);
        }
        chain.add(
                new Move(
                        ours(EXCHANGE, offer.payout()),
                        ours(NOSTRO, offer.payout()),
                        offer.payout(),
                        Purpose.EXCHANGE,
                        at));
        return chain;
    }

    /// The customer gets everything back, at the rate it was sent at; the fee too.
    @Override
    public List<Instruction> giveBack(Payment payment, AccountId to, Instant at) {
        var transfer = transfer(payment.id().toString());
        var offer = transfer.quote().offer();
        var chain = new ArrayList<Instruction>();
        var came = transfer.returned().orElse(offer.payout());
        move(chain, ours(NOSTRO, came), ours(EXCHANGE, came), came, Purpose.RETURN, at);
        var worth = offer.worth();
        move(chain, ours(EXCHANGE, worth), to, worth, Purpose.RETURN, at);
        move(chain, ours(MARGIN, worth), to, offer.margin(), Purpose.RETURN, at);
        move(chain, ours(FEES, worth), to, offer.fee(), Purpose.RETURN, at);
        // What banks on the way kept is ours to bear.
        var kept = offer.worthOf(offer.payout().minus(came));
        move(chain, wallets.losses(CNY), ours(EXCHANGE, worth), kept, Purpose.LOSS, at);
        return chain;
    }

    @Override
    public List<Instruction> kept(Payment payment, Instant at) {
        var transfer = transfer(payment.id().toString());
        var offer = transfer.quote().offer();
        var kept = offer.payout().minus(transfer.returned().orElse(offer.payout()));
        var worth = offer.worthOf(kept);
        var chain = new ArrayList<Instruction>();
        move(chain, wallets.losses(CNY), ours(EXCHANGE, worth), worth, Purpose.LOSS, at);
        move(chain, ours(EXCHANGE, kept), ours(NOSTRO, kept), kept, Purpose.EXCHANGE, at);
        return chain;
    }

    @Override
    public List<Instruction> lose(Payment payment, Instant at) {
        var offer = transfer(payment.id().toString()).quote().offer();
        var chain = new ArrayList<Instruction>();
        var worth = offer.worth();
        move(chain, wallets.losses(CNY), ours(EXCHANGE, worth), worth, Purpose.LOSS, at);
        var out = offer.payout();
        move(chain, ours(EXCHANGE, out), ours(NOSTRO, out), out, Purpose.EXCHANGE, at);
        return chain;
    }

    @Override
    public List<Instruction> findAgain(Payment payment, Instant at) {
        var transfer = transfer(payment.id().toString());
        var offer = transfer.quote().offer();
        var chain = new ArrayList<Instruction>();
        var came = transfer.returned().orElse(offer.payout());
        move(chain, ours(NOSTRO, came), ours(EXCHANGE, came), came, Purpose.RETURN, at);
        var worth = offer.worthOf(came);
        move(chain, ours(EXCHANGE, worth), wallets.losses(CNY), worth, Purpose.RETURN, at);
        return chain;
    }

    private static void move(
            List<Instruction> chain,
            AccountId from,
            AccountId to,
            Money amount,
            Purpose purpose,
            Instant at) {
        if (amount.isPositive()) {
            chain.add(new Move(from, to, amount, purpose, at));
        }
    }

    /// What a message of the other side means; the stage is written down.
    Answer heard(Transfer transfer, MessageReader.Report report) {
        report.returned()
                .filter(came -> came.currency().equals(transfer.payout().currency()))
                .filter(came -> !came.exceeds(transfer.payout()))
                .ifPresent(came -> store.returned(transfer.payment(), came));
        report.stage().ifPresent(kind -> store.reach(transfer.payment(), kind, report.reason()));
        return report.answer();
    }

    private Answer post(Transfer transfer, String message) {
        return send(
                transfer,
                HttpRequest.newBuilder(bank().resolve("/messages"))
                        .header("Content-Type", "application/xml")
                        .header(SIGNED, signature().of(message))
                        .POST(BodyPublishers.ofString(message)));
    }

    private Answer send(Transfer transfer, HttpRequest.Builder request) {
        try {
            var answer =
                    http.get()
                            .send(
                                    request.timeout(settings.patience()).build(),
                                    BodyHandlers.ofString());
            return read(transfer, answer);
        } catch (ConnectException _) {
            return new Answer.Unclear(Why.NO_CONNECTION);
        } catch (IOException _) {
            return new Answer.Unclear(Why.TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Unclear(Why.TIMEOUT);
        }
    }

    private Answer read(Transfer transfer, HttpResponse<String> answer) {
        // Who had it once cannot have lost it: then a 404 comes from somebody on the way.
        if (answer.statusCode() == 404) {
            return new Answer.Unclear(transfer.wasHeardOf() ? Why.TIMEOUT : Why.NOT_FOUND);
        }
        var signed = answer.headers().firstValue(SIGNED).orElse("");
        if (answer.statusCode() != 200 || !signature().isGenuine(answer.body(), signed)) {
            return new Answer.Unclear(Why.TIMEOUT);
        }
        return MessageReader.read(answer.body())
                .filter(report -> report.reference().equals(transfer.payment().toString()))
                .map(report -> heard(transfer, report))
                .orElse(new Answer.Unclear(Why.TIMEOUT));
    }

    private Transfer transfer(String reference) {
        return PaymentId.read(reference).flatMap(store::find).orElseThrow();
    }

    private AccountId ours(String owner, Money amount) {
        return wallets.ours(owner, amount.currency());
    }

    /// In both directions.
    Signature signature() {
        String configured = settings.correspondentSecret();
        return new Signature(configured == null ? pretend.secret() : configured);
    }

    private URI bank() {
        URI configured = settings.correspondentUrl();
        return configured == null ? pretend.url() : configured;
    }
}
