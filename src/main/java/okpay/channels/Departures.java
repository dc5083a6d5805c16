package okpay.channels;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.channels.Dispatches.Dispatch;
import okpay.resolution.Departed;
import okpay.support.ConversationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What has left, found again.
@Component
public class Departures implements Departed {

    private final JdbcClient jdbc;

    Departures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What left under this name.
    public Optional<Dispatch> byRef(Channel channel, String ref) {
        return jdbc.sql(
                        "select "
                                + Dispatches.COLUMNS
                                + " from channels.dispatch where channel = :channel and ref = :ref and ref <> ''"
                                + " order by seq limit 1")
                .param("channel", channel.name())
                .param("ref", ref)
                .query(Dispatches::row)
                .optional();
    }

    /// What was tried and not sent may have gone all the same.
    @Override
    public boolean hasLeft(ConversationId in, long seq) {
        return jdbc.sql(
                        """
                        select state = 'SENT' or state = 'WAITING' and (begun or tries > 0)
                        from channels.dispatch
                        where conversation = :id and seq = :seq for update
                        """)
                .param("id", in.uuid())
                .param("seq", seq)
                .query(Boolean.class)
                .list()
                .contains(true);
    }

    /// The letters some dispatches carry.
    List<UUID> letters(List<UUID> dispatches) {
        return jdbc.sql(
                        """
                        select distinct letter from channels.dispatch
                        where id = any(:ids) and letter is not null
                        """)
                .param("ids", dispatches.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("letter", UUID.class))
                .list();
    }

    /// How much left for an address since then.
    long since(Channel channel, String address, Instant then) {
        return jdbc.sql(
                        """
                        select count(distinct coalesce(nullif(ref, ''), id::text)) from channels.dispatch
                        where channel = :channel and address = :address and sent_at > :then
                        """)
                .param("channel", channel.name())
                .param("address", address)
                .param("then", Timestamp.from(then))
                .query(Long.class)
                .single();
    }
}
