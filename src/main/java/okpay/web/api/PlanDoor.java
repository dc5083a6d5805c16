package okpay.web.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import okpay.friends.Plan;
import okpay.friends.PlanId;
import okpay.friends.Plans;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.identity.Person;
import okpay.wallet.Attempt;
import okpay.web.Problems;
import okpay.web.api.WalletDoor.Amount;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Sending on a day to come, once or regularly, by program. Days are China's.
@RestController
class PlanDoor {

    private final Plans plans;
    private final Customers customers;

    PlanDoor(Plans plans, Customers customers) {
        this.plans = plans;
        this.customers = customers;
    }

    /// @param to half masked
    record Planned(
            String id,
            String to,
            Amount amount,
            String note,
            String every,
            LocalDate first,
            Optional<LocalDate> next,
            Optional<LocalDate> until) {}

    private static Planned shown(Plan it, Optional<Customer> payee) {
        return new Planned(
                it.id().toString(),
                payee.map(Customer::maskedName).orElse(""),
                Amount.of(it.amount()),
                it.note(),
                it.every().name(),
                it.first(),
                it.next(),
                it.until());
    }

    /// Those that are not over, the next one first.
    @GetMapping("/api/v1/plans")
    List<Planned> list(@AuthenticationPrincipal Person.OfCustomer me) {
        var mine = plans.of(me.customer().id());
        var payees = customers.findAll(mine.stream().map(Plan::payee).distinct().toList());
        return mine.stream()
                .map(it -> shown(it, Optional.ofNullable(payees.get(it.payee()))))
                .toList();
    }

    /// @param to phone number or address of a customer
    /// @param first tomorrow at the earliest, in a year at the latest
    record Wish(
            @NotBlank @Size(max = 254) String to,
            @NotBlank @Size(max = 30) String amount,
            Optional<@Size(max = 200) String> note,
            @NotNull Plan.Every every,
            @NotNull LocalDate first,
            Optional<LocalDate> until,
            @NotBlank @Size(max = 6) String pin) {}

    @PostMapping("/api/v1/plans")
    ResponseEntity<?> make(
            @AuthenticationPrincipal Person.OfCustomer me,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody Wish wish) {
        Answers.key(key);
        var payee = customers.byHandle(wish.to());
        if (payee.isEmpty()) {
            return Problems.refusal(Attempt.Reason.NO_SUCH_PAYEE);
        }
        return Answers.with(
                wish.amount(),
                money -> {
                    var what =
                            new Plans.Wish(
                                    money,
                                    wish.note().orElse(""),
                                    wish.every(),
                                    wish.first(),
                                    wish.until(),
                                    key);
                    return switch (plans.make(me.customer(), payee.get(), what, wish.pin())) {
                        case Plans.Planned(var plan) ->
                                ResponseEntity.status(201).body(shown(plan, payee));
                        case Plans.NotPlanned(var why) -> Problems.refusal(why);
                    };
                });
    }

    /// Nothing leaves any more.
    @DeleteMapping("/api/v1/plans/{id}")
    ResponseEntity<Void> end(
            @AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        plans.end(
                PlanId.read(id)
                        .flatMap(one -> plans.find(one, me.customer().id()))
                        .orElseThrow(Problems.NotFound::new));
        return ResponseEntity.noContent().build();
    }
}
