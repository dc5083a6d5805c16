package okpay.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import okpay.identity.Brake;
import org.springframework.stereotype.Component;

/// How much one address may ask of the public pages; and what this site is called from outside.
@Component
public class Manners {

    private final Brake questions = new Brake(240, Duration.ofMinutes(1));
    private final Brake keys = new Brake(900, Duration.ofMinutes(1));
    private final Brake votes = new Brake(60, Duration.ofHours(1));
    private final WebSettings settings;

    Manners(WebSettings settings) {
        this.settings = settings;
    }

    public boolean asksTooMuch(HttpServletRequest request) {
        return questions.isWornOut(request.getRemoteAddr());
    }

    /// While somebody types, several times a second.
    public boolean typesTooMuch(HttpServletRequest request) {
        return keys.isWornOut(request.getRemoteAddr());
    }

    public boolean votesTooMuch(HttpServletRequest request) {
        return votes.isWornOut(request.getRemoteAddr());
    }

    /// For addresses that leave this site, without a slash at the end.
    public String site() {
        return settings.site();
    }
}
