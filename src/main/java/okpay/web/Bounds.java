package okpay.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Turns away what nobody sends by accident: bodies over a megabyte or of unknown length, and
/// parameters with a NUL, which no database takes.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class Bounds extends OncePerRequestFilter {

    static final long MOST_BYTES = 1_000_000;

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        if (chunked || request.getContentLengthLong() > MOST_BYTES) {
            Problems.write(response, chunked ? 411 : 413, "TOO_LARGE");
        } else if (hasNul(request)) {
            Problems.write(response, 400, "NOT_VALID");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean hasNul(HttpServletRequest request) {
        return request.getParameterMap().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(value -> value.indexOf(0) >= 0);
    }
}
