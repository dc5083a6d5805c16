package okpay.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import okpay.identity.Devices;
import okpay.identity.Person;
import okpay.passkeys.Passkey;
import okpay.passkeys.Passkeys;
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
import org.springframework.web.bind.annotation.RestController;

/// Passkeys by program. Questions and answers are the JSON of WebAuthn level 3: `options` goes to
/// the device, its `PublicKeyCredential` comes back as `credential`, as text.
@RestController
class PasskeyDoor {

    private final Passkeys passkeys;
    private final Devices devices;

    PasskeyDoor(Passkeys passkeys, Devices devices) {
        this.passkeys = passkeys;
        this.devices = devices;
    }

    @GetMapping("/api/v1/passkeys")
    List<Passkey> list(@AuthenticationPrincipal Person.OfCustomer me) {
        return passkeys.list(me.customer().id());
    }

    /// @param pin where one is set
    record Wish(@NotBlank @Size(max = 256) String password, Optional<@Size(max = 6) String> pin) {}

    @PostMapping("/api/v1/passkeys/questions")
    ResponseEntity<?> ask(
            @AuthenticationPrincipal Person.OfCustomer me, @Valid @RequestBody Wish wish) {
        return switch (passkeys.add(me.customer(), wish.password(), wish.pin().orElse(""))) {
            case Passkeys.Adding.Asked(var question) -> ResponseEntity.ok(question);
            case Passkeys.Adding.NotAsked(var why) -> Problems.refusal(why);
        };
    }

    record Answer(
            @NotBlank @Size(max = 40) String ceremony,
            @NotBlank @Size(max = 20_000) String credential,
            Optional<@Size(max = 80) String> name) {}

    @PostMapping("/api/v1/passkeys")
    ResponseEntity<?> keep(
            @AuthenticationPrincipal Person.OfCustomer me, @Valid @RequestBody Answer answer) {
        return Answers.done(
                passkeys.keep(
                        me.customer(),
                        answer.ceremony(),
                        answer.credential(),
                        answer.name().orElse("")));
    }

    @DeleteMapping("/api/v1/passkeys/{id}")
    ResponseEntity<Void> remove(
            @AuthenticationPrincipal Person.OfCustomer me, @PathVariable String id) {
        passkeys.remove(me.customer().id(), id);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/api/v1/sessions/passkey-questions")
    ResponseEntity<?> ask(HttpServletRequest request) {
        return passkeys.ask(request.getRemoteAddr())
                .<ResponseEntity<?>>map(ResponseEntity::ok)
                .orElseGet(() -> Problems.refusal(Passkeys.Reason.TOO_MANY_TRIES));
    }

    @PostMapping("/api/v1/sessions/by-passkey")
    ResponseEntity<?> signIn(
            @Valid @RequestBody Answer answer,
            @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String browser,
            @RequestHeader(name = "X-OKPay-App", defaultValue = "") String app,
            @RequestHeader(name = "X-OKPay-Device", defaultValue = "") String mark) {
        var device = devices.read(browser, app).marked(mark);
        return passkeys.signIn(answer.ceremony(), answer.credential(), device)
                .<ResponseEntity<?>>map(SessionDoor::answer)
                .orElseGet(() -> Problems.refusal(Passkeys.Reason.NOT_ACCEPTED));
    }
}
