package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import okpay.identity.ChallengeId;
import okpay.identity.Challenges;
import okpay.identity.Locks;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A forgotten payment PIN: a code, the password, and a new PIN twice.
@Controller
class ForgottenPinPages {

    private final Locks locks;

    ForgottenPinPages(Locks locks) {
        this.locks = locks;
    }

    @GetMapping("/app/security/pin/forgot")
    ModelAndView offer() {
        return form(Optional.empty(), Optional.empty());
    }

    @PostMapping("/app/security/pin/forgot")
    ModelAndView ask(@ModelAttribute("page") Page page, HttpServletRequest request) {
        return switch (locks.askForPin(page.customer(), page.locale(), request.getRemoteAddr())) {
            case Challenges.Asked(var id) ->
                    new ModelAndView("redirect:/app/security/pin/forgot/" + id);
            case Challenges.NotAsked(var reason) ->
                    form(Optional.empty(), Optional.of("code.refused." + reason));
        };
    }

    @GetMapping("/app/security/pin/forgot/{id}")
    ModelAndView form(@PathVariable String id) {
        return form(Optional.of(idOf(id)), Optional.empty());
    }

    @PostMapping("/app/security/pin/forgot/{id}")
    ModelAndView replace(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String code,
            @RequestParam String password,
            @RequestParam String pin,
            @RequestParam String again) {
        var asked = Optional.of(idOf(id));
        if (!pin.equals(again)) {
            return form(asked, Optional.of("lock.refused.PINS_DIFFER"));
        }
        return locks.replacePin(page.customer(), password, asked.get(), code, pin)
                .map(why -> form(asked, Optional.of("lock.refused." + why)))
                .orElseGet(() -> new ModelAndView("redirect:/app/security?done=pin"));
    }

    private static ModelAndView form(Optional<ChallengeId> asked, Optional<String> refusal) {
        return Forms.show("app/forgotten-pin", refusal).addObject("asked", asked);
    }

    private static ChallengeId idOf(String id) {
        return ChallengeId.read(id).orElseThrow(Problems.NotFound::new);
    }
}
