package okpay.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import okpay.identity.Customer;
import okpay.identity.Devices;
import okpay.identity.Person;
import okpay.identity.Sessions;
import okpay.identity.SignIns;
import okpay.identity.Token;
import okpay.web.Cookies;
import okpay.web.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Signing in and out by program. A session is carried as `Authorization: Bearer TOKEN`.
@RestController
class SessionDoor {

    private final SignIns signIns;
    private final Sessions sessions;
    private final Devices devices;

    SessionDoor(SignIns signIns, Sessions sessions, Devices devices) {
        this.signIns = signIns;
        this.sessions = sessions;
        this.devices = devices;
    }

    /// @param handle phone number or e-mail address
    record Credentials(
            @NotBlank @Size(max = 254) String handle, @NotBlank @Size(max = 256) String password) {}

    record Opened(String token, String customer, String name) {}

    @PostMapping("/api/v1/sessions")
    ResponseEntity<?> open(
            @Valid @RequestBody Credentials credentials,
            @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String browser,
            @RequestHeader(name = "X-OKPay-App", defaultValue = "") String app,
            @RequestHeader(name = "X-OKPay-Device", defaultValue = "") String mark,
            HttpServletRequest request) {
        var device = devices.read(browser, app).marked(mark);
        return answer(
                signIns.customer(
                        credentials.handle(),
                        credentials.password(),
                        device,
                        request.getRemoteAddr()));
    }

    static ResponseEntity<?> answer(SignIns.SignIn signIn) {
        return switch (signIn) {
            case SignIns.SignedIn(var token, Person.OfCustomer(var customer)) ->
                    opened(token, customer);
            case SignIns.SignedIn _ -> throw new IllegalStateException("An agent is no customer");
            case SignIns.NotSignedIn(var reason) -> Problems.refusal(reason);
        };
    }

    static ResponseEntity<?> opened(Token token, Customer customer) {
        return ResponseEntity.status(201)
                .body(new Opened(token.secret(), customer.id().toString(), customer.name()));
    }

    @DeleteMapping("/api/v1/sessions/current")
    ResponseEntity<Void> end(HttpServletRequest request) {
        Cookies.token(request).ifPresent(sessions::end);
        return ResponseEntity.noContent().build();
    }
}
