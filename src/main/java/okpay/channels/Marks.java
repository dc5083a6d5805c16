package okpay.channels;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import okpay.support.ConversationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// By which way each message of a conversation came or went, and how that ended.
@Component
public class Marks {

    private final JdbcClient jdbc;
    private final Dispatches dispatches;

    Marks(JdbcClient jdbc, Dispatches dispatches) {
        this.jdbc = jdbc;
        this.dispatches = dispatches;
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
        var all = new HashMap<Long, Mark>();
        jdbc.sql("select id, channel, seq from channels.arrival where conversation = :id")
                .param("id", in.uuid())
                .query((row, _) -> {
                    var channel = Channel.valueOf(row.getString("channel"));
                    var arrival = new ArrivalId(row.getObject("id", UUID.class)).toString();
                    return Map.entry(row.getLong("seq"), new Mark(channel, "mark.came", arrival));
                })
                .list()
                .forEach(it -> all.put(it.getKey(), it.getValue()));
        dispatches
                .of(in)
                .forEach((seq, it) -> {
                    if (it.state() != Dispatches.State.NOT_NEEDED) {
                        all.put(seq, new Mark(it.channel(), "mark." + it.state(), it.said()));
                    }
                });
        return all;
    }
}
