package okpay.web.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okpay.identity.Person;
import okpay.merchant.Charge;
import okpay.merchant.ChargeId;
import okpay.merchant.Charges;
import okpay.merchant.Merchants;
import okpay.merchant.Trade;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import okpay.web.Problems;
import okpay.web.api.WalletDoor.Amount;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A customer's own shops by program: bills, what was taken, refunds, takings. Somebody else's shop
/// does not exist.
@RestController
class ShopDoor {

    private final Merchants merchants;
    private final Charges charges;
    private final Payments payments;

    ShopDoor(Merchants merchants, Charges charges, Payments payments) {
        this.merchants = merchants;
        this.charges = charges;
        this.payments = payments;
    }

    /// @param payCode what stands in the QR code on the counter (EMVCo)
    record Own(
            String id, String code, String name, String nameEn, Amount takings, String payCode) {}

    @GetMapping("/api/v1/shops")
    List<Own> list(@AuthenticationPrincipal Person.OfCustomer me) {
        return merchants.of(me.customer().id()).stream().map(this::shown).toList();
    }

    record ToOpen(
            @NotBlank @Size(max = 40) String name,
            Optional<@Size(max = 40) String> nameEn,
            @NotNull Trade trade) {}

    @PostMapping("/api/v1/shops")
    ResponseEntity<?> open(
            @AuthenticationPrincipal Person.OfCustomer me, @Valid @RequestBody ToOpen wish) {
        return switch (merchants.open(
                me.customer(), wish.name(), wish.nameEn().orElse(""), wish.trade())) {
            case Merchants.Opened(var shop) -> ResponseEntity.status(201).body(shown(shop));
            case Merchants.NotOpened(var why) -> Problems.refusal(why);
        };
    }

    private Own shown(Shop shop) {
        return new Own(
                shop.id().toString(),
                shop.code(),
                shop.name(),
                shop.nameEn(),
                Amount.of(merchants.takings(shop)),
                merchants.code(shop));
    }

    record Taken(String id, Amount amount, Amount refunded, String note, String state, Instant at) {
        static Taken of(Payment one) {
            return new Taken(
                    one.id().toString(),
                    Amount.of(one.amount()),
                    Amount.of(one.refunded()),
                    one.note(),
                    one.state().name(),
                    one.at());
        }
    }

    /// Newest first, 20 at a time.
    ///
    /// @param before the last one of the page before
    @GetMapping("/api/v1/shops/{id}/payments")
    List<Taken> taken(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String before) {
        return payments.takenBy(shop(me, id), PaymentId.read(before), 20).payments().stream()
                .map(Taken::of)
                .toList();
    }

    /// @param code of a customer who shows one; without it, the bill is for anybody
    record ToCharge(
            @NotBlank @Size(max = 30) String amount,
            Optional<@Size(max = 200) String> note,
            Optional<@Size(max = 40) String> code) {}

    /// @param payCode what stands in the bill's QR code (EMVCo)
    record Written(
            String id, Amount amount, String note, boolean paid, Instant until, String payCode) {}

    @PostMapping("/api/v1/shops/{id}/charges")
    ResponseEntity<?> charge(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody ToCharge wish) {
        var shop = shop(me, id);
        Answers.key(key);
        return Answers.with(
                wish.amount(),
                money ->
                        charges.ask(shop, money, wish.note().orElse(""), wish.code(), key)
                                .<ResponseEntity<?>>map(
                                        it -> ResponseEntity.status(201).body(shown(it)))
                                .orElseGet(() ->
                                        Problems.refusal(Merchants.Reason.NOBODY_SHOWS_THIS)));
    }

    @GetMapping("/api/v1/shops/{id}/charges/{charge}")
    Written charge(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @PathVariable String charge) {
        var shop = shop(me, id);
        return ChargeId.read(charge)
                .flatMap(charges::find)
                .filter(it -> it.shop().equals(shop.id()))
                .map(this::shown)
                .orElseThrow(Problems.NotFound::new);
    }

    private Written shown(Charge one) {
        return new Written(
                one.id().toString(),
                Amount.of(one.amount()),
                one.note(),
                charges.isPaid(one),
                one.until(),
                charges.code(one));
    }

    record Sum(@NotBlank @Size(max = 30) String amount, @NotBlank @Size(max = 6) String pin) {}

    @PostMapping("/api/v1/shops/{id}/payments/{payment}/refunds")
    ResponseEntity<?> refund(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @PathVariable String payment,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody Sum sum) {
        var shop = shop(me, id);
        var taken =
                PaymentId.read(payment)
                        .flatMap(one -> merchants.payment(shop, one))
                        .orElseThrow(Problems.NotFound::new);
        return Answers.with(
                sum.amount(),
                money ->
                        Answers.done(
                                merchants.refund(
                                        me.customer(),
                                        taken,
                                        money,
                                        Answers.plainKey(key),
                                        sum.pin())));
    }

    /// Takings to the owner's wallet.
    @PostMapping("/api/v1/shops/{id}/takings")
    ResponseEntity<?> takeOut(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody Sum sum) {
        var shop = shop(me, id);
        return Answers.with(
                sum.amount(),
                money ->
                        Answers.done(
                                merchants.takeOut(
                                        me.customer(),
                                        shop,
                                        money,
                                        Answers.plainKey(key),
                                        sum.pin())));
    }

    private Shop shop(Person.OfCustomer me, String id) {
        return ShopId.read(id)
                .flatMap(one -> merchants.find(me.customer().id(), one))
                .orElseThrow(Problems.NotFound::new);
    }
}
