package okpay.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import okpay.identity.Person;
import okpay.identity.Role;
import okpay.identity.Sessions;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/// Finds out who is asking, by the session's cookie or bearer token.
class SessionFilter extends OncePerRequestFilter {

    private final Sessions sessions;

    SessionFilter(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Cookies.token(request)
                .flatMap(sessions::find)
                .ifPresent(person -> {
                    var context = SecurityContextHolder.createEmptyContext();
                    context.setAuthentication(
                            new PreAuthenticatedAuthenticationToken(person, "", roles(person)));
                    SecurityContextHolder.setContext(context);
                });
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.startsWith("/css/") || path.startsWith("/js/") || path.startsWith("/webjars/");
    }

    private static List<SimpleGrantedAuthority> roles(Person person) {
        return switch (person) {
            case Person.OfCustomer _ -> List.of(new SimpleGrantedAuthority("CUSTOMER"));
            case Person.OfAgent(var agent) ->
                    agent.role() == Role.SUPERVISOR
                            ? List.of(
                                    new SimpleGrantedAuthority("AGENT"),
                                    new SimpleGrantedAuthority("SUPERVISOR"))
                            : List.of(new SimpleGrantedAuthority("AGENT"));
        };
    }
}
