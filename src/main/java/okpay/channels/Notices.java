package okpay.channels;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Handle;
import okpay.identity.Letter;
import okpay.identity.Matter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What a customer was told, to read in the app.
@Component
public class Notices {

    private static final int SHOWN = 100;

    private final JdbcClient jdbc;
    private final Telling telling;
    private final ChannelSettings settings;
    private final Clock clock;

    Notices(JdbcClient jdbc, Telling telling, ChannelSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.telling = telling;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param ways it went by so far, in their order
    /// @param arrived by one of them, as far as we know
    public record Notice(
            UUID id,
            Letter.Kind kind,
            Locale language,
            String subject,
            String body,
            Instant at,
            boolean isSeen,
            List<Channel> ways,
            boolean arrived) {

        public Matter matter() {
            return kind.matter();
        }
    }

    /// The newest first; among them what went to one of the customer's numbers or addresses because
    /// somebody asked for it, but nothing that was ever secret, nor money that came in: it stands
    /// in the list of payments.
    public List<Notice> of(Customer customer) {
        return jdbc.sql(
                        """
                        select n.id, n.kind, n.language, n.subject, n.body, n.told_at,
                            n.seen_at is not null as seen,
                            array(select l.via from channels.letter l where l.notice = n.id
                                and (exists (select from channels.dispatch d
                                        where d.letter = l.id and d.state = 'SENT')
                                    or not exists (select from channels.dispatch d
                                        where d.letter = l.id))
                                order by l.written_at, l.id) as ways,
                            exists (select from channels.dispatch d
                                join channels.letter l on l.id = d.letter
                                where l.notice = n.id and d.arrived_at is not null) as arrived
                        from channels.notice n
                        where n.customer = :id and n.kind <> 'MONEY_CAME'
                        union all
                        select id, kind, language, subject, body, written_at, true, array[via], false
                        from channels.letter
                        where notice is null and address = any(:handles)
                          and secret_until is null and body <> ''
                        order by told_at desc, id desc limit :most
                        """)
                .param("id", customer.id().uuid())
                .param("handles", handles(customer))
                .param("most", SHOWN)
                .query((row, _) ->
                        new Notice(
                                row.getObject("id", UUID.class),
                                Letter.Kind.valueOf(row.getString("kind")),
                                Locale.forLanguageTag(row.getString("language")),
                                row.getString("subject"),
                                row.getString("body"),
                                row.getTimestamp("told_at").toInstant(),
                                row.getBoolean("seen"),
                                Preferences.channels(row.getArray("ways")),
                                row.getBoolean("arrived")))
                .list();
    }

    private static String[] handles(Customer customer) {
        return customer.handles().stream().map(Handle::text).toArray(String[]::new);
    }

    public long unseen(CustomerId customer) {
        return jdbc.sql(
                        """
                        select count(*) from channels.notice
                        where customer = :id and seen_at is null and kind <> 'MONEY_CAME'
                        """)
                .param("id", customer.uuid())
                .query(Long.class)
                .single();
    }

    /// The customer has read these: nothing of them goes out any more, but what is about the safety
    /// of the wallet. Whoever reads may be somebody else.
    @Transactional
    public void seen(CustomerId customer, List<Notice> read) {
        var ids = read.stream().filter(it -> !it.isSeen).map(Notice::id).toArray(UUID[]::new);
        jdbc.sql(
                        """
                        select id from channels.notice
                        where customer = :id and id = any(:ids) and not by_all
                        order by id for update
                        """)
                .param("id", customer.uuid())
                .param("ids", ids)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list()
                .forEach(telling::rest);
        jdbc.sql(
                        """
                        update channels.notice set seen_at = :now
                        where customer = :id and id = any(:ids) and seen_at is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", customer.uuid())
                .param("ids", ids)
                .update();
    }

    /// What was told long ago is not kept for ever.
    @Scheduled(cron = "${okpay.channels.forget-at:0 50 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from channels.notice where told_at < :then")
                .param("then", Timestamp.from(clock.instant().minus(settings.keep())))
                .update();
    }
}
