package okpay.channels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import okpay.id.Ids;
import okpay.identity.Courier;
import okpay.identity.Handle;
import okpay.identity.Letter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Every letter OKPay writes, in the reader's language. E-mails leave where a mail server is named;
/// all of them can be read at `/dev/outbox`, where that page is switched on.
@Component
public class Outbox implements Courier {

    private static final int MOST = 50;

    /// The first detail of these is the number of a case.
    private static final Set<Letter.Kind> ABOUT_A_CASE =
            Set.of(
                    Letter.Kind.SUPPORT_REPLY,
                    Letter.Kind.ANSWER_WAITS,
                    Letter.Kind.HOW_IT_WENT,
                    Letter.Kind.TRANSCRIPT);

    private final JdbcClient jdbc;
    private final Phrases phrases;
    private final Dispatches dispatches;
    private final ObjectProvider<Carrier> carriers;
    private final ChannelSettings settings;
    private final Clock clock;

    Outbox(
            JdbcClient jdbc,
            Phrases phrases,
            Dispatches dispatches,
            ObjectProvider<Carrier> carriers,
            ChannelSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.dispatches = dispatches;
        this.carriers = carriers;
        this.phrases = phrases;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void carry(Letter letter) {
        boolean mail = letter.to() instanceof Handle.Email;
        var key = "letter." + letter.kind();
        var id = Ids.next();
        jdbc.sql(
                        """
                        insert into channels.letter (id, kind, via, address, language, subject, body,
                            written_at, secret_until, about)
                        values (:id, :kind, :via, :address, :language, :subject, :body, :now, :until,
                            :about)
                        """)
                .param("id", id)
                .param("about", about(letter))
                .param("kind", letter.kind().name())
                .param("via", mail ? "EMAIL" : "SMS")
                .param("address", letter.to().text())
                .param("language", letter.language().toLanguageTag())
                .param("subject", mail ? say(letter, key + ".subject") : "")
                .param("body", say(letter, key))
                .param("now", Timestamp.from(clock.instant()))
                .param("until", letter.secretUntil().map(Timestamp::from).orElse(null))
                .update();
        if (mail && carriers.stream().anyMatch(it -> it.channel() == Channel.EMAIL)) {
            dispatches.add(id, letter.to().text());
        }
    }

    /// Whoever answers such a letter answers in the case it is about.
    private static String about(Letter letter) {
        return ABOUT_A_CASE.contains(letter.kind()) ? letter.details().getFirst().toString() : "";
    }

    /// A letter as it leaves.
    ///
    /// @param about the number of a case, if it is about one
    record Written(String language, String subject, String body, Optional<String> about) {}

    /// Empty when its secret is over: nothing is left to say.
    Optional<Written> find(UUID id) {
        return jdbc.sql(
                        """
                        select language, subject, body, about from channels.letter
                        where id = :id and body <> ''
                        """)
                .param("id", id)
                .query((row, _) ->
                        new Written(
                                row.getString("language"),
                                row.getString("subject"),
                                row.getString("body"),
                                Optional.of(row.getString("about")).filter(it -> !it.isEmpty())))
                .optional();
    }

    /// The number of the case a letter is about.
    public Optional<String> about(UUID letter) {
        return jdbc.sql("select about from channels.letter where id = :id and about <> ''")
                .param("id", letter)
                .query(String.class)
                .optional();
    }

    /// The newest letters, to one address or to all.
    ///
    /// @param to empty for all
    public List<Outgoing> latest(String to) {
        return jdbc.sql(
                        """
                        select via, address, subject, body, written_at from channels.letter
                        where :to = '' or address = :to
                        order by written_at desc, id desc limit :most
                        """)
                .param("to", to)
                .param("most", MOST)
                .query(Outbox::row)
                .list();
    }

    /// What was told to somebody on one of their ways, newest first; nothing that was ever secret.
    ///
    /// @param to a phone number or an address
    public List<Outgoing> noticesTo(String to) {
        return jdbc.sql(
                        """
                        select via, address, subject, body, written_at from channels.letter
                        where address = :to and secret_until is null and body <> ''
                        order by written_at desc, id desc limit :most
                        """)
                .param("to", to)
                .param("most", MOST)
                .query(Outbox::row)
                .list();
    }

    /// A secret that is over is not kept.
    @Scheduled(fixedDelayString = "${okpay.channels.blot-every:PT1M}")
    public void blotSecrets() {
        jdbc.sql(
                        """
                        update channels.letter set body = '', secret_until = null
                        where secret_until <= :now
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// What was said about a case is erased.
    @Transactional
    void erased(String number) {
        jdbc.sql("delete from channels.letter where about = :number")
                .param("number", number)
                .update();
    }

    /// What was told long ago is not kept for ever.
    @Scheduled(cron = "${okpay.channels.forget-at:0 50 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from channels.letter where written_at < :then")
                .param("then", Timestamp.from(clock.instant().minus(settings.keep())))
                .update();
    }

    private static Outgoing row(ResultSet row, int n) throws SQLException {
        return new Outgoing(
                row.getString("via"),
                row.getString("address"),
                row.getString("subject"),
                row.getString("body"),
                row.getTimestamp("written_at").toInstant());
    }

    /// Behind the details stands where people reach the app, for the words that name it.
    private String say(Letter letter, String key) {
        var details = Stream.concat(letter.details().stream(), Stream.of(settings.appUrl()));
        return phrases.say(letter.language(), key, details.toList());
    }
}
