package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import okpay.identity.Recoveries;
import okpay.identity.Token;
import okpay.web.Cookies;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The last step of a forgotten password: a new one, twice. It signs nobody in.
@Controller
class RecoveryPages {

    private final Recoveries recoveries;
    private final Cookies cookies;

    RecoveryPages(Recoveries recoveries, Cookies cookies) {
        this.recoveries = recoveries;
        this.cookies = cookies;
    }

    @GetMapping("/app/forgot/next")
    ModelAndView form(HttpServletRequest request) {
        return Cookies.pass(request)
                .flatMap(recoveries::needsPin)
                .map(needsPin -> form(needsPin, Optional.empty()))
                .orElseGet(() -> new ModelAndView("redirect:/app/forgot"));
    }

    @PostMapping("/app/forgot/next")
    ModelAndView recover(
            @RequestParam String password,
            @RequestParam String again,
            @RequestParam(defaultValue = "") String pin,
            HttpServletRequest request,
            HttpServletResponse response) {
        var pass = Cookies.pass(request);
        if (pass.isEmpty()) {
            return new ModelAndView("redirect:/app/forgot");
        }
        if (!password.equals(again)) {
            return again(pass.get(), "recovery.refused.NOT_THE_SAME");
        }
        return switch (recoveries.recover(pass.get(), password, pin)) {
            case Recoveries.Recovered _ -> {
                response.addHeader(HttpHeaders.SET_COOKIE, cookies.passIsUsed());
                response.addHeader(HttpHeaders.SET_COOKIE, cookies.goneFromApp());
                yield new ModelAndView("redirect:/app/sign-in?done=password");
            }
            case Recoveries.NotRecovered(var reason) ->
                    again(pass.get(), "recovery.refused." + reason);
        };
    }

    private ModelAndView again(Token pass, String refusal) {
        return form(recoveries.needsPin(pass).orElse(false), Optional.of(refusal));
    }

    private static ModelAndView form(boolean needsPin, Optional<String> refusal) {
        return Forms.show("app/new-password", refusal).addObject("needsPin", needsPin);
    }
}
