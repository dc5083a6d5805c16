package okpay.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import okpay.identity.Person;
import okpay.identity.Sessions;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Turns away what nobody sends by accident: bodies over a megabyte or of unknown length, and
/// parameters with a NUL, which no database takes. Somebody signed in may send a photograph, and an
/// agent a bank's file.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class Bounds extends OncePerRequestFilter {

    static final long MOST_BYTES = 1_000_000;
    private static final long MOST_OF_A_PICTURE = 10_500_000;
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
        var type = Objects.requireNonNullElse(request.getContentType(), "");
        if (request.getContentLengthLong() <= MOST_BYTES || !type.startsWith("multipart/")) {
            return MOST_BYTES;
        }
        var person = Cookies.token(request).flatMap(sessions::find);
        if (person.isEmpty()) {
            return MOST_BYTES;
        }
        return person.get() instanceof Person.OfAgent && BANK_FILES.equals(request.getServletPath())
                ? MOST_OF_A_BANK
                : MOST_OF_A_PICTURE;
    }

    private static boolean hasNul(HttpServletRequest request) {
        return request.getParameterMap().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(value -> value.indexOf(0) >= 0);
    }
}
