package okpay.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okpay.identity.Person;
import okpay.identity.Sessions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Lets open pages in before the long way through filters and handlers, for there are many and they
/// stay long: what that way leaves behind for each request would be kept as long as the page.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class LiveDoor extends OncePerRequestFilter {

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9/_-]+/stream");

    private final CookieCsrfTokenRepository formTokens = new CookieCsrfTokenRepository();
    private final LiveStreams live;
    private final Sessions sessions;
    private final Pages pages;
    private final SingletonSupplier<List<Address>> addresses;

    LiveDoor(LiveStreams live, Sessions sessions, Pages pages, ObjectProvider<LivePage> livePages) {
        this.live = live;
        this.sessions = sessions;
        this.pages = pages;
        // Whatever draws pages is made after the doors are.
        this.addresses =
                SingletonSupplier.of(() ->
                        livePages
                                .orderedStream()
                                .map(it ->
                                        new Address(
                                                PathPatternParser.defaultInstance.parse(
                                                        it.stream()),
                                                it))
                                .toList());
    }

    private record Address(PathPattern pattern, LivePage page) {}

    private record Asked(LivePage page, String id) {}

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var asked = asked(request);
        if (asked.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var page = asked.get().page;
        var token = Cookies.token(request);
        var who = token.flatMap(it -> page.reader(it, sessions)).filter(it -> isFor(it, page));
        if (who.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        try {
            var reader = pages.of(request, who, formToken(request, response));
            var watched = page.watch(reader, asked.get().id);
            open(
                    request,
                    response,
                    watched,
                    new LiveStream.Reader(
                            name(who.get()), () -> page.reader(token.get(), sessions).isPresent()));
        } catch (Problems.NotFound _) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /// Addresses are taken as they are written; what is written in a roundabout way goes the long
    /// way, where it is refused.
    private Optional<Asked> asked(HttpServletRequest request) {
        var uri = request.getRequestURI();
        if (!request.getMethod().equals("GET") || !PLAIN.matcher(uri).matches()) {
            return Optional.empty();
        }
        var path = PathContainer.parsePath(uri);
        for (var address : addresses.obtain()) {
            var match = address.pattern.matchAndExtract(path);
            if (match != null) {
                var id = match.getUriVariables().getOrDefault("id", "");
                return Optional.of(new Asked(address.page, id));
            }
        }
        return Optional.empty();
    }

    private static boolean isFor(Person who, LivePage page) {
        return page.stream().startsWith("/console/") == who instanceof Person.OfAgent;
    }

    /// What the forms that are drawn into the page later will carry.
    private @Nullable CsrfToken formToken(
            HttpServletRequest request, HttpServletResponse response) {
        var kept = formTokens.loadToken(request);
        if (kept == null) {
            return null;
        }
        new XorCsrfTokenRequestAttributeHandler().handle(request, response, () -> kept);
        var shown = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return new DefaultCsrfToken(
                shown.getHeaderName(), shown.getParameterName(), shown.getToken());
    }

    private void open(
            HttpServletRequest request,
            HttpServletResponse response,
            LivePage.Watched watched,
            LiveStream.Reader reader)
            throws IOException {
        if (live.isFull(reader.who())) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        var last = number(request.getHeader("Last-Event-ID"));
        long after = last.or(() -> number(request.getParameter("after"))).orElse(0L);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("X-Accel-Buffering", "no");
        var line = new ServletLine(request.startAsync(), response.getOutputStream());
        var stream = live.stream(watched, after, line, reader);
        line.carry(stream, () -> live.open(stream, last.isPresent()));
    }

    private static String name(Person who) {
        return switch (who) {
            case Person.OfCustomer(var customer) -> customer.id().toString();
            case Person.OfAgent(var agent) -> agent.id().toString();
        };
    }

    private static Optional<Long> number(@Nullable String written) {
        return Optional.ofNullable(written)
                .filter(it -> it.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }
}
