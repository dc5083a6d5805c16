package okpay.web.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okpay.bank.BankAccount;
import okpay.bank.BankAccountId;
import okpay.bank.BankAccounts;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Person;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentKind;
import okpay.wallet.PaymentState;
import okpay.wallet.Payments;
import okpay.wallet.Shops;
import okpay.wallet.Wallets;
import okpay.web.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/// Balance and payments by program. Amounts are decimal strings with a currency, `"35.00"` and
/// `"CNY"`; every payment carries an `Idempotency-Key` of 1 to 100 characters: the same key gives
/// the first answer again.
@RestController
class WalletDoor {

    private final Wallets wallets;
    private final Payments payments;
    private final Shops shops;
    private final Customers customers;
    private final BankAccounts accounts;

    WalletDoor(
            Wallets wallets,
            Payments payments,
            Shops shops,
            Customers customers,
            BankAccounts accounts) {
        this.accounts = accounts;
        this.wallets = wallets;
        this.payments = payments;
        this.shops = shops;
        this.customers = customers;
    }

    record Amount(String amount, String currency) {
        static Amount of(Money money) {
            return new Amount(money.digits(), money.currency().getCurrencyCode());
        }
    }

    /// @param held set aside by payments under way; not part of `available`
    record Balance(Amount available, Amount held) {}

    @GetMapping("/api/v1/balance")
    Balance balance(
            @AuthenticationPrincipal Person.OfCustomer me,
            @RequestParam(defaultValue = "CNY") String currency) {
        var wanted = Answers.currency(currency);
        var account = wallets.open(me.customer().id(), wanted);
        return new Balance(
                Amount.of(account.available()), Amount.of(new Money(account.held(), wanted)));
    }

    /// @param state HELD, UNKNOWN, SUCCEEDED, FAILED or REFUNDED
    record Shown(
            String id,
            String kind,
            String payee,
            Amount amount,
            Amount refunded,
            String state,
            boolean incoming,
            Instant at,
            Instant movedAt) {

        /// @param me who looks
        static Shown of(Payment payment, CustomerId me) {
            return new Shown(
                    payment.id().toString(),
                    payment.kind().name(),
                    payment.payeeName(),
                    Amount.of(payment.amount()),
                    Amount.of(payment.refunded()),
                    payment.state().name(),
                    payment.isIncomingFor(me),
                    payment.at(),
                    payment.movedAt());
        }
    }

