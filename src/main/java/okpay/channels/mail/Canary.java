package okpay.channels.mail;

import java.time.Duration;
import okpay.channels.OwnKeys;
import okpay.id.Ids;
import org.springframework.stereotype.Component;

/// What our letters to ourselves are known by: nobody else can write one.
@Component
class Canary {

    static final String LANE = "mail.round";
    static final Duration PATIENCE = Duration.ofMinutes(11);

    private final OwnKeys keys;

    Canary(OwnKeys keys) {
        this.keys = keys;
    }

    String fresh() {
        return keys.marked(LANE, Ids.next().toString());
    }

    boolean isOurs(String value) {
        return keys.unmarked(LANE, value).isPresent();
    }
}
