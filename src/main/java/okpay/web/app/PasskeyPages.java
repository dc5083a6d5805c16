package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import okpay.passkeys.Passkeys;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Passkeys: made, listed, removed, and used to sign in. The browser speaks JSON here.
@Controller
class PasskeyPages {

    private static final int LONGEST = 20_000;

    private final Passkeys passkeys;
    private final Arrivals arrivals;

    PasskeyPages(Passkeys passkeys, Arrivals arrivals) {
        this.passkeys = passkeys;
        this.arrivals = arrivals;
    }

    @GetMapping("/app/security/passkeys")
    ModelAndView list(@ModelAttribute("page") Page page) {
        return new ModelAndView("app/passkeys")
                .addObject("passkeys", passkeys.list(page.customer().id()));
    }

    @PostMapping("/app/security/passkeys/questions")
    ResponseEntity<?> ask(
            @ModelAttribute("page") Page page,
            @RequestParam String password,
            @RequestParam(defaultValue = "") String pin) {
        return switch (passkeys.add(page.customer(), password, pin)) {
            case Passkeys.Adding.Asked(var question) -> ResponseEntity.ok(question);
            case Passkeys.Adding.NotAsked(var why) -> refused(page, why);
        };
    }

    @PostMapping("/app/security/passkeys/answers")
    ResponseEntity<?> keep(
            @ModelAttribute("page") Page page,
            @RequestParam String ceremony,
            @RequestParam(defaultValue = "") String name,
            @RequestBody String answer) {
        if (answer.length() > LONGEST) {
            return refused(page, Passkeys.Reason.NOT_ACCEPTED);
        }
        Optional<Passkeys.Reason> why = passkeys.keep(page.customer(), ceremony, answer, name);
        return why.isPresent()
                ? refused(page, why.get())
                : ResponseEntity.ok("/app/security/passkeys");
    }

    @PostMapping("/app/security/passkeys/{id}/remove")
    String remove(@ModelAttribute("page") Page page, @PathVariable String id) {
        passkeys.remove(page.customer().id(), id);
        return "redirect:/app/security/passkeys";
    }

    /// Asks for a signature under what the customer has before them.
    @PostMapping("/app/confirmations")
    ResponseEntity<Passkeys.Question> confirm(
            @ModelAttribute("page") Page page, @RequestParam String action) {
        if (!action.matches("[0-9a-f]{64}")) {
            throw new Problems.Mistake("action");
        }
        return ResponseEntity.ok(passkeys.ask(page.customer().id(), action));
    }

    @PostMapping("/app/passkey/questions")
    ResponseEntity<?> ask(@ModelAttribute("page") Page page, HttpServletRequest request) {
        return passkeys.ask(request.getRemoteAddr())
                .<ResponseEntity<?>>map(ResponseEntity::ok)
                .orElseGet(() -> refused(page, Passkeys.Reason.TOO_MANY_TRIES));
    }

    @PostMapping("/app/passkey/answers")
    ResponseEntity<?> signIn(
            @ModelAttribute("page") Page page,
            @RequestParam String ceremony,
            @RequestBody String answer,
            HttpServletRequest request,
            HttpServletResponse response) {
        var device = arrivals.device(request);
        var signedIn =
                answer.length() > LONGEST
                        ? Optional.<okpay.identity.SignIns.SignedIn>empty()
                        : passkeys.signIn(ceremony, answer, device);
        if (signedIn.isEmpty()) {
            return refused(page, Passkeys.Reason.NOT_ACCEPTED);
        }
        return ResponseEntity.ok(
                arrivals.welcome(request, response, signedIn.get().token(), device));
    }

    private static ResponseEntity<String> refused(Page page, Passkeys.Reason why) {
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                .body(page.say("passkey.refused." + why));
    }
}
