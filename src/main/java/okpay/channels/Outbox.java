package okpay.channels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okpay.identity.Courier;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Letter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Every letter OKPay writes, in the reader's language. They leave where a mail server and a text
/// message provider are named; all of them can be read at `/dev/outbox`, where that page is on.
@Component
public class Outbox implements Courier {

    private static final int MOST = 50;

    /// What is almost over is still tried for so long.
    private static final Duration LEAST = Duration.ofMinutes(1);

    /// The first detail of these is the number of a case.
    private static final Set<Letter.Kind> ABOUT_A_CASE =
            Set.of(
                    Letter.Kind.SUPPORT_REPLY,
                    Letter.Kind.ANSWER_WAITS,
                    Letter.Kind.HOW_IT_WENT,
                    Letter.Kind.TRANSCRIPT);

    private final JdbcClient jdbc;
    private final Phrases phrases;
    private final Letters letters;
    private final Telling telling;
    private final Numbers numbers;
    private final ChannelSettings settings;
    private final Clock clock;

    Outbox(
            JdbcClient jdbc,
            Phrases phrases,
            Letters letters,
            Telling telling,
            Numbers numbers,
            ChannelSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.telling = telling;
        this.numbers = numbers;
        this.phrases = phrases;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void carry(Letter letter) {
        letters.write(letter, text(letter.language(), letter.kind(), letter.details()));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Customer customer, Letter.Kind kind, List<Object> details) {
        telling.tell(customer, kind, text(customer.language(), kind, details));
    }

    @Override
    public Set<CustomerId> reach(Letter.Kind kind, Set<CustomerId> some) {
        return Matters.order(kind.matter()).stream()
                .flatMap(way -> letters.leadsTo(some, way).stream())
                .collect(Collectors.toSet());
    }

    /// Whoever answers such a letter answers in the case it is about.
    private static String about(Letter.Kind kind, List<Object> details) {
        return ABOUT_A_CASE.contains(kind) ? details.getFirst().toString() : "";
    }

    /// A letter as it leaves, with the number by which it can be checked.
    ///
    /// @param about the number of a case, if it is about one
    /// @param alone no other way is tried after it
    /// @param lasts until its secret is over, or the next way is tried
    record Written(
            String language,
            String subject,
            String body,
            Optional<String> about,
            boolean alone,
            Duration lasts) {}

    /// Empty when its secret is over: nothing is left to say.
    Optional<Written> find(UUID id) {
        return jdbc.sql(
                        """
                        select l.language, l.subject, l.body, l.about, l.number,
                            coalesce(n.ways = '{}', true) as alone,
                            coalesce(l.secret_until,
                                case when n.ways <> '{}' then n.next_at end) as until
                        from channels.letter l left join channels.notice n on n.id = l.notice
                        where l.id = :id and l.body <> ''
                          and (l.secret_until is null or l.secret_until > :now)
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .query((row, _) ->
                        new Written(
                                row.getString("language"),
                                row.getString("subject"),
                                signed(row),
                                Optional.of(row.getString("about")).filter(it -> !it.isEmpty()),
                                row.getBoolean("alone"),
                                lasts(row)))
                .optional();
    }

    private Duration lasts(ResultSet row) throws SQLException {
        var until = row.getTimestamp("until");
        if (until == null) {
            return Envelope.LONGEST;
        }
        var left = Duration.between(clock.instant(), until.toInstant());
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    private String signed(ResultSet row) throws SQLException {
        var number = row.getString("number");
        var body = row.getString("body");
        var reader = Locale.forLanguageTag(row.getString("language"));
        return number.isEmpty() ? body : body + "\n" + numbers.line(number, reader);
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
                        select via, address, subject, body, number, written_at from channels.letter
                        where :to = '' or address = :to
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
        jdbc.sql("delete from channels.notice where about = :number")
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
                row.getString("number"),
                row.getTimestamp("written_at").toInstant());
    }

    private Letters.Text text(Locale language, Letter.Kind kind, List<Object> details) {
        var key = "letter." + kind;
        return new Letters.Text(
                language,
                say(language, key + ".subject", details),
                say(language, key, details),
                about(kind, details));
    }

    /// Behind the details stands where people reach the app, for the words that name it.
    private String say(Locale language, String key, List<Object> details) {
        var all = Stream.concat(details.stream(), Stream.of(settings.appUrl()));
        return phrases.say(language, key, all.toList());
    }
}
