package okpay.web.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import okpay.friends.Codes;
import okpay.identity.Customer;
import okpay.identity.Person;
import okpay.merchant.Charge;
import okpay.merchant.ChargeId;
import okpay.merchant.Charges;
import okpay.merchant.ShownCodes;
import okpay.qr.PaymentCode;
import okpay.qr.PaymentCodes;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.Payments;
import okpay.wallet.Shops;
import okpay.web.Problems;
import okpay.web.api.WalletDoor.Amount;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Paying by code: what stands in a QR code is read, shown, and paid; and the customer's own code,
/// which a shop scans.
@RestController
class CodeDoor {

    private final Codes people;
    private final Charges charges;
    private final ShownCodes shown;
    private final Shops shops;
    private final Payments payments;

    CodeDoor(Codes people, Charges charges, ShownCodes shown, Shops shops, Payments payments) {
        this.people = people;
        this.charges = charges;
        this.shown = shown;
        this.shops = shops;
        this.payments = payments;
    }

    /// @param text as a scanner read it
    record Scanned(@NotBlank @Size(max = 1_000) String text) {}

    /// Whom a code pays.
    ///
    /// @param kind `SHOP` (pay at `/api/v1/payments` with the shop's code), `CHARGE` (one bill: pay
    ///   at `/api/v1/charges/{code}/payment`) or `PERSON` (pay at `/api/v1/codes/payments`)
    /// @param code the shop's, or the bill's number; empty for a person
    /// @param name a person's is half masked
    /// @param amount where the code says one
    record Read(String kind, String code, String name, Optional<Amount> amount) {}

    /// Reads a code; a person or bill that is not there is refused as `NOT_OURS`.
    @PostMapping("/api/v1/codes")
    ResponseEntity<?> read(
            @AuthenticationPrincipal Person.OfCustomer me, @Valid @RequestBody Scanned scanned) {
        var code = PaymentCodes.read(scanned.text());
        if (code instanceof PaymentCode.NotPayable(var flaw)) {
            return Problems.refusal(flaw);
        }
        return paysWhom(me, code)
                .<ResponseEntity<?>>map(ResponseEntity::ok)
                .orElseGet(() -> Problems.refusal(PaymentCode.Flaw.NOT_OURS));
    }

    private Optional<Read> paysWhom(Person.OfCustomer me, PaymentCode scanned) {
        var language = me.customer().language();
        return switch (scanned) {
            case PaymentCode.NotPayable _ -> Optional.empty();
            case PaymentCode.ToShop(var _, var _, var number) when number.isPresent() ->
                    ChargeId.read(number.get())
                            .flatMap(id -> charges.find(id, me.customer().id()))
                            .map(it ->
                                    new Read(
                                            "CHARGE",
                                            it.id().toString(),
                                            charges.shop(it).nameIn(language),
                                            Optional.of(Amount.of(it.amount()))));
            case PaymentCode.ToShop(var code, var amount, var _) ->
                    shops.byCode(code)
                            .map(it ->
                                    new Read(
                                            "SHOP",
                                            it.code(),
                                            it.nameIn(language),
                                            amount.map(Amount::of)));
            case PaymentCode.ToPerson(var token) ->
                    people.find(token)
                            .map(it -> new Read("PERSON", "", it.maskedName(), Optional.empty()));
        };
    }

    /// @param text a person's code
    record ToPerson(
            @NotBlank @Size(max = 1_000) String text,
            @NotBlank @Size(max = 30) String amount,
            Optional<@Size(max = 200) String> note,
            Optional<@Size(max = 6) String> pin) {}

    /// Sends to the person of a code.
    @PostMapping("/api/v1/codes/payments")
    ResponseEntity<?> send(
            @AuthenticationPrincipal Person.OfCustomer me,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody ToPerson wish) {
        var before = payments.tried(me.customer().id(), Answers.key(key));
        if (before.isPresent()) {
            return Answers.paid(new Attempt.Made(before.get()), me.customer().id());
        }
        Optional<Customer> payee =
                PaymentCodes.read(wish.text()) instanceof PaymentCode.ToPerson(var token)
                        ? people.find(token)
                        : Optional.empty();
        if (payee.isEmpty()) {
            return Problems.refusal(PaymentCode.Flaw.NOT_OURS);
        }
        return Answers.with(
                wish.amount(),
                money -> {
                    var order =
                            new PayOrder(
                                    money,
                                    wish.note().orElse(""),
                                    Answers.key(key),
                                    wish.pin().orElse(""));
                    return Answers.paid(
                            payments.send(me.customer(), payee.get(), order), me.customer().id());
                });
    }

    record Bill(String id, String shop, Amount amount, String note, boolean paid, Instant until) {}

    @GetMapping("/api/v1/charges/{id}")
    Bill bill(@AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        var charge = charge(me, id);
        return new Bill(
                charge.id().toString(),
                charges.shop(charge).nameIn(me.customer().language()),
                Amount.of(charge.amount()),
                charge.note(),
                charges.isPaid(charge),
                charge.until());
    }

    record Let(@NotBlank @Size(max = 6) String pin) {}

    @PostMapping("/api/v1/charges/{id}/payment")
    ResponseEntity<?> pay(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody Let let) {
        var charge = charge(me, id);
        var shop = charges.shop(charge).in(me.customer().language());
        return Answers.paid(
                charges.pay(me.customer(), charge, shop, Answers.key(key), let.pin()),
                me.customer().id());
    }

    private Charge charge(Person.OfCustomer me, String id) {
        return ChargeId.read(id)
                .flatMap(one -> charges.find(one, me.customer().id()))
                .orElseThrow(Problems.NotFound::new);
    }

    /// @param digits 18 of them, good for one bill within a minute
    record Mine(String digits, Instant until) {}

    /// A fresh code of the customer's own.
    @PostMapping("/api/v1/my-code")
    Mine mine(@AuthenticationPrincipal Person.OfCustomer me) {
        var fresh = shown.show(me.customer().id());
        return new Mine(fresh.digits(), fresh.until());
    }

    /// The bill a shop wrote for whoever showed the code; 204 while there is none.
    @GetMapping("/api/v1/my-code/bill")
    ResponseEntity<Bill> waiting(@AuthenticationPrincipal Person.OfCustomer me) {
        return charges.waitingFor(me.customer().id())
                .map(it -> ResponseEntity.ok(bill(me, it.id().toString())))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}
