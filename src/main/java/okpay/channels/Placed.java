package okpay.channels;

import java.util.Optional;
import java.util.UUID;
import okpay.support.ConversationId;
import okpay.support.Message;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Which message the words of an arrival became: what is tried again goes on there.
@Component
class Placed {

    private final JdbcClient jdbc;

    Placed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Its words are about to be said there: what is answered to them answers it.
    @Transactional
    void leads(ArrivalId id, ConversationId to, String words) {
        jdbc.sql(
                        """
                        update channels.arrival set conversation = :where, words = :words
                        where id = :id
                        """)
                .param("where", to.uuid())
                .param("words", words)
                .param("id", id.uuid())
                .update();
    }

    /// Its words are in a conversation; what came with them may not be there yet.
    @Transactional
    void became(ArrivalId id, Message in) {
        jdbc.sql(
                        """
                        update channels.arrival set conversation = :where, seq = :seq
                        where id = :id
                        """)
                .param("where", in.conversation().uuid())
                .param("seq", in.seq())
                .param("id", id.uuid())
                .update();
    }

    /// The message its words became, if they did.
    Optional<Heard> of(ArrivalId id) {
        return jdbc.sql(
                        """
                        select conversation, seq from channels.arrival
                        where id = :id and seq is not null
                        """)
                .param("id", id.uuid())
                .query((row, _) ->
                        new Heard(
                                new ConversationId(row.getObject("conversation", UUID.class)),
                                row.getLong("seq")))
                .optional();
    }

    record Heard(ConversationId conversation, long seq) {}
}
