package okpay.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Writes the letters with one-time codes, after the person who asked has had their answer: whether
/// there is a customer shows neither in the answer nor in its time. A code is made for everybody
/// and sent to those who can use it.
@Component
class Postman {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Challenges challenges;
    private final Customers customers;
    private final Courier courier;
    private final IdentitySettings settings;
    private final Clock clock;

    Postman(
            Challenges challenges,
            Customers customers,
            Courier courier,
            IdentitySettings settings,
            Clock clock) {
        this.challenges = challenges;
        this.customers = customers;
        this.courier = courier;
        this.settings = settings;
        this.clock = clock;
    }

    @ApplicationModuleListener
    void on(ChallengeAsked news) {
        challenges.unanswered(news.challenge()).ifPresent(this::write);
    }

    private void write(Challenge asked) {
        var code = "%06d".formatted(RANDOM.nextInt(1_000_000));
        boolean known = customers.of(asked.handle()).isPresent();
        boolean useful = known != (asked.aim() == Challenge.Aim.JOIN);
        var kind = kind(asked, known);
        var link =
                kind.filter(Letter.Kind.LINK_TO_RESET::equals).map(_ -> Token.fresh()).orElse(null);
        challenges.make(asked, code, link, useful);
        if (kind.isPresent()) {
            var details = new ArrayList<Object>();
            if (useful) {
                details.add(code);
                details.add(settings.codeLasts().toMinutes());
            }
            if (link != null) {
                details.add(link.secret());
                details.add(settings.linkLasts().toMinutes());
            }
            var lasts = link == null ? settings.codeLasts() : settings.linkLasts();
            courier.carry(
                    new Letter(
                            kind.get(),
                            asked.handle(),
                            asked.language(),
                            List.copyOf(details),
                            useful ? Optional.of(clock.instant().plus(lasts)) : Optional.empty()));
        }
    }

    private static Optional<Letter.Kind> kind(Challenge asked, boolean known) {
        boolean mail = asked.handle() instanceof Handle.Email;
        return switch (asked.aim()) {
            case JOIN -> Optional.of(known ? Letter.Kind.JOINED_ALREADY : Letter.Kind.CODE_TO_JOIN);
            case SIGN_IN -> known ? Optional.of(Letter.Kind.CODE_TO_SIGN_IN) : Optional.empty();
            case RESET_PASSWORD ->
                    known
                            ? Optional.of(
                                    mail ? Letter.Kind.LINK_TO_RESET : Letter.Kind.CODE_TO_RESET)
                            : Optional.empty();
            case RESET_PIN -> known ? Optional.of(Letter.Kind.CODE_TO_RESET_PIN) : Optional.empty();
        };
    }
}
