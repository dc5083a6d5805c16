package okpay.channels;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okpay.identity.Handle;
import okpay.identity.Letter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The numbers in what we send, by which anybody finds out whether it is from us.
@Component
public class Numbers {

    private final JdbcClient jdbc;
    private final Phrases phrases;
    private final ChannelSettings settings;
    private final Clock clock;

    Numbers(JdbcClient jdbc, Phrases phrases, ChannelSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.phrases = phrases;
        this.settings = settings;
        this.clock = clock;
    }

    /// A new number for what goes to an address.
    @Transactional
    String give(Letter.Kind kind, Channel via, String address) {
        var number = CheckNumber.fresh();
        jdbc.sql(
                        """
                        insert into channels.number (number, kind, via, address, at)
                        values (:number, :kind, :via, :address, :now) on conflict do nothing
                        """)
                .param("number", number)
                .param("kind", kind.name())
                .param("via", via.name())
                .param("address", address)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return number;
    }

    /// A line with a new number.
    String sign(Letter.Kind kind, Channel via, String address, Locale reader) {
        return line(give(kind, via, address), reader);
    }

    String line(String number, Locale reader) {
        return phrases.say(reader, "letter.number", List.of(number));
    }

    /// What we know of something we sent; nothing that is in it.
    ///
    /// @param to where it went, for the most part hidden
    public record Known(String number, Letter.Kind kind, String via, String to, Instant at) {}

    /// @param all that may be its number; where several are, the latest is meant
    public Optional<Known> known(List<String> all) {
        return jdbc.sql(
                        """
                        select number, kind, via, address, at from channels.number
                        where number = any(:all) order by at desc limit 1
                        """)
                .param("all", all.toArray(String[]::new))
                .query((row, _) ->
                        new Known(
                                row.getString("number"),
                                Letter.Kind.valueOf(row.getString("kind")),
                                row.getString("via"),
                                Handle.of(row.getString("address")).toString(),
                                row.getTimestamp("at").toInstant()))
                .optional();
    }

    @Scheduled(cron = "${okpay.channels.forget-at:0 50 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from channels.number where at < :then")
                .param("then", Timestamp.from(clock.instant().minus(settings.keep())))
                .update();
    }
}
