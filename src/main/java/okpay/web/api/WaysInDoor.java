package okpay.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Optional;
import okpay.identity.Challenge;
import okpay.identity.ChallengeId;
import okpay.identity.Challenges;
import okpay.identity.Devices;
import okpay.identity.Joinings;
import okpay.identity.Recoveries;
import okpay.identity.SignIns;
import okpay.identity.Token;
import okpay.web.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// The ways in, by program: a one-time code proves a phone number or e-mail address, and the pass
/// it gives opens a wallet, a session, or the way to a new password. Nobody learns from these
/// answers whether there is a customer.
@RestController
class WaysInDoor {

    private final Challenges challenges;
    private final Joinings joinings;
    private final Recoveries recoveries;
    private final SignIns signIns;
    private final Devices devices;

    WaysInDoor(
            Challenges challenges,
            Joinings joinings,
            Recoveries recoveries,
            SignIns signIns,
            Devices devices) {
        this.challenges = challenges;
        this.joinings = joinings;
        this.recoveries = recoveries;
        this.signIns = signIns;
        this.devices = devices;
    }

    /// @param handle phone number or e-mail address
    /// @param language of the letter, `zh-CN` or `en`
    record Asking(
            @NotNull Challenge.Aim aim,
            @NotBlank @Size(max = 254) String handle,
            Optional<@Size(max = 35) String> language) {}

    record Asked(String id) {}

    @PostMapping("/api/v1/challenges")
    ResponseEntity<?> ask(@Valid @RequestBody Asking asking, HttpServletRequest request) {
        // For a new PIN one is signed in first.
        if (asking.aim() == Challenge.Aim.RESET_PIN) {
            throw new Problems.Mistake("aim");
        }
        var language = Locale.forLanguageTag(asking.language().orElse("zh-CN"));
        return switch (challenges.ask(
                asking.aim(), asking.handle(), language, request.getRemoteAddr())) {
            case Challenges.Asked(var id) ->
                    ResponseEntity.status(202).body(new Asked(id.toString()));
            case Challenges.NotAsked(var reason) -> Problems.refusal(reason);
        };
    }

    record Code(@NotBlank @Size(max = 12) String code) {}

    record Pass(String pass) {}

    @PostMapping("/api/v1/challenges/{id}/answer")
    ResponseEntity<?> answer(@PathVariable String id, @Valid @RequestBody Code code) {
        var challenge = ChallengeId.read(id).orElseThrow(Problems.NotFound::new);
        return switch (challenges.answer(challenge, code.code())) {
            case Challenges.Passed(var pass) -> ResponseEntity.ok(new Pass(pass.secret()));
            case Challenges.NotPassed(var reason) -> Problems.refusal(reason);
        };
    }

    record Newcomer(
            @NotBlank @Size(max = 100) String pass,
            @NotBlank @Size(max = 80) String name,
            @NotBlank @Size(max = 256) String password,
            Optional<@Size(max = 35) String> language) {}

    @PostMapping("/api/v1/customers")
    ResponseEntity<?> join(
            @Valid @RequestBody Newcomer newcomer,
            @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String browser,
            @RequestHeader(name = "X-OKPay-App", defaultValue = "") String app,
            @RequestHeader(name = "X-OKPay-Device", defaultValue = "") String mark) {
        return switch (joinings.join(
                new Token(newcomer.pass()),
                newcomer.name(),
                newcomer.password(),
                Locale.forLanguageTag(newcomer.language().orElse("zh-CN")),
                devices.read(browser, app).marked(mark))) {
            case Joinings.Joined(var token, var customer) -> SessionDoor.opened(token, customer);
            case Joinings.NotJoined(var reason) -> Problems.refusal(reason);
            case Joinings.PassIsOver _ -> Problems.refusal(Recoveries.Reason.PASS_IS_OVER);
        };
    }

    @PostMapping("/api/v1/sessions/by-code")
    ResponseEntity<?> signIn(
            @Valid @RequestBody Proof proof,
            @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String browser,
            @RequestHeader(name = "X-OKPay-App", defaultValue = "") String app,
            @RequestHeader(name = "X-OKPay-Device", defaultValue = "") String mark) {
        var device = devices.read(browser, app).marked(mark);
        return SessionDoor.answer(signIns.customer(new Token(proof.pass()), device));
    }

    record Proof(@NotBlank @Size(max = 100) String pass) {}

    /// @param pin the payment PIN, where one is set
    record Recovery(
            @NotBlank @Size(max = 100) String pass,
            @NotBlank @Size(max = 300) String password,
            Optional<@Size(max = 6) String> pin) {}

    @PostMapping("/api/v1/recoveries")
    ResponseEntity<?> recover(@Valid @RequestBody Recovery recovery) {
        return switch (recoveries.recover(
                new Token(recovery.pass()), recovery.password(), recovery.pin().orElse(""))) {
            case Recoveries.Recovered _ -> ResponseEntity.noContent().build();
            case Recoveries.NotRecovered(var reason) -> Problems.refusal(reason);
        };
    }
}
