package okpay.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import okpay.identity.Person;
import okpay.identity.Sessions;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Turns away what nobody sends by accident: bodies over a megabyte or of unknown length, and
/// parameters with a NUL, which no database takes. Only an agent may send more, and only a bank's
/// file.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class Bounds extends OncePerRequestFilter {

    static final long MOST_BYTES = 1_000_000;
    private static final long MOST_OF_A_BANK = 200_000_000;
    private static final String BANK_FILES = "/console/reconciliation/files";

    private final Sessions sessions;

    Bounds(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        if (chunked || request.getContentLengthLong() > most(request)) {
            Problems.write(response, chunked ? 411 : 413, "TOO_LARGE");
        } else if (hasNul(request)) {
            Problems.write(response, 400, "NOT_VALID");
        } else {
            chain.doFilter(request, response);
        }
    }

    private long most(HttpServletRequest request) {
        boolean file =
                request.getContentLengthLong() > MOST_BYTES
                        && BANK_FILES.equals(request.getServletPath())
                        && Cookies.token(request)
                                .flatMap(sessions::find)
                                .filter(Person.OfAgent.class::isInstance)
                                .isPresent();
        return file ? MOST_OF_A_BANK : MOST_BYTES;
    }

    private static boolean hasNul(HttpServletRequest request) {
        return request.getParameterMap().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(value -> value.indexOf(0) >= 0);
    }
}
