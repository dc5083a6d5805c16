package okpay.channels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import okpay.support.ConversationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// By which way each message of a conversation came or went, and how that ended.
@Component
public class Marks {

    private final JdbcClient jdbc;

    Marks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param key of its words: `mark.came`, `mark.WAITING`, `mark.SENT` …
    /// @param detail what the other side said, where something went wrong; else the arrival, for
    ///   the desk
    public record Mark(Channel channel, String key, String detail) {

        public boolean isTrouble() {
            return key.equals("mark.RETURNED") || key.equals("mark.GIVEN_UP");
        }
    }

    /// By the number of the message; those of the app have none.
    public Map<Long, Mark> of(ConversationId in) {
        return jdbc
                .sql(
                        """
                        select seq, channel, 'came' as state, id as arrival, '' as said
                        from channels.arrival where conversation = :id and seq is not null
                        union all
                        select seq, channel, state, null, said
                        from channels.dispatch
                        where conversation = :id and state <> 'NOT_NEEDED'
                        """)
                .param("id", in.uuid())
                .query((row, _) -> Map.entry(row.getLong("seq"), mark(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (_, b) -> b));
    }

    private static Mark mark(ResultSet row) throws SQLException {
        var arrival = Optional.ofNullable(row.getObject("arrival", UUID.class));
        return new Mark(
                Channel.valueOf(row.getString("channel")),
                "mark." + row.getString("state"),
                arrival.map(it -> new ArrivalId(it).toString()).orElse(row.getString("said")));
    }
}
