package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import okpay.identity.Sessions;
import okpay.identity.SignIns;
import okpay.identity.SignIns.NotSignedIn;
import okpay.identity.SignIns.SignedIn;
import okpay.web.Cookies;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Into the app and out of it.
@Controller
class SignInPages {

    private final SignIns signIns;
    private final Sessions sessions;
    private final Arrivals arrivals;
    private final Cookies cookies;

    SignInPages(SignIns signIns, Sessions sessions, Arrivals arrivals, Cookies cookies) {
        this.signIns = signIns;
        this.sessions = sessions;
        this.arrivals = arrivals;
        this.cookies = cookies;
    }

    @GetMapping("/app/sign-in")
    String form(@RequestParam(defaultValue = "") String done, Model model) {
        model.addAttribute("refusal", Optional.empty());
        model.addAttribute("recovered", done.equals("password"));
        model.addAttribute("handle", "");
        return "app/sign-in";
    }

    @PostMapping("/app/sign-in")
    String signIn(
            @RequestParam String handle,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var device = arrivals.device(request);
        return switch (signIns.customer(handle, password, device, request.getRemoteAddr())) {
            case SignedIn(var token, _) ->
                    "redirect:" + arrivals.welcome(request, response, token, device);
            case NotSignedIn(var reason) -> {
                response.setStatus(422);
                model.addAttribute("refusal", Optional.of("sign-in.refused." + reason));
                model.addAttribute("handle", handle);
                model.addAttribute("recovered", false);
                yield "app/sign-in";
            }
        };
    }

    @PostMapping("/app/sign-out")
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        Cookies.token(request).ifPresent(sessions::end);
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.goneFromApp());
        return "redirect:/app/sign-in";
    }
}
