package okpay.channels.phone;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import okpay.channels.Arrival;
import okpay.channels.ArrivalId;
import okpay.channels.Arrivals;
import okpay.channels.Channel;
import okpay.channels.Phrases;
import okpay.channels.Reception;
import okpay.identity.Brake;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.scheduling.annotation.Scheduled;
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
    private final Customers customers;
    private final Brake ofOne = new Brake(5, Duration.ofHours(1));
    private final Brake hidden = new Brake(50, Duration.ofHours(1));
    private final Brake ofAll = new Brake(100, Duration.ofHours(1));

    VoiceMail(
            Arrivals arrivals,
            Reception reception,
            Answers answers,
            Phrases phrases,
            Customers customers) {
        this.arrivals = arrivals;
        this.reception = reception;
        this.answers = answers;
        this.phrases = phrases;
        this.customers = customers;
    }

    /// @return false when too many leave messages of whom nobody knows who they are
    boolean take(UUID call, String caller, Optional<Customer> who, byte[] sound, Locale language) {
        var seconds = Math.round(Sound.seconds(sound));
        var words = phrases.say(language, "phone.message.words", List.of(seconds));
        var fresh =
                new Arrivals.Fresh(
                        Channel.PHONE,
                        call.toString(),
                        caller,
                        words,
                        who.map(it -> it.id().toString()).orElse(""),
                        new ByteArrayResource(Sound.wav(sound)));
        if (who.isEmpty()) {
            if (isOneTooOften(caller) || ofAll.isWornOut("all")) {
                return false;
            }
            arrivals.park(fresh, Arrival.Why.STRANGER);
            return true;
        }
        arrivals.keep(fresh).ifPresent(it -> place(it, who.get(), words, caller));
        return true;
    }

    /// Those who hide their number are not one, and leave room for the others.
    private boolean isOneTooOften(String caller) {
        boolean isShown = caller.chars().anyMatch(Character::isDigit);
        return isShown ? ofOne.isWornOut(caller) : hidden.isWornOut("");
    }

    private void place(ArrivalId id, Customer who, String words, String caller) {
        var said =
                reception.hear(
                        who,
                        answers.open(who.id()),
                        new Reception.Words(Channel.PHONE, caller, words, id));
        arrivals.taken(id, words, said.conversation(), said.seq());
    }

    /// What a killed node had kept and not placed.
    @Scheduled(fixedDelayString = "${okpay.channels.phone.again-every:PT1M}")
    void again() {
        for (var id : arrivals.left(Channel.PHONE)) {
            var it = arrivals.find(id).orElseThrow();
            CustomerId.read(it.messageId())
                    .flatMap(customers::find)
                    .ifPresentOrElse(
                            who -> place(id, who, it.subject(), it.sender()),
                            () ->
                                    arrivals.settle(
                                            id,
                                            Arrival.State.PARKED,
                                            Arrival.Why.STRANGER,
                                            it.subject()));
        }
    }
}
