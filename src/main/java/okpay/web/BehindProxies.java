package okpay.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okpay.webhooks.OurNetwork;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Who calls, and whether encrypted, as a reverse proxy of ours tells it (`X-Forwarded-For`,
/// `X-Forwarded-Proto`). Only a neighbour is believed: this machine, or a private network. Of the
/// addresses it lists the last that is no neighbour counts; what stands left of that the caller may
/// have made up. `Forwarded` is not read: most proxies pass on what callers write there.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BehindProxies extends OncePerRequestFilter {

    private static final String CALLER = "X-Forwarded-For";
    private static final String PROTOCOL = "X-Forwarded-Proto";

    /// `[2001:db8::7]:99`, `[2001:db8::7]`, `203.0.113.9:4711`.
    private static final Pattern PORT =
            Pattern.compile("^(?:\\[([^\\]]*)\\](?::\\d+)?|([0-9.]+):\\d+)$");

    private static final Pattern HOST_PORT = Pattern.compile(":\\d+$");

    /// Nobody stands between.
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(CALLER) == null && request.getHeader(PROTOCOL) == null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var peer = address(request.getRemoteAddr());
        chain.doFilter(
                peer.isPresent() && OurNetwork.has(peer.get()) ? told(request) : request, response);
    }

    private static HttpServletRequest told(HttpServletRequest request) {
        var caller = caller(request);
        var protocol = last(request, PROTOCOL);
        if (caller.equals(request.getRemoteAddr()) && protocol.isEmpty()) {
            return request;
        }
        boolean isSecure = protocol.map("https"::equalsIgnoreCase).orElse(request.isSecure());
        return new HttpServletRequestWrapper(request) {
            @Override
            public String getRemoteAddr() {
                return caller;
            }

            @Override
            public String getRemoteHost() {
                return caller;
            }

            @Override
            public boolean isSecure() {
                return isSecure;
            }

            @Override
            public String getScheme() {
                return isSecure ? "https" : "http";
            }

            // The browser's: without one it is the protocol's own.
            @Override
            public int getServerPort() {
                var host = Objects.requireNonNullElse(request.getHeader("Host"), "");
                return HOST_PORT.matcher(host).find()
                        ? request.getServerPort()
                        : isSecure ? 443 : 80;
            }
        };
    }

    private static String caller(HttpServletRequest request) {
        var caller = request.getRemoteAddr();
        var hops = all(request, CALLER);
        for (var told : hops.reversed()) {
            var hop = address(told);
            if (hop.isEmpty()) {
                return caller;
            }
            caller = hop.get().getHostAddress();
            if (!OurNetwork.has(hop.get())) {
                return caller;
            }
        }
        return caller;
    }

    private static Optional<String> last(HttpServletRequest request, String header) {
        var all = all(request, header);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().strip());
    }

    /// Each of a list, whether in one line or in several.
    private static List<String> all(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(it -> Stream.of(it.split(",", -1)))
                .toList();
    }

    /// Written out, with or without a port; names are not looked up.
    private static Optional<InetAddress> address(String written) {
        var plain = PORT.matcher(written.strip()).replaceFirst("$1$2");
        try {
            return Optional.of(InetAddress.ofLiteral(plain));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