    /// Newest first. `q` is part of a name or note, or an amount. Where there may be more, the
    /// header `Link` (RFC 8288) says with which `before` to go on; while something is searched for
    /// that may be so though nothing was found.
    @GetMapping("/api/v1/payments")
    ResponseEntity<List<Shown>> list(
            @AuthenticationPrincipal Person.OfCustomer me,
            @RequestParam(defaultValue = "") String q,
            @RequestParam Optional<PaymentState> state,
            @RequestParam Optional<PaymentKind> kind,
            @RequestParam Optional<Instant> since,
            @RequestParam Optional<Instant> until,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "20") int limit) {
        if (limit < 1 || limit > 100) {
            throw new Problems.Mistake("limit");
        }
        var filter =
                new Payments.Filter(
                        q,
                        state,
                        kind,
                        since.map(it -> Answers.moment(it, "since")),
                        until.map(it -> Answers.moment(it, "until")),
                        PaymentId.read(before));
        var found = payments.list(me.customer().id(), filter, limit);
        var answer = ResponseEntity.ok();
        found.next().ifPresent(next -> answer.header(HttpHeaders.LINK, link(filter, limit, next)));
        return answer.body(
                found.payments().stream().map(one -> Shown.of(one, me.customer().id())).toList());
    }

    private static String link(Payments.Filter filter, int limit, PaymentId next) {
        return UriComponentsBuilder.fromPath("/api/v1/payments")
                .queryParam("q", "{q}")
                .queryParamIfPresent("state", filter.state())
                .queryParamIfPresent("kind", filter.kind())
                .queryParamIfPresent("since", filter.since())
                .queryParamIfPresent("until", filter.until())
                .queryParam("limit", limit)
                .queryParam("before", next)
                .encode()
                .buildAndExpand(filter.text())
                .toUriString()
                .transform(uri -> "<" + uri + ">; rel=\"next\"");
    }

    @GetMapping("/api/v1/payments/{id}")
    Shown find(@AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        return PaymentId.read(id)
                .flatMap(one -> payments.find(one, me.customer().id()))
                .map(one -> Shown.of(one, me.customer().id()))
                .orElseThrow(Problems.NotFound::new);
    }

    /// What somebody wants to pay, one of them: `shop` (a shop's code), `to` (phone or e-mail of a
    /// customer), `withdrawTo` or `topUpFrom` (an own bank account); with the payment `pin`.
    record Wish(
            Optional<String> shop,
            Optional<String> to,
            Optional<String> withdrawTo,
            Optional<String> topUpFrom,
            @NotBlank @Size(max = 30) String amount,
            @NotBlank @Size(min = 3, max = 3) String currency,
            Optional<@Size(max = 200) String> note,
            Optional<@Size(max = 6) String> pin) {}

    @PostMapping("/api/v1/payments")
    ResponseEntity<?> pay(
            @AuthenticationPrincipal Person.OfCustomer me,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody Wish wish) {
        Answers.key(key);
        return Answers.with(
                wish.amount(),
                Answers.currency(wish.currency()),
                money -> Answers.paid(attempt(me, wish, money, key), me.customer().id()));
    }

    private Attempt attempt(Person.OfCustomer me, Wish wish, Money money, String key) {
        var payer = me.customer();
        var order = new PayOrder(money, wish.note().orElse(""), key, wish.pin().orElse(""));
        long ways =
                Stream.of(wish.shop(), wish.to(), wish.withdrawTo(), wish.topUpFrom())
                        .filter(Optional::isPresent)
                        .count();
        if (ways != 1) {
            throw new Problems.Mistake("shop");
        }
        if (wish.withdrawTo().isPresent()) {
            return own(me, PaymentKind.WITHDRAW, wish.withdrawTo().get(), order);
        }
        if (wish.topUpFrom().isPresent()) {
            return own(me, PaymentKind.TOP_UP, wish.topUpFrom().get(), order);
        }
        if (wish.shop().isPresent()) {
            return shops.byCode(wish.shop().get())
                    // A bill is asked of its biller first.
                    .filter(shop -> shop.kind() != PaymentKind.BILL)
                    .map(shop -> shop.in(me.customer().language()))
                    .map(shop -> payments.pay(payer, shop, order))
                    .orElse(new Attempt.NotMade(Attempt.Reason.NO_SUCH_PAYEE));
        }
        return wish.to()
                .flatMap(customers::byHandle)
                .map(payee -> payments.send(payer, payee, order))
                .orElse(new Attempt.NotMade(Attempt.Reason.NO_SUCH_PAYEE));
    }

    private Attempt own(Person.OfCustomer me, PaymentKind kind, String id, PayOrder order) {
        if (!order.amount().currency().equals(Wallets.HOME)) {
            throw new Problems.Mistake("currency");
        }
        return BankAccountId.read(id)
                .flatMap(one -> accounts.find(me.customer().id(), one))
                .map(account ->
                        new Payments.Errand(
                                PaymentId.next(),
                                kind,
                                account.id().toString(),
                                account.bank() + " " + account.masked()))
                .map(errand -> payments.carry(me.customer(), errand, order))
                .orElse(new Attempt.NotMade(Attempt.Reason.NO_SUCH_PAYEE));
    }

    /// @param bank one of ICBC, ABC, BOC, CCB, BOCOM, CMB, PSBC
    record Own(String id, String bank, String number, Instant linkedAt) {
        static Own of(BankAccount account) {
            return new Own(
                    account.id().toString(),
                    account.bank().name(),
                    account.masked(),
                    account.linkedAt());
        }
    }

    @GetMapping("/api/v1/bank-accounts")
    List<Own> own(@AuthenticationPrincipal Person.OfCustomer me) {
        return accounts.list(me.customer().id()).stream().map(Own::of).toList();
    }

    /// @param number of the card, 16 to 19 digits
    record ToLink(
            @NotNull BankAccount.Bank bank,
            @NotBlank @Size(max = 30) String number,
            @NotBlank @Size(max = 6) String pin) {}

    @PostMapping("/api/v1/bank-accounts")
    ResponseEntity<?> link(
            @AuthenticationPrincipal Person.OfCustomer me, @Valid @RequestBody ToLink wish) {
        return switch (accounts.link(me.customer(), wish.bank(), wish.number(), wish.pin())) {
            case BankAccounts.Linked(var account) ->
                    ResponseEntity.status(201).body(Own.of(account));
            case BankAccounts.NotLinked(var reason) -> Problems.refusal(reason);
        };
    }

    @DeleteMapping("/api/v1/bank-accounts/{id}")
    ResponseEntity<Void> remove(
            @AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        accounts.remove(
                me.customer().id(), BankAccountId.read(id).orElseThrow(Problems.NotFound::new));
        return ResponseEntity.noContent().build();
    }
}
