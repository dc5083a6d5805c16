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
    private static final int DIGITS = 32;

    private final OwnKeys keys;

    Canary(OwnKeys keys) {
        this.keys = keys;
    }

    String fresh() {
        var id = Ids.next().toString();
        return id + "." + keys.sign(LANE, id, DIGITS);
    }

    boolean isOurs(String value) {
        var parts = value.split("\\.", 2);
        return parts.length == 2
                && parts[1].length() == DIGITS
                && keys.isSigned(LANE, parts[0], parts[1]);
    }
}
