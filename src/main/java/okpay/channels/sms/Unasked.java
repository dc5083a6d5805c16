package okpay.channels.sms;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import okpay.channels.Arrival;
import okpay.channels.Arrivals;
import okpay.channels.Channel;
import okpay.id.Digests;
import okpay.identity.Brake;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameters;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/// What people write to the number our text messages come from. A sender's number is easily made
/// up: it lies aside until a person has looked.
@Component
class Unasked {

    private static final byte UCS2 = 8;
    private static final int AN_HOUR = 20;

    private final Arrivals arrivals;
    private final Clock clock;
    private final Brake brake = new Brake(AN_HOUR, Duration.ofHours(1));

    Unasked(Arrivals arrivals, Clock clock) {
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /// The same words from one number on one day are one message that was told twice.
    void keep(DeliverSm written) {
        var from = written.getSourceAddr();
        if (brake.isWornOut(from)) {
            return;
        }
        var bytes = bytes(written);
        var charset =
                written.getDataCoding() == UCS2
                        ? StandardCharsets.UTF_16BE
                        : StandardCharsets.ISO_8859_1;
        var words = new String(bytes, charset);
        long day = clock.instant().getEpochSecond() / 86_400;
        arrivals.park(
                new Arrivals.Fresh(
                        Channel.SMS,
                        Digests.hex(from + "\n" + day + "\n" + words),
                        from,
                        words,
                        "",
                        new ByteArrayResource(words.getBytes(StandardCharsets.UTF_8))),
                Arrival.Why.UNPROVEN);
    }

    private static byte[] bytes(DeliverSm written) {
        var longer =
                OptionalParameters.get(
                        OptionalParameter.Message_payload.class, written.getOptionalParameters());
        return longer == null ? written.getShortMessage() : longer.getValue();
    }
}
