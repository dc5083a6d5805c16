package okpay.web.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import okpay.desk.Presence;
import okpay.identity.Devices;
import okpay.identity.Person;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/// To the desk and away from it.
@Controller
class DeskSignIn {

    private final SignIns signIns;
    private final Sessions sessions;
    private final Devices devices;
    private final Cookies cookies;
    private final Presence presence;

    DeskSignIn(
            SignIns signIns,
            Sessions sessions,
            Devices devices,
            Cookies cookies,
            Presence presence) {
        this.presence = presence;
        this.signIns = signIns;
        this.sessions = sessions;
        this.devices = devices;
        this.cookies = cookies;
    }

    @GetMapping("/console/sign-in")
    String form(Model model) {
        model.addAttribute("refusal", Optional.empty());
        model.addAttribute("email", "");
        return "console/sign-in";
    }

    @PostMapping("/console/sign-in")
    String signIn(
            @RequestParam String email,
            @RequestParam String password,
            @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String browser,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return switch (signIns.agent(
                email, password, devices.read(browser, ""), request.getRemoteAddr())) {
            case SignedIn(var token, _) -> {
                response.addHeader(HttpHeaders.SET_COOKIE, cookies.forDesk(token));
                yield "redirect:/console";
            }
            case NotSignedIn(var reason) -> {
                response.setStatus(422);
                model.addAttribute("refusal", Optional.of("sign-in.refused." + reason));
                model.addAttribute("email", email);
                yield "console/sign-in";
            }
        };
    }

    @PostMapping("/console/sign-out")
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        var token = Cookies.token(request);
        token.flatMap(sessions::find)
                .filter(Person.OfAgent.class::isInstance)
                .map(Person.OfAgent.class::cast)
                .ifPresent(it -> presence.set(it.agent().id(), Presence.State.AWAY));
        token.ifPresent(sessions::end);
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.goneFromDesk());
        return "redirect:/console/sign-in";
    }
}
