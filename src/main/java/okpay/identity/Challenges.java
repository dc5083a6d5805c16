package okpay.identity;

import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
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
    private final Brake perHandle;
    private final Brake perAddress;

    Challenges(
            JdbcClient jdbc,
            IdentitySettings settings,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.news = news;
        this.clock = clock;
        this.perHandle = new Brake(settings.codesAnHour(), Duration.ofHours(1));
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
        if (perAddress.isWornOut(address) || perHandle.isWornOut(read.get().text())) {
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

    /// As quick for a stranger as for us, but the letter itself holds the code as long as it is any
    /// good; what protects it is that it is good for five tries and ten minutes.
    static byte[] hash(UUID challenge, String code) {
        return new Token(challenge + " " + code.strip()).hash();
    }

    /// The challenge behind a page, as long as it can be answered.
    public Optional<Challenge> find(ChallengeId id) {
        return jdbc.sql(
                        """
                        select id, aim, handle, language, asked_at, expires_at
                        from identity.challenge
                        where id = :id and expires_at > :now and pass_hash is null
                          and wrong < :tries
                        """)
                .param("id", id.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .param("tries", TRIES)
                .query((row, n) ->
                        new Challenge(
                                new ChallengeId(row.getObject("id", UUID.class)),
                                Challenge.Aim.valueOf(row.getString("aim")),
                                Handle.of(row.getString("handle")),
                                Locale.forLanguageTag(row.getString("language")),
                                row.getTimestamp("asked_at").toInstant(),
                                row.getTimestamp("expires_at").toInstant()))
                .optional();
    }

    private record Open(UUID id, Optional<byte[]> codeHash, boolean isForSomebody) {}

    /// Gives the code that was sent. Each try counts, also the right one, and is counted before it
    /// is looked at.
    public Answer answer(ChallengeId id, String code) {
        var open =
                jdbc.sql(
                                """
                                update identity.challenge set wrong = wrong + 1
                                where id = :id and expires_at > :now and pass_hash is null
                                  and wrong < :tries
                                returning id, code_hash, letter
                                """)
                        .param("id", id.uuid())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("tries", TRIES)
                        .query((row, n) ->
                                new Open(
                                        row.getObject("id", UUID.class),
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
                ? pass(open.get().id())
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
                        select id, handle, language, asked_at, pass_until from identity.challenge
                        where pass_hash = :hash and aim = :aim and used_at is null
                          and pass_until > :now
                        for update
                        """)
                .param("hash", pass.hash())
                .param("aim", aim.name())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) ->
                        new Challenge(
                                new ChallengeId(row.getObject("id", UUID.class)),
                                aim,
                                Handle.of(row.getString("handle")),
                                Locale.forLanguageTag(row.getString("language")),
                                row.getTimestamp("asked_at").toInstant(),
                                row.getTimestamp("pass_until").toInstant()))
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
                        where handle in (:phone, :email) and asked_at > :since
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("phone", customer.phone().map(PhoneNumber::e164).orElse(""))
                .param("email", customer.email().map(EmailAddress::value).orElse(""))
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
}
