package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import okpay.identity.Challenge;
import okpay.identity.ChallengeId;
import okpay.identity.Challenges;
import okpay.identity.SignIns;
import okpay.identity.Token;
import okpay.web.Cookies;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The ways in that need no password: a one-time code to a phone number or e-mail address, for
/// joining, for signing in, and for a forgotten password. The answers are the same for everybody.
@Controller
class CodePages {

    private static final String WAYS = "/app/{way:join|code|forgot}";

    private final Challenges challenges;
    private final SignIns signIns;
    private final Arrivals arrivals;
    private final Cookies cookies;

    CodePages(Challenges challenges, SignIns signIns, Arrivals arrivals, Cookies cookies) {
        this.challenges = challenges;
        this.signIns = signIns;
        this.arrivals = arrivals;
        this.cookies = cookies;
    }

    @GetMapping(WAYS)
    ModelAndView handleForm(@PathVariable String way) {
        return handleForm(way, "", Optional.empty());
    }

    @PostMapping(WAYS)
    ModelAndView ask(
            @ModelAttribute("page") Page page,
            @PathVariable String way,
            @RequestParam String handle,
            HttpServletRequest request) {
        return switch (challenges.ask(aim(way), handle, page.locale(), request.getRemoteAddr())) {
            case Challenges.Asked(var id) -> to("/app/" + way + "/" + id);
            case Challenges.NotAsked(var reason) ->
                    handleForm(way, handle, Optional.of("code.refused." + reason));
        };
    }

    @GetMapping(WAYS + "/{id}")
    ModelAndView codeForm(@PathVariable String way, @PathVariable String id) {
        return codeForm(way, challenge(id), Optional.empty());
    }

    @PostMapping(WAYS + "/{id}")
    ModelAndView answer(
            @PathVariable String way,
            @PathVariable String id,
            @RequestParam String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        var challenge = challenge(id);
        return switch (challenges.answer(idOf(id), code)) {
            case Challenges.NotPassed(var reason) ->
                    codeForm(way, challenge, Optional.of("code.refused." + reason));
            case Challenges.Passed(var pass) when aim(way) == Challenge.Aim.SIGN_IN ->
                    signIn(pass, request, response);
            case Challenges.Passed(var pass) -> {
                response.addHeader(HttpHeaders.SET_COOKIE, cookies.forPass(pass));
                yield to("/app/" + way + "/next");
            }
        };
    }

    /// The same again, as often as the limits let it be.
    @PostMapping(WAYS + "/{id}/again")
    ModelAndView again(
            @ModelAttribute("page") Page page,
            @PathVariable String way,
            @PathVariable String id,
            HttpServletRequest request) {
        var handle = challenge(id).map(it -> it.handle().text()).orElse("");
        return handle.isEmpty() ? to("/app/" + way) : ask(page, way, handle, request);
    }

    /// Where a reader comes back to who changed the language on the page of a refusal.
    @GetMapping(WAYS + "/{id}/again")
    ModelAndView backToCode(@PathVariable String way, @PathVariable String id) {
        return to("/app/" + way + "/" + idOf(id));
    }

    /// Programs that look into mail open every link: following takes a tap.
    @GetMapping("/app/forgot/link")
    ModelAndView link(@RequestParam(defaultValue = "") String t) {
        return t.isEmpty()
                ? to("/app/forgot")
                : new ModelAndView("app/link").addObject("secret", t);
    }

    @PostMapping("/app/forgot/link")
    ModelAndView follow(@RequestParam String t, HttpServletResponse response) {
        return switch (challenges.follow(new Token(t))) {
            case Challenges.NotPassed(var reason) ->
                    handleForm("forgot", "", Optional.of("code.refused." + reason));
            case Challenges.Passed(var pass) -> {
                response.addHeader(HttpHeaders.SET_COOKIE, cookies.forPass(pass));
                yield to("/app/forgot/next");
            }
        };
    }

    private ModelAndView signIn(
            Token pass, HttpServletRequest request, HttpServletResponse response) {
        var device = arrivals.device(request);
        return switch (signIns.customer(pass, device)) {
            case SignIns.SignedIn(var token, _) ->
                    to(arrivals.welcome(request, response, token, device));
            case SignIns.NotSignedIn(var reason) ->
                    handleForm("code", "", Optional.of("sign-in.refused." + reason));
        };
    }

    private static ModelAndView handleForm(String way, String handle, Optional<String> refusal) {
        return Forms.show("app/ask-code", refusal)
                .addObject("way", way)
                .addObject("handle", handle);
    }

    private static ModelAndView codeForm(
            String way, Optional<Challenge> challenge, Optional<String> refusal) {
        return challenge
                .map(it ->
                        Forms.show("app/give-code", refusal)
                                .addObject("way", way)
                                .addObject("challenge", it))
                .orElseGet(() -> handleForm(way, "", Optional.of("code.refused.CODE_IS_OVER")));
    }

    private Optional<Challenge> challenge(String id) {
        return challenges.find(idOf(id));
    }

    private static ChallengeId idOf(String id) {
        return ChallengeId.read(id).orElseThrow(Problems.NotFound::new);
    }

    private static Challenge.Aim aim(String way) {
        return switch (way) {
            case "join" -> Challenge.Aim.JOIN;
            case "code" -> Challenge.Aim.SIGN_IN;
            case "forgot" -> Challenge.Aim.RESET_PASSWORD;
            default -> throw new Problems.NotFound();
        };
    }

    private static ModelAndView to(String path) {
        return new ModelAndView("redirect:" + path);
    }
}
