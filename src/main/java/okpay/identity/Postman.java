package okpay.identity;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Writes the letters with one-time codes, after the person who asked has had their answer: whether
/// there is a customer shows neither in the answer nor in its time. A code is made for everybody
/// and sent to those who can use it.
@Component
class Postman {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Customers customers;
    private final Courier courier;
    private final IdentitySettings settings;
    private final Clock clock;

    Postman(
            JdbcClient jdbc,
            Customers customers,
            Courier courier,
            IdentitySettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.customers = customers;
        this.courier = courier;
        this.settings = settings;
        this.clock = clock;
    }

    private record Asked(Challenge.Aim aim, Handle handle, Locale language) {}

    @ApplicationModuleListener
    void on(ChallengeAsked news) {
        var asked = unanswered(news.challenge());
        if (asked.isEmpty()) {
            return;
        }
        var code = "%06d".formatted(RANDOM.nextInt(1_000_000));
        var hash = Challenges.hash(news.challenge(), code);
        var link = Token.fresh();
        boolean known = customers.byHandle(asked.get().handle().text()).isPresent();
        var kind = kind(asked.get(), known);
        boolean useful = known != (asked.get().aim() == Challenge.Aim.JOIN);
        boolean linked = kind.filter(Letter.Kind.LINK_TO_RESET::equals).isPresent();
        remember(news.challenge(), hash, linked ? link : null, useful);
        kind.map(it -> letter(asked.get(), it, code, link)).ifPresent(courier::carry);
    }

    private static Optional<Letter.Kind> kind(Asked asked, boolean known) {
        boolean mail = asked.handle() instanceof Handle.Email;
        return switch (asked.aim()) {
            case JOIN -> Optional.of(known ? Letter.Kind.JOINED_ALREADY : Letter.Kind.CODE_TO_JOIN);
            case SIGN_IN -> known ? Optional.of(Letter.Kind.CODE_TO_SIGN_IN) : Optional.empty();
            case RESET_PASSWORD ->
                    known
                            ? Optional.of(
                                    mail ? Letter.Kind.LINK_TO_RESET : Letter.Kind.CODE_TO_RESET)
                            : Optional.empty();
        };
    }

    private Letter letter(Asked asked, Letter.Kind kind, String code, Token link) {
        boolean linked = kind == Letter.Kind.LINK_TO_RESET;
        var details = new ArrayList<String>();
        if (kind != Letter.Kind.JOINED_ALREADY) {
            details.add(code);
            details.add(Long.toString(settings.codeLasts().toMinutes()));
        }
        if (linked) {
            details.add(link.secret());
            details.add(Long.toString(settings.linkLasts().toMinutes()));
        }
        var until = clock.instant().plus(linked ? settings.linkLasts() : settings.codeLasts());
        return new Letter(
                kind,
                asked.handle(),
                asked.language(),
                List.copyOf(details),
                details.isEmpty() ? Optional.empty() : Optional.of(until));
    }

    /// News may come twice; a code is made once.
    private Optional<Asked> unanswered(UUID challenge) {
        return jdbc.sql(
                        """
                        select aim, handle, language from identity.challenge
                        where id = :id and code_hash is null and expires_at > :now for update
                        """)
                .param("id", challenge)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) ->
                        new Asked(
                                Challenge.Aim.valueOf(row.getString("aim")),
                                Handle.of(row.getString("handle")),
                                Locale.forLanguageTag(row.getString("language"))))
                .optional();
    }

    private void remember(UUID challenge, byte[] hash, @Nullable Token link, boolean useful) {
        jdbc.sql(
                        """
                        update identity.challenge set code_hash = :hash, link_hash = :link,
                            link_until = :until, letter = :letter
                        where id = :id
                        """)
                .param("id", challenge)
                .param("hash", hash)
                .param("link", link == null ? null : link.hash())
                .param("until", Timestamp.from(clock.instant().plus(settings.linkLasts())))
                .param("letter", useful)
                .update();
    }
}
