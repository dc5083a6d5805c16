package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import okpay.identity.Locks;
import okpay.identity.Sessions;
import okpay.identity.Token;
import okpay.web.Cookies;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What the wallet is locked with, and where it is open: password, payment PIN, devices.
@Controller
class SecurityPages {

    /// Where a payment was begun.
    private static final Pattern THEN =
            Pattern.compile(
                    "/app/(send|shops/|abroad|top-up|withdraw|accounts|identity|scan)[^{}\\\\]*");

    private final Locks locks;
    private final Sessions sessions;

    SecurityPages(Locks locks, Sessions sessions) {
        this.locks = locks;
        this.sessions = sessions;
    }

    @GetMapping("/app/security")
    ModelAndView overview(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String done,
            HttpServletRequest request) {
        return new ModelAndView("app/security")
                .addObject("done", done)
                .addObject("pinIsSet", page.customer().hasPin())
                .addObject("running", sessions.running(page.customer().id(), mine(request)));
    }

    @PostMapping("/app/security/sessions/{id}/end")
    ModelAndView end(@ModelAttribute("page") Page page, @PathVariable String id) {
        try {
            sessions.end(page.customer().id(), UUID.fromString(id));
        } catch (IllegalArgumentException _) {
            throw new Problems.NotFound();
        }
        return to("session");
    }

    @PostMapping("/app/security/sessions/end-others")
    ModelAndView endOthers(@ModelAttribute("page") Page page, HttpServletRequest request) {
        sessions.endOthers(page.customer().id(), mine(request));
        return to("sessions");
    }

    @GetMapping("/app/security/password")
    ModelAndView passwordForm() {
        return Forms.show("app/password", Optional.empty());
    }

    @PostMapping("/app/security/password")
    ModelAndView changePassword(
            @ModelAttribute("page") Page page,
            @RequestParam String old,
            @RequestParam String password,
            @RequestParam String again,
            HttpServletRequest request) {
        if (!password.equals(again)) {
            return Forms.show("app/password", Optional.of("recovery.refused.NOT_THE_SAME"));
        }
        return locks.changePassword(page.customer(), old, password, mine(request))
                .map(why -> Forms.show("app/password", Optional.of("lock.refused." + why)))
                .orElseGet(() -> to("password"));
    }

    @GetMapping("/app/security/pin")
    ModelAndView pinForm(
            @ModelAttribute("page") Page page, @RequestParam(defaultValue = "") String then) {
        return pinForm(page, then, Optional.empty());
    }

    @PostMapping("/app/security/pin")
    ModelAndView setPin(
            @ModelAttribute("page") Page page,
            @RequestParam String password,
            @RequestParam(defaultValue = "") String old,
            @RequestParam String pin,
            @RequestParam String again,
            @RequestParam(defaultValue = "") String then) {
        if (!pin.equals(again)) {
            return pinForm(page, then, Optional.of("lock.refused.PINS_DIFFER"));
        }
        return locks.setPin(page.customer(), password, old, pin)
                .map(why -> pinForm(page, then, Optional.of("lock.refused." + why)))
                .orElseGet(() ->
                        THEN.matcher(then).matches()
                                ? new ModelAndView("redirect:" + then)
                                : to("pin"));
    }

    /// @param then where the customer came from, inside the app, and goes back to
    private ModelAndView pinForm(Page page, String then, Optional<String> refusal) {
        return Forms.show("app/pin", refusal)
                .addObject("isSet", page.customer().hasPin())
                .addObject("then", then);
    }

    private static Token mine(HttpServletRequest request) {
        return Cookies.token(request).orElseThrow();
    }

    private static ModelAndView to(String done) {
        return new ModelAndView("redirect:/app/security?done=" + done);
    }
}
