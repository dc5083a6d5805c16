package okpay.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import okpay.identity.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Makes a [Page] for each request. The language is the reader's choice (a cookie), else the
/// person's, else the browser's; Chinese and English are spoken.
@Component
@ControllerAdvice
public class Pages {

    static final String LANGUAGE = "okpay_lang";

    private final MessageSource messages;
    private final WebSettings settings;
    private final Clock clock;

    Pages(MessageSource messages, WebSettings settings, Clock clock) {
        this.messages = messages;
        this.settings = settings;
        this.clock = clock;
    }

    @ModelAttribute("page")
    public Page of(HttpServletRequest request) {
        return of(request, who(), (CsrfToken) request.getAttribute(CsrfToken.class.getName()));
    }

    /// For whoever was found out to be there in another way than by a session.
    public Page of(
            HttpServletRequest request, Optional<Person> who, @Nullable CsrfToken formToken) {
        return new Page(
                language(request, who),
                settings.zone(),
                messages,
                who,
                formToken,
                here(request),
                clock.instant());
    }

    /// The same reader, a moment later: for live parts.
    public Page again(Page page) {
        return new Page(
                page.locale(),
                page.zone(),
                page.messages(),
                page.who(),
                page.csrf(),
                page.path(),
                clock.instant());
    }

    private static String here(HttpServletRequest request) {
        var query = request.getQueryString();
        return query == null || !request.getMethod().equals("GET")
                ? request.getRequestURI()
                : request.getRequestURI() + "?" + query;
    }

    private static Optional<Person> who() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Person person
                ? Optional.of(person)
                : Optional.empty();
    }

    private static Locale language(HttpServletRequest request, Optional<Person> who) {
        var cookies = request.getCookies();
        var chosen =
                Arrays.stream(cookies == null ? new Cookie[0] : cookies)
                        .filter(cookie -> cookie.getName().equals(LANGUAGE))
                        .map(Cookie::getValue)
                        .findFirst();
        // Pages that anybody may find are written in the language of their address.
        var path = request.getRequestURI();
        if (path.startsWith("/zh/") || path.startsWith("/en/")) {
            return path.startsWith("/zh/") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
        }
        // What stands in another site's page is in the language of that page.
        if (path.startsWith("/widget")) {
            var asked = request.getParameter("lang");
            return spoken(asked == null ? request.getLocale() : Locale.forLanguageTag(asked));
        }
        var wanted =
                chosen.map(Locale::forLanguageTag)
                        .or(() -> who.map(Pages::languageOf))
                        .orElseGet(request::getLocale);
        return spoken(wanted);
    }

    private static Locale spoken(Locale wanted) {
        return wanted.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    private static Locale languageOf(Person person) {
        return switch (person) {
            case Person.OfCustomer(var customer) -> customer.language();
            case Person.OfAgent(var agent) -> agent.language();
        };
    }
}
