package okpay.identity;

import static okpay.database.Columns.texts;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Proves that somebody owns a phone number or an e-mail address, with a one-time code.
///
/// Nobody learns here whether there is a customer: asking looks nobody up, the letter is written
/// later and elsewhere ([Postman]), and a code is compared in the same way for everybody (OWASP
/// Forgot Password, ASVS 6.3.8). A code is good once, for a few minutes and five tries.
@Component
public class Challenges {

    static final int TRIES = 5;

    private final JdbcClient jdbc;
    private final IdentitySettings settings;
    private final ApplicationEventPublisher news;
    private final Clock clock;
    private final Brake perAddress;
    private final ChallengeTries tries;

    Challenges(
            JdbcClient jdbc,
            ChallengeTries tries,
            IdentitySettings settings,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.tries = tries;
        this.settings = settings;
        this.news = news;
        this.clock = clock;
        this.perAddress = new Brake(settings.codesAnHourFromAnAddress(), Duration.ofHours(1));
    }

    /// What came of asking for a code.
    public sealed interface Asking permits Asked, NotAsked {}

    public record Asked(ChallengeId id) implements Asking {}

    public record NotAsked(Reason reason) implements Asking {}

    /// What came of giving one.
    public sealed interface Answer permits Passed, NotPassed {}

    /// @param pass opens the next step, once
    public record Passed(Token pass) implements Answer {}

    public record NotPassed(Reason reason) implements Answer {}

    public enum Reason {
        NO_HANDLE,
        TOO_MANY_CODES,
        WRONG_CODE,
        CODE_IS_OVER
    }

