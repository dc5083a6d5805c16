package okpay.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.Token;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/// The cookies that carry a session: one for the app, one for the desk, so that a person may be in
/// both.
@Component
public class Cookies {

    static final String APP = "okpay_app";
    static final String DESK = "okpay_desk";
    private static final String PASS = "okpay_pass";
    private static final String NEXT = "okpay_next";
    private static final String DEVICE = "okpay_device";

    private final WebSettings settings;

    Cookies(WebSettings settings) {
        this.settings = settings;
    }

    public String forApp(Token token) {
        return cookie(APP, token.secret(), Duration.ofDays(30));
    }

    public String forDesk(Token token) {
        return cookie(DESK, token.secret(), Duration.ofHours(12));
    }

    /// Proof of a phone number or e-mail address, for the next step only.
    public String forPass(Token pass) {
        return cookie(PASS, pass.secret(), Duration.ofMinutes(30));
    }

    public String passIsUsed() {
        return cookie(PASS, "", Duration.ZERO);
    }

    public static Optional<Token> pass(HttpServletRequest request) {
        return value(request, PASS).map(Token::new);
    }

    /// What this browser is known by, if by anything.
    public static Optional<String> known(HttpServletRequest request) {
        return value(request, DEVICE).filter(it -> it.length() <= 80);
    }

    /// What this browser is known by; a new mark when it has none.
    public static String mark(HttpServletRequest request) {
        return known(request).orElseGet(() -> UUID.randomUUID().toString());
    }

    public String forMark(String mark) {
        return cookie(DEVICE, mark, Duration.ofDays(365));
    }

    /// Where somebody wanted to go who has to sign in first.
    static String forNext(String path, boolean isSecure) {
        return ResponseCookie.from(NEXT, URLEncoder.encode(path, StandardCharsets.UTF_8))
                .httpOnly(true)
                .secure(isSecure)
                .sameSite("Lax")
                .path("/app")
                .maxAge(Duration.ofMinutes(15))
                .build()
                .toString();
    }

    /// Where somebody goes who has signed in: where they wanted to, within the app; but not to a
    /// thing with a number, which may be somebody else's who used this browser before. What was
    /// said in public is nobody's.
    public static String next(HttpServletRequest request) {
        return value(request, NEXT)
                .map(it -> URLDecoder.decode(it, StandardCharsets.UTF_8))
                .filter(it -> it.matches("/app/[a-z/-]+(\\?.*)?|/app/said/[0-9A-Z]{4}-[0-9A-Z]{4}"))
                .orElse("/app");
    }

    public static String nextIsDone() {
        return ResponseCookie.from(NEXT, "").path("/app").maxAge(Duration.ZERO).build().toString();
    }

    public String goneFromApp() {
        return cookie(APP, "", Duration.ZERO);
    }

    public String goneFromDesk() {
        return cookie(DESK, "", Duration.ZERO);
    }

    /// The token of the face that this request is for.
    public static Optional<Token> token(HttpServletRequest request) {
        var bearer = request.getHeader("Authorization");
        if (bearer != null && bearer.startsWith("Bearer ")) {
            return Optional.of(new Token(bearer.substring("Bearer ".length()).strip()));
        }
        if (request.getServletPath().startsWith("/api/")) {
            return Optional.empty();
        }
        var name = request.getServletPath().startsWith("/console") ? DESK : APP;
        return value(request, name).map(Token::new);
    }

    private static Optional<String> value(HttpServletRequest request, String name) {
        var cookies = request.getCookies();
        return Arrays.stream(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private String cookie(String name, String value, Duration lasts) {
        return ResponseCookie.from(name, value)
                .httpOnly(true)
                .secure(settings.isSecure())
                .sameSite("Lax")
                .path("/")
                .maxAge(lasts)
                .build()
                .toString();
    }
}
