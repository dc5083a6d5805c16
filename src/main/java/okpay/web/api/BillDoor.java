package okpay.web.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import okpay.bills.Bill;
import okpay.bills.BillAccount;
import okpay.bills.BillAccountId;
import okpay.bills.Bills;
import okpay.bills.Bills.Checked;
import okpay.bills.Bills.Consent;
import okpay.identity.Person;
import okpay.wallet.PaymentKind;
import okpay.wallet.Shop;
import okpay.wallet.Shops;
import okpay.web.Problems;
import okpay.web.api.WalletDoor.Amount;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Bills by program: who wants money, what is due on an account, paying it once, standing orders.
@RestController
class BillDoor {

    private final Bills bills;
    private final Shops shops;

    BillDoor(Bills bills, Shops shops) {
        this.bills = bills;
        this.shops = shops;
    }

    record Biller(String code, String name) {}

    @GetMapping("/api/v1/billers")
    List<Biller> billers(@AuthenticationPrincipal Person.OfCustomer me) {
        return shops.list(PaymentKind.BILL).stream()
                .map(it -> new Biller(it.code(), it.nameIn(me.customer().language())))
                .toList();
    }

    record Due(String number, Amount amount, LocalDate due) {
        static Due of(Bill bill) {
            return new Due(bill.number(), Amount.of(bill.amount()), bill.due());
        }
    }

    /// @param holder as the biller masks it
    /// @param standing what is due is paid by itself, up to this
    record Account(
            String id,
            String biller,
            String reference,
            String holder,
            Optional<Amount> standing,
            Optional<Due> due) {
        static Account of(BillAccount one, Optional<Bill> due) {
            return new Account(
                    one.id().toString(),
                    one.biller(),
                    one.reference(),
                    one.holder(),
                    one.most().map(Amount::of),
                    due.map(Due::of));
        }
    }

    /// The customer's accounts, without asking the billers.
    @GetMapping("/api/v1/bill-accounts")
    List<Account> list(@AuthenticationPrincipal Person.OfCustomer me) {
        return bills.accounts(me.customer().id()).stream()
                .map(it -> Account.of(it, Optional.empty()))
                .toList();
    }

    /// @param reference the account's number at the biller
    record ToCheck(
            @NotBlank @Size(max = 20) String biller, @NotBlank @Size(max = 40) String reference) {}

    /// Asks the biller; an account it knows is kept.
    @PostMapping("/api/v1/bill-accounts")
    ResponseEntity<?> check(
            @AuthenticationPrincipal Person.OfCustomer me, @Valid @RequestBody ToCheck wish) {
        var biller =
                shops.byCode(wish.biller())
                        .filter(shop -> shop.kind() == PaymentKind.BILL)
                        .orElseThrow(Problems.NotFound::new);
        return check(me, biller, wish.reference(), 201);
    }

    /// With what is due now.
    @GetMapping("/api/v1/bill-accounts/{id}")
    ResponseEntity<?> find(@AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        var account = account(me, id);
        return check(me, bills.biller(account), account.reference(), 200);
    }

    private ResponseEntity<?> check(
            Person.OfCustomer me, Shop biller, String reference, int status) {
        return switch (bills.check(me.customer(), biller, reference)) {
            case Checked.Known(var account, var due) ->
                    ResponseEntity.status(status).body(Account.of(account, due));
            case Checked.NotKnown(var why) -> Problems.refusal(why);
        };
    }

    /// @param amount as it was seen to be due, in CNY
    record ToPay(@NotBlank @Size(max = 30) String amount, Optional<@Size(max = 6) String> pin) {}

    @PostMapping("/api/v1/bill-accounts/{id}/payments")
    ResponseEntity<?> pay(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody ToPay wish) {
        var account = account(me, id);
        var consent = Consent.now(wish.pin().orElse(""));
        return Answers.with(
                wish.amount(),
                money ->
                        Answers.paid(
                                bills.pay(me.customer(), account, money, Answers.key(key), consent),
                                me.customer().id()));
    }

    /// @param most what is due is paid by itself, up to this
    record Standing(@NotBlank @Size(max = 30) String most, @NotBlank @Size(max = 6) String pin) {}

    @PutMapping("/api/v1/bill-accounts/{id}/standing-order")
    ResponseEntity<?> standing(
            @AuthenticationPrincipal Person.OfCustomer me,
            @PathVariable String id,
            @Valid @RequestBody Standing wish) {
        var account = account(me, id);
        return Answers.with(
                wish.most(),
                money ->
                        Answers.done(
                                bills.standing(
                                        me.customer(), account, Optional.of(money), wish.pin())));
    }

    @DeleteMapping("/api/v1/bill-accounts/{id}/standing-order")
    ResponseEntity<?> end(@AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        return Answers.done(bills.standing(me.customer(), account(me, id), Optional.empty(), ""));
    }

    @DeleteMapping("/api/v1/bill-accounts/{id}")
    ResponseEntity<Void> remove(
            @AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        bills.remove(account(me, id));
        return ResponseEntity.noContent().build();
    }

    private BillAccount account(Person.OfCustomer me, String id) {
        return BillAccountId.read(id)
                .flatMap(one -> bills.find(me.customer().id(), one))
                .orElseThrow(Problems.NotFound::new);
    }
}
