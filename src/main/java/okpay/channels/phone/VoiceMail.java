package okpay.channels.phone;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import okpay.channels.Arrival;
import okpay.channels.Arrivals;
import okpay.channels.Channel;
import okpay.channels.Phrases;
import okpay.channels.Reception;
import okpay.identity.Customer;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/// What callers leave: kept as it was spoken, and put into a case of whoever is known.
@Component
class VoiceMail {

    static final Duration LONGEST = Duration.ofMinutes(2);
    static final double SHORTEST_SECONDS = 1;

    private final Arrivals arrivals;
    private final Reception reception;
    private final Answers answers;
    private final Phrases phrases;

    VoiceMail(Arrivals arrivals, Reception reception, Answers answers, Phrases phrases) {
        this.arrivals = arrivals;
        this.reception = reception;
        this.answers = answers;
        this.phrases = phrases;
    }

    void take(UUID call, String caller, Optional<Customer> who, byte[] sound, Locale language) {
        var seconds = Math.round(Sound.seconds(sound));
        var words = phrases.say(language, "phone.message.words", List.of(seconds));
        var fresh =
                new Arrivals.Fresh(
                        Channel.PHONE,
                        call.toString(),
                        caller,
                        "",
                        "",
                        new ByteArrayResource(Sound.wav(sound)));
        var kept = arrivals.keep(fresh);
        if (kept.isEmpty()) {
            return;
        }
        var id = kept.get();
        if (who.isEmpty()) {
            arrivals.settle(id, Arrival.State.PARKED, Arrival.Why.STRANGER, words);
            return;
        }
        var said =
                reception.hear(
                        who.get(),
                        answers.open(who.get()),
                        new Reception.Words(Channel.PHONE, caller, words, id));
        arrivals.taken(id, words, said.conversation(), said.seq());
    }
}
