package okpay.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import okpay.identity.Sessions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/// Who may open which door. A page that is not yours sends you to sign in; the API answers 401.
@Configuration
@EnableConfigurationProperties(WebSettings.class)
public class Doors {

    private static final int LONGEST_WISH = 1_200;
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors ";

    /// A span for each of a dozen filters of each request tells nobody anything.
    @Bean
    SecurityObservationSettings noSpansOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /// Programs: every request says who it is; there are no forms to forge.
    @Bean
    @Order(1)
    SecurityFilterChain forPrograms(HttpSecurity http, Sessions sessions) {
        return withOurSessions(http, sessions)
                .securityMatcher("/api/**", "/rails/**", "/hooks/**")
                .authorizeHttpRequests(rules ->
                        rules.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(
                                        "/api/v1/sessions",
                                        "/api/v1/desk/sessions",
                                        "/api/v1/sessions/by-code",
                                        "/api/v1/sessions/passkey-questions",
                                        "/api/v1/sessions/by-passkey",
                                        "/api/v1/challenges/**",
                                        "/api/v1/customers",
                                        "/api/v1/recoveries",
                                        "/api/v1/corridors/**",
                                        "/api/v1/articles",
                                        "/api/v1/articles/**",
                                        "/rails/**",
                                        "/hooks/**")
                                .permitAll()
                                .requestMatchers("/api/v1/desk/**")
                                .hasAuthority("AGENT")
                                .anyRequest()
                                .hasAuthority("CUSTOMER"))
                .csrf(it -> it.disable())
                .build();
    }

    @Bean
    SecurityFilterChain rules(HttpSecurity http, Sessions sessions) {
        return withOurSessions(http, sessions)
                .authorizeHttpRequests(rules ->
                        rules.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(
                                        "/app/sign-in",
                                        "/app/join/**",
                                        "/app/forgot/**",
                                        "/app/code/**",
                                        "/app/passkey/**",
                                        "/app/stuck/**",
                                        "/console/sign-in",
                                        "/console/welcome/**")
                                .permitAll()
                                .requestMatchers("/app/**", "/app")
                                .hasAuthority("CUSTOMER")
                                .requestMatchers("/console/**", "/console")
                                .hasAuthority("AGENT")
                                .anyRequest()
                                .permitAll())
                .csrf(it -> it.csrfTokenRepository(new CookieCsrfTokenRepository()))
                .headers(it ->
                        it.contentSecurityPolicy(csp -> csp.policyDirectives(policy("")))
                                .referrerPolicy(Customizer.withDefaults()))
                .build();
    }

    /// @param around who may show the page in theirs: origins, or nothing for nobody
    public static String policy(String around) {
        return POLICY + (around.isBlank() ? "'none'" : around.strip());
    }

    /// Sessions are ours; Spring's would change the form token at every request.
    private static HttpSecurity withOurSessions(HttpSecurity http, Sessions sessions) {
        return http.addFilterBefore(
                        new SessionFilter(sessions), AnonymousAuthenticationFilter.class)
                .sessionManagement(it -> it.disable())
                .securityContext(it ->
                        it.securityContextRepository(
                                new RequestAttributeSecurityContextRepository()))
                .exceptionHandling(it -> it.authenticationEntryPoint(Doors::sendToSignIn))
                .requestCache(it -> it.disable())
                .logout(it -> it.disable());
    }

    /// We have no user names and passwords of Spring's own kind.
    @Bean
    UserDetailsService nobody() {
        return name -> {
            throw new UsernameNotFoundException(name);
        };
    }

    private static void sendToSignIn(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        String path = request.getServletPath();
        if (path.startsWith("/api/")) {
            Problems.write(response, 401, "NOT_SIGNED_IN");
            return;
        }
        rememberWhere(request, response);
        String to = path.startsWith("/console") ? "/console/sign-in" : "/app/sign-in";
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", to);
            response.setStatus(401);
        } else {
            response.sendRedirect(to);
        }
    }

    /// A page of the app that somebody asked for who is not signed in; short ones only.
    private static void rememberWhere(HttpServletRequest request, HttpServletResponse response) {
        var query = request.getQueryString();
        var here = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (request.getMethod().equals("GET")
                && here.startsWith("/app/")
                && here.length() < LONGEST_WISH
                && request.getHeader("HX-Request") == null) {
            response.addHeader(HttpHeaders.SET_COOKIE, Cookies.forNext(here, request.isSecure()));
        }
    }
}
