package okpay.web.widget;

import okpay.web.Doors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/// The only pages that others may show in theirs, and only those that are named. They know no
/// cookies, so that nobody can act through them in the name of whoever is signed in.
@Configuration
@EnableConfigurationProperties(WidgetSettings.class)
class WidgetDoor {

    @Bean
    @Order(2)
    SecurityFilterChain forFrames(HttpSecurity http, WidgetSettings settings) {
        var around = settings.inHouse() ? "'self' " : "";
        var policy = Doors.policy(around + String.join(" ", settings.origins()));
        return http.securityMatcher("/widget", "/widget/**")
                .authorizeHttpRequests(it -> it.anyRequest().permitAll())
                .csrf(it -> it.disable())
                .sessionManagement(it -> it.disable())
                .securityContext(it -> it.disable())
                .requestCache(it -> it.disable())
                .logout(it -> it.disable())
                .headers(it ->
                        it.frameOptions(frame -> frame.disable())
                                .contentSecurityPolicy(csp -> csp.policyDirectives(policy)))
                .build();
    }
}
