package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import okpay.identity.Joinings;
import okpay.identity.Joinings.Joined;
import okpay.identity.Joinings.NotJoined;
import okpay.identity.Joinings.PassIsOver;
import okpay.web.Cookies;
import okpay.web.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The last step of joining: a name and a password.
@Controller
class JoinPages {

    private final Joinings joinings;
    private final Arrivals arrivals;
    private final Cookies cookies;

    JoinPages(Joinings joinings, Arrivals arrivals, Cookies cookies) {
        this.joinings = joinings;
        this.arrivals = arrivals;
        this.cookies = cookies;
    }

    @GetMapping("/app/join/next")
    ModelAndView form(HttpServletRequest request) {
        return Cookies.pass(request).isEmpty()
                ? new ModelAndView("redirect:/app/join")
                : form("", Optional.empty());
    }

    @PostMapping("/app/join/next")
    ModelAndView join(
            @ModelAttribute("page") Page page,
            @RequestParam String name,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        var pass = Cookies.pass(request);
        if (pass.isEmpty()) {
            return new ModelAndView("redirect:/app/join");
        }
        var device = arrivals.device(request);
        return switch (joinings.join(pass.get(), name, password, page.locale(), device)) {
            case Joined(var token, _) -> {
                var to = arrivals.welcome(request, response, token, device);
                response.addHeader(HttpHeaders.SET_COOKIE, cookies.passIsUsed());
                yield new ModelAndView("redirect:" + to);
            }
            case NotJoined(var reason) -> form(name, Optional.of("join.refused." + reason));
            case PassIsOver _ -> form(name, Optional.of("join.refused.PASS_IS_OVER"));
        };
    }

    private static ModelAndView form(String name, Optional<String> refusal) {
        return Forms.show("app/join", refusal).addObject("name", name);
    }
}