    /// Sends a code to a phone number or e-mail address, if that is any use.
    ///
    /// @param handle as typed
    /// @param address the network address it was asked from
    @Transactional
    public Asking ask(Challenge.Aim aim, String handle, Locale language, String address) {
        var read = Handle.read(handle);
        if (read.isEmpty()) {
            return new NotAsked(Reason.NO_HANDLE);
        }
        if (perAddress.isWornOut(address) || tries.areWornOut(read.get())) {
            return new NotAsked(Reason.TOO_MANY_CODES);
        }
        var id = ChallengeId.next();
        var now = clock.instant();
        jdbc.sql(
                        """
                        insert into identity.challenge
                            (id, aim, handle, language, asked_at, expires_at)
                        values (:id, :aim, :handle, :language, :now, :until)
                        """)
                .param("id", id.uuid())
                .param("aim", aim.name())
                .param("handle", read.get().text())
                .param("language", language.toLanguageTag())
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(now.plus(settings.codeLasts())))
                .update();
        news.publishEvent(new ChallengeAsked(id.uuid()));
        return new Asked(id);
    }

    /// What was asked for long ago proves nothing any more.
    @Scheduled(cron = "${okpay.identity.forget-at:0 40 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from identity.challenge where asked_at < :then")
                .param("then", Timestamp.from(clock.instant().minus(settings.keepChallenges())))
                .update();
    }

    /// As quick for a stranger as for us, but the letter itself holds the code as long as it is any
    /// good; what protects it is that it is good for five tries and ten minutes.
    static byte[] hash(UUID challenge, String code) {
        return new Token(challenge + " " + code.strip()).hash();
    }

    /// A challenge whose code is still to be made; nobody else makes it until the end of the
    /// caller's transaction. News may come twice, a code is made once.
    Optional<Challenge> unanswered(UUID id) {
        return jdbc.sql(
                        """
                        select id, aim, handle, language, expires_at as until
                        from identity.challenge
                        where id = :id and code_hash is null and expires_at > :now for update
                        """)
                .param("id", id)
                .param("now", Timestamp.from(clock.instant()))
                .query(Challenges::row)
                .optional();
    }

    /// @param link what the letter's link holds; null when it has none
    /// @param isForSomebody false when even the right code must open nothing
    void make(Challenge challenge, String code, @Nullable Token link, boolean isForSomebody) {
        jdbc.sql(
                        """
                        update identity.challenge set code_hash = :hash, link_hash = :link,
                            link_until = :until, letter = :letter
                        where id = :id
                        """)
                .param("id", challenge.id().uuid())
                .param("hash", hash(challenge.id().uuid(), code))
                .param("link", link == null ? null : link.hash())
                .param("until", Timestamp.from(clock.instant().plus(settings.linkLasts())))
                .param("letter", isForSomebody)
                .update();
    }

    /// The challenge behind a page, as long as it can be answered.
    public Optional<Challenge> find(ChallengeId id) {
        return jdbc.sql(
                        """
                        select id, aim, handle, language, expires_at as until
                        from identity.challenge
                        where id = :id and expires_at > :now and pass_hash is null
                          and wrong < :tries
                        """)
                .param("id", id.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .param("tries", TRIES)
                .query(Challenges::row)
                .optional();
    }

    private record Open(Optional<byte[]> codeHash, boolean isForSomebody) {}

    /// Gives the code that was sent. Each try counts, also the right one, and is counted before it
    /// is looked at.
    public Answer answer(ChallengeId id, String code) {
        var open =
                jdbc.sql(
                                """
                                update identity.challenge set wrong = wrong + 1
                                where id = :id and expires_at > :now and pass_hash is null
                                  and wrong < :tries
                                returning code_hash, letter
                                """)
                        .param("id", id.uuid())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("tries", TRIES)
                        .query((row, n) ->
                                new Open(
                                        Optional.ofNullable(row.getBytes("code_hash")),
                                        row.getBoolean("letter")))
                        .optional();
        var hash = hash(id.uuid(), code);
        boolean right =
                open.flatMap(Open::codeHash)
                        .filter(it -> MessageDigest.isEqual(it, hash))
                        .isPresent();
        if (open.isEmpty()) {
            return new NotPassed(Reason.CODE_IS_OVER);
        }
        return right && open.get().isForSomebody()
                ? pass(id.uuid())
                : new NotPassed(Reason.WRONG_CODE);
    }

    /// Follows the link of a letter, once.
    public Answer follow(Token link) {
        return jdbc.sql(
                        """
                        select id from identity.challenge
                        where link_hash = :hash and link_until > :now and pass_hash is null
                        """)
                .param("hash", link.hash())
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .optional()
                .map(this::pass)
                .orElse(new NotPassed(Reason.CODE_IS_OVER));
    }

    /// What a pass proves, as long as it is good.
    Optional<Challenge> proven(Challenge.Aim aim, Token pass) {
        return jdbc.sql(
                        """
                        select id, aim, handle, language, pass_until as until
                        from identity.challenge
                        where pass_hash = :hash and aim = :aim and used_at is null
                          and pass_until > :now
                        for update
                        """)
                .param("hash", pass.hash())
                .param("aim", aim.name())
                .param("now", Timestamp.from(clock.instant()))
                .query(Challenges::row)
                .optional();
    }

    /// Whatever else was asked for with these handles is over: codes, links and passes on their
    /// way.
    void endAll(Customer customer) {
        jdbc.sql(
                        """
                        update identity.challenge set expires_at = :now,
                            link_until = case when link_until > :now then :now else link_until end,
                            pass_until = case when pass_until > :now then :now else pass_until end
                        where handle = any(:handles::text[]) and asked_at > :since
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("handles", texts(customer.handles(), Handle::text))
                .param("since", Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                .update();
    }

    /// The pass has done its work. In the transaction of that work.
    void use(Challenge challenge) {
        jdbc.sql("update identity.challenge set used_at = :now where id = :id")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", challenge.id().uuid())
                .update();
    }

    /// One pass for one challenge, however many right answers come at the same moment.
    private Answer pass(UUID challenge) {
        var pass = Token.fresh();
        int given =
                jdbc.sql(
                                """
                                update identity.challenge
                                set pass_hash = :hash, pass_until = :until
                                where id = :id and pass_hash is null
                                """)
                        .param("hash", pass.hash())
                        .param("until", Timestamp.from(clock.instant().plus(settings.linkLasts())))
                        .param("id", challenge)
                        .update();
        return given == 1 ? new Passed(pass) : new NotPassed(Reason.CODE_IS_OVER);
    }

    private static Challenge row(ResultSet row, int n) throws SQLException {
        return new Challenge(
                new ChallengeId(row.getObject("id", UUID.class)),
                Challenge.Aim.valueOf(row.getString("aim")),
                Handle.of(row.getString("handle")),
                Locale.forLanguageTag(row.getString("language")),
                row.getTimestamp("until").toInstant());
    }
}
