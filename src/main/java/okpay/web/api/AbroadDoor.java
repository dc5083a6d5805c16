package okpay.web.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.abroad.BeneficiaryForm;
import okpay.abroad.Corridor;
import okpay.abroad.Corridors;
import okpay.abroad.Offer;
import okpay.abroad.Quote;
import okpay.abroad.QuoteId;
import okpay.abroad.Quotes;
import okpay.abroad.Transfer;
import okpay.abroad.TransferPurpose;
import okpay.abroad.Transfers;
import okpay.identity.Person;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import okpay.web.Problems;
import okpay.web.api.WalletDoor.Amount;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Sending abroad by program. Where, for what, and when may be asked by anybody; a quote is a
/// promise to a customer and is paid once, whatever happens on the way.
@RestController
class AbroadDoor {

    private final Corridors corridors;
    private final Quotes quotes;
    private final Transfers transfers;
    private final Payments payments;

    AbroadDoor(Corridors corridors, Quotes quotes, Transfers transfers, Payments payments) {
        this.payments = payments;
        this.corridors = corridors;
        this.quotes = quotes;
        this.transfers = transfers;
    }

    /// @param scheme how an account is named there: `IBAN`, `US`, `JP`, `AU`, `HK`, `BIC`
    record Served(
            String country, String currency, String scheme, Amount fee, Amount least, Amount most) {
        static Served of(Corridor one) {
            return new Served(
                    one.country(),
                    one.currency().getCurrencyCode(),
                    one.scheme().name(),
                    Amount.of(one.fee()),
                    Amount.of(one.least()),
                    Amount.of(one.most()));
        }
    }

    @GetMapping("/api/v1/corridors")
    List<Served> served() {
        return corridors.list().stream().map(Served::of).toList();
    }

    /// @param rate what one unit of the payout's currency costs here, in CNY
    /// @param mid the same in the middle of the market
    record Price(
            Amount send,
            Amount fee,
            Amount total,
            Amount margin,
            Amount payout,
            String rate,
            String mid,
            Instant arrivesBy) {
        static Price of(Offer offer) {
            return new Price(
                    Amount.of(offer.send()),
                    Amount.of(offer.fee()),
                    Amount.of(offer.total()),
                    Amount.of(offer.margin()),
                    Amount.of(offer.payout()),
                    offer.rate().toPlainString(),
                    offer.mid().toPlainString(),
                    offer.arrivesBy());
        }
    }

    /// @param amount of CNY to send
    @GetMapping("/api/v1/corridors/{country}/price")
    ResponseEntity<?> price(@PathVariable String country, @RequestParam String amount) {
        return Answers.with(
                amount,
                money ->
                        switch (quotes.ask(country, money)) {
                            case Quotes.Offered(var offer) -> ResponseEntity.ok(Price.of(offer));
                            case Quotes.NotOffered(var reason) -> Problems.refusal(reason);
                        });
    }

    /// @param amount of CNY to send
    record Wanted(
            @NotBlank @Size(min = 2, max = 2) String country,
            @NotBlank @Size(max = 30) String amount) {}

    record Promised(String id, String country, Price price, Instant until) {
        static Promised of(Quote quote) {
            return new Promised(
                    quote.id().toString(),
                    quote.offer().corridor().country(),
                    Price.of(quote.offer()),
                    quote.until());
        }
    }

    @PostMapping("/api/v1/quotes")
    ResponseEntity<?> quote(
            @AuthenticationPrincipal Person.OfCustomer me, @Valid @RequestBody Wanted wanted) {
        return Answers.with(wanted.amount(), money -> quote(me, wanted.country(), money));
    }

    private ResponseEntity<?> quote(Person.OfCustomer me, String country, Money money) {
        return switch (quotes.ask(country, money)) {
            case Quotes.NotOffered(var reason) -> Problems.refusal(reason);
            case Quotes.Offered(var offer) ->
                    ResponseEntity.status(201)
                            .body(Promised.of(quotes.lock(me.customer().id(), offer)));
        };
    }

    /// @param bank BIC or clearing code, where the IBAN does not say it
    /// @param note for the beneficiary
    /// @param pin the payment PIN
    record Let(
            @NotBlank @Size(max = 300) String name,
            @NotBlank @Size(max = 100) String account,
            Optional<@Size(max = 40) String> bank,
            @NotBlank @Size(max = 100) String town,
            Optional<@Size(max = 200) String> street,
            @NotNull TransferPurpose purpose,
            Optional<@Size(max = 140) String> note,
            Optional<@Size(max = 6) String> pin) {
        private BeneficiaryForm form() {
            return new BeneficiaryForm(name, account, bank.orElse(""), town, street.orElse(""));
        }
    }

    record Sent(String id, String state, Promised quote) {}

    @PostMapping("/api/v1/quotes/{id}/payment")
    ResponseEntity<?> pay(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @Valid @RequestBody Let let) {
        var quote =
                QuoteId.read(id)
                        .flatMap(one -> quotes.find(one, me.customer().id()))
                        .orElseThrow(Problems.NotFound::new);
        if (!BeneficiaryForm.canCarry(let.note().orElse(""))) {
            throw new Problems.Mistake("note");
        }
        var flaws = let.form().flaws(quote.offer().corridor());
        if (!flaws.isEmpty()) {
            return wrong(flaws);
        }
        return switch (transfers.send(
                me.customer(),
                quote,
                let.form(),
                let.purpose(),
                let.note().orElse(""),
                let.pin().orElse(""))) {
            case Attempt.Made(var made) ->
                    ResponseEntity.status(201)
                            .body(
                                    new Sent(
                                            made.id().toString(),
                                            made.state().name(),
                                            Promised.of(quote)));
            case Attempt.NotMade(var reason) -> Problems.refusal(reason);
        };
    }

    private static ResponseEntity<?> wrong(Map<BeneficiaryForm.Field, BeneficiaryForm.Flaw> flaws) {
        var detail = ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        detail.setProperty("code", "BENEFICIARY_WRONG");
        detail.setProperty("fields", flaws);
        return ResponseEntity.unprocessableContent()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }

    record Reached(String stage, String reason, Instant at) {}

    /// @param uetr by which every bank on the way knows it
    record Tracker(
            String uetr,
            String beneficiary,
            String account,
            Instant arrivesBy,
            boolean canBeRecalled,
            List<Reached> stages) {
        static Tracker of(Transfer one, boolean isOpen) {
            return new Tracker(
                    one.uetr().toString(),
                    one.beneficiary().name(),
                    one.beneficiary().masked(),
                    one.arrivesBy(),
                    isOpen && one.canBeRecalled(),
                    one.stages().stream()
                            .map(it -> new Reached(it.kind().name(), it.reason(), it.at()))
                            .toList());
        }
    }

    @GetMapping("/api/v1/payments/{id}/tracker")
    Tracker track(@AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        var payment =
                PaymentId.read(id)
                        .flatMap(one -> payments.find(one, me.customer().id()))
                        .orElseThrow(Problems.NotFound::new);
        return transfers
                .find(payment.id())
                .map(one -> Tracker.of(one, payment.state().isOpen()))
                .orElseThrow(Problems.NotFound::new);
    }

    @PostMapping("/api/v1/payments/{id}/recall")
    ResponseEntity<?> recall(
            @AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        var recall =
                PaymentId.read(id)
                        .flatMap(one -> transfers.recall(me.customer().id(), one))
                        .orElseThrow(Problems.NotFound::new);
        return recall == Transfers.Recall.ASKED
                ? ResponseEntity.accepted().build()
                : Problems.refusal(recall);
    }
}
