package okpay.channels.voices;

import java.util.List;
import java.util.UUID;
import okpay.feedback.SaidInPublic;
import okpay.resolution.PublicGuard;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What may be said where something was said: not longer than the place takes, and nothing the
/// guard has doubts about.
@Component
class Allowed implements SaidInPublic {

    private final JdbcClient jdbc;
    private final PublicGuard guard;

    Allowed(JdbcClient jdbc, PublicGuard guard) {
        this.jdbc = jdbc;
        this.guard = guard;
    }

    List<PublicGuard.Doubt> doubts(String words) {
        return guard.check(words);
    }

    @Override
    public boolean mayBeSaid(UUID voice, String words) {
        return jdbc.sql("select place from channels.voice where id = :id")
                .param("id", voice)
                .query(String.class)
                .optional()
                .map(Place::valueOf)
                .filter(it -> words.length() <= it.longest())
                .filter(_ -> doubts(words).isEmpty())
                .isPresent();
    }
}
