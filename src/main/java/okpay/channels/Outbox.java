package okpay.channels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import okpay.id.Ids;
import okpay.identity.Courier;
import okpay.identity.Handle;
import okpay.identity.Letter;
import okpay.money.Money;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Every letter OKPay writes, in the reader's language. While no carrier is connected they can be
/// read at `/dev/outbox`, where that page is switched on.
@Component
public class Outbox implements Courier {

    private static final int MOST = 50;

    private final JdbcClient jdbc;
    private final MessageSource messages;
    private final ChannelSettings settings;
    private final Clock clock;

    Outbox(JdbcClient jdbc, MessageSource messages, ChannelSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void carry(Letter letter) {
        boolean mail = letter.to() instanceof Handle.Email;
        var key = "letter." + letter.kind();
        jdbc.sql(
                        """
                        insert into channels.letter (id, kind, via, address, language, subject, body,
                            written_at, secret_until)
                        values (:id, :kind, :via, :address, :language, :subject, :body, :now, :until)
                        """)
                .param("id", Ids.next())
                .param("kind", letter.kind().name())
                .param("via", mail ? "EMAIL" : "SMS")
                .param("address", letter.to().text())
                .param("language", letter.language().toLanguageTag())
                .param("subject", mail ? say(letter, key + ".subject") : "")
                .param("body", say(letter, key))
                .param("now", Timestamp.from(clock.instant()))
                .param("until", letter.secretUntil().map(Timestamp::from).orElse(null))
                .update();
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
        var language =
                letter.language().getLanguage().equals("zh")
                        ? Locale.SIMPLIFIED_CHINESE
                        : Locale.ENGLISH;
        var details =
                Stream.concat(letter.details().stream(), Stream.of(settings.appUrl()))
                        .map(detail ->
                                switch (detail) {
                                    case Instant at -> time(at, language);
                                    case LocalDate day -> day(day, language);
                                    case Money money -> money.shown(language);
                                    default -> detail.toString();
                                })
                        .toArray();
        return messages.getMessage(key, details, language);
    }

    private static String day(LocalDate day, Locale language) {
        var pattern = language.equals(Locale.ENGLISH) ? "d MMM yyyy" : "yyyy年M月d日";
        return DateTimeFormatter.ofPattern(pattern, language).format(day);
    }

    private String time(Instant at, Locale language) {
        var pattern = language.equals(Locale.ENGLISH) ? "d MMM HH:mm" : "M月d日 HH:mm";
        return DateTimeFormatter.ofPattern(pattern, language).format(at.atZone(settings.zone()));
    }
}
