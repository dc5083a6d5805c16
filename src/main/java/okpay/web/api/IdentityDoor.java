package okpay.web.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import okpay.identity.Person;
import okpay.verification.Standing;
import okpay.verification.Verifications;
import okpay.wallet.Freeze;
import okpay.wallet.Freezes;
import okpay.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Who the customer is, and closing the wallet, by program.
@RestController
class IdentityDoor {

    private final Verifications verifications;
    private final Freezes freezes;

    IdentityDoor(Verifications verifications, Freezes freezes) {
        this.verifications = verifications;
        this.freezes = freezes;
    }

    @GetMapping("/api/v1/identity")
    Standing standing(@AuthenticationPrincipal Person.OfCustomer me) {
        return verifications.standing(me.customer().id());
    }

    /// @param name as on the identity card
    /// @param number of the identity card
    record Card(
            @NotBlank @Size(max = 80) String name,
            @NotBlank @Size(max = 30) String number,
            @NotBlank @Size(max = 6) String pin) {}

    @PutMapping("/api/v1/identity")
    ResponseEntity<?> verify(
            @AuthenticationPrincipal Person.OfCustomer me, @Valid @RequestBody Card card) {
        return switch (verifications.verify(
                me.customer(), card.name(), card.number(), card.pin())) {
            case Verifications.Verified(var standing) -> ResponseEntity.ok(standing);
            case Verifications.NotVerified(var reason) -> Problems.refusal(reason);
        };
    }

    /// Why the wallet is closed; nothing when it is open.
    @GetMapping("/api/v1/lock")
    List<Freeze.Reason> why(@AuthenticationPrincipal Person.OfCustomer me) {
        return freezes.of(me.customer().id()).stream().map(Freeze::why).toList();
    }

    /// Closes the wallet: nothing leaves until it is opened again.
    @PutMapping("/api/v1/lock")
    ResponseEntity<Void> close(@AuthenticationPrincipal Person.OfCustomer me) {
        freezes.close(me.customer());
        return ResponseEntity.noContent().build();
    }

    record Opening(@NotBlank @Size(max = 6) String pin) {}

    @PostMapping("/api/v1/lock/openings")
    ResponseEntity<?> open(
            @AuthenticationPrincipal Person.OfCustomer me, @Valid @RequestBody Opening opening) {
        Optional<Freezes.Refusal> refusal = freezes.open(me.customer(), opening.pin());
        return refusal.<ResponseEntity<?>>map(Problems::refusal)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}
