package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import okpay.identity.Recoveries;
import okpay.identity.Token;
import okpay.web.Cookies;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
        var pass = Cookies.pass(request);
        return pass.flatMap(recoveries::needsPin).isEmpty()
                ? new ModelAndView("redirect:/app/forgot")
                : form(pass.get(), Optional.empty());
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
            return form(pass.get(), Optional.of("recovery.refused.NOT_THE_SAME"));
        }
        return switch (recoveries.recover(pass.get(), password, pin)) {
            case Recoveries.Recovered _ -> {
                response.addHeader(HttpHeaders.SET_COOKIE, cookies.passIsUsed());
                response.addHeader(HttpHeaders.SET_COOKIE, cookies.goneFromApp());
                yield new ModelAndView("redirect:/app/sign-in?done=password");
            }
            case Recoveries.NotRecovered(var reason) ->
                    form(pass.get(), Optional.of("recovery.refused." + reason));
        };
    }

    private ModelAndView form(Token pass, Optional<String> refusal) {
        var view = new ModelAndView("app/new-password");
        if (refusal.isPresent()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view.addObject("needsPin", recoveries.needsPin(pass).orElse(false))
                .addObject("refusal", refusal);
    }
}
