package okpay.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
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

    private static final int CARRIER_NAT_FIRST = 100;

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var peer = address(request.getRemoteAddr());
        chain.doFilter(
                peer.isPresent() && isNeighbour(peer.get()) ? told(request) : request, response);
    }

    private static HttpServletRequest told(HttpServletRequest request) {
        var caller = caller(request);
        var protocol = last(request, "X-Forwarded-Proto");
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
        };
    }

    private static String caller(HttpServletRequest request) {
        var caller = request.getRemoteAddr();
        var hops = all(request, "X-Forwarded-For");
        for (int i = hops.length - 1; i >= 0; i--) {
            var hop = address(hops[i]);
            if (hop.isEmpty()) {
                return caller;
            }
            caller = hop.get().getHostAddress();
            if (!isNeighbour(hop.get())) {
                return caller;
            }
        }
        return caller;
    }

    private static Optional<String> last(HttpServletRequest request, String header) {
        var all = all(request, header);
        return all.length == 0 ? Optional.empty() : Optional.of(all[all.length - 1].strip());
    }

    private static String[] all(HttpServletRequest request, String header) {
        var lines = request.getHeaders(header);
        var all = new StringBuilder();
        while (lines != null && lines.hasMoreElements()) {
            all.append(all.isEmpty() ? "" : ",").append(lines.nextElement());
        }
        return all.isEmpty() ? new String[0] : all.toString().split(",", -1);
    }

    /// Written out, with or without a port; names are not looked up.
    private static Optional<InetAddress> address(String written) {
        var plain = written.strip().replaceFirst("^\\[([^\\]]*)\\](:\\d+)?$", "$1");
        if (plain.matches("[0-9.]+:\\d+")) {
            plain = plain.substring(0, plain.indexOf(':'));
        }
        try {
            return Optional.of(InetAddress.ofLiteral(plain));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isNeighbour(InetAddress it) {
        var bytes = it.getAddress();
        boolean isUnique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean isCarriers =
                bytes.length == 4
                        && (bytes[0] & 0xff) == CARRIER_NAT_FIRST
                        && (bytes[1] & 0xc0) == 0x40;
        return it.isLoopbackAddress()
                || it.isSiteLocalAddress()
                || it.isLinkLocalAddress()
                || isUnique
                || isCarriers;
    }
}
