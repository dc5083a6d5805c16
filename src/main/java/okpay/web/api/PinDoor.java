package okpay.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import okpay.identity.ChallengeId;
import okpay.identity.Challenges;
import okpay.identity.Locks;
import okpay.identity.Person;
import okpay.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// The payment PIN by program: setting it, and replacing one that was forgotten.
@RestController
class PinDoor {

    private final Locks locks;

    PinDoor(Locks locks) {
        this.locks = locks;
    }

    /// @param old the present PIN, where one is set
    /// @param pin six digits
    record NewPin(
            @NotBlank @Size(max = 256) String password,
            Optional<@Size(max = 6) String> old,
            @NotBlank @Size(max = 6) String pin) {}

    @PutMapping("/api/v1/pin")
    ResponseEntity<?> set(
            @AuthenticationPrincipal Person.OfCustomer me, @Valid @RequestBody NewPin fresh) {
        return answer(
                locks.setPin(me.customer(), fresh.password(), fresh.old().orElse(""), fresh.pin()));
    }

    /// Sends a code to the customer's own phone number, or e-mail address.
    @PostMapping("/api/v1/pin/challenges")
    ResponseEntity<?> ask(
            @AuthenticationPrincipal Person.OfCustomer me, HttpServletRequest request) {
        var customer = me.customer();
        return switch (locks.askForPin(customer, customer.language(), request.getRemoteAddr())) {
            case Challenges.Asked(var id) ->
                    ResponseEntity.status(202).body(new WaysInDoor.Asked(id.toString()));
            case Challenges.NotAsked(var reason) -> Problems.refusal(reason);
        };
    }

    /// @param challenge what the code was asked for with
    record Replacement(
            @NotBlank @Size(max = 40) String challenge,
            @NotBlank @Size(max = 12) String code,
            @NotBlank @Size(max = 256) String password,
            @NotBlank @Size(max = 6) String pin) {}

    @PostMapping("/api/v1/pin/replacements")
    ResponseEntity<?> replace(
            @AuthenticationPrincipal Person.OfCustomer me, @Valid @RequestBody Replacement wish) {
        var asked = ChallengeId.read(wish.challenge()).orElseThrow(Problems.NotFound::new);
        return answer(
                locks.replacePin(me.customer(), wish.password(), asked, wish.code(), wish.pin()));
    }

    private static ResponseEntity<?> answer(Optional<Locks.Refusal> refusal) {
        return refusal.<ResponseEntity<?>>map(Problems::refusal)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}
