package okpay.channels;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import okpay.support.AnsweredApart;
import okpay.support.AnsweredElsewhere;
import okpay.support.ConversationId;
import okpay.support.Conversations;
import okpay.support.Message;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// By which way from outside the app a customer speaks in each conversation; none once they wrote
/// in the app. Answers go the same way, but for what they have read in the app.
@Component
public class Ways {

    private final JdbcClient jdbc;
    private final Conversations conversations;
    private final Clock clock;

    Ways(JdbcClient jdbc, Conversations conversations, Clock clock) {
        this.jdbc = jdbc;
        this.conversations = conversations;
        this.clock = clock;
    }

    /// @param address there: an e-mail address, a chat's number
    public record Way(Channel channel, String address) {}

    /// The customer spoke by this way just now.
    @Transactional
    public void spoke(ConversationId in, Channel channel, String address) {
        jdbc.sql(
                        """
                        insert into channels.way (conversation, channel, address, spoken_at)
                        values (:id, :channel, :address, :now)
                        on conflict (conversation) do update
                        set channel = :channel, address = :address, spoken_at = :now
                        """)
                .param("id", in.uuid())
                .param("channel", channel.name())
                .param("address", address)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// Whoever wrote a letter is answered by letter, in whichever case that is, unless they have
    /// another way there, or spoke in the app since. What they say next is said where it was.
    @EventListener
    void on(AnsweredElsewhere news) {
        var since =
                conversations.latestOfCustomer(news.answered(), 1).stream()
                        .map(Message::at)
                        .findFirst()
                        .orElse(Instant.EPOCH);
        jdbc.sql(
                        """
                        insert into channels.way (conversation, channel, address, spoken_at)
                        select :answered, channel, address, spoken_at - interval '1 microsecond'
                        from channels.way
                        where conversation = :said and spoken_at >= :since
                        on conflict (conversation) do nothing
                        """)
                .param("answered", news.answered().uuid())
                .param("said", news.said().uuid())
                .param("since", Timestamp.from(since))
                .update();
    }

    /// As if it had never been another: the way goes, unless they spoke there meanwhile.
    @EventListener
    void on(AnsweredApart news) {
        jdbc.sql(
                        """
                        delete from channels.way there using channels.way here
                        where there.conversation = :answered and here.conversation = :said
                          and (there.channel, there.address) = (here.channel, here.address)
                          and there.spoken_at = here.spoken_at - interval '1 microsecond'
                        """)
                .param("answered", news.answered().uuid())
                .param("said", news.said().uuid())
                .update();
    }

    /// This way leads nowhere: from now on the conversation is in the app alone.
    @Transactional
    public void closed(ConversationId in) {
        jdbc.sql("delete from channels.way where conversation = :id")
                .param("id", in.uuid())
                .update();
    }

    /// Nobody speaks from this address any more.
    @Transactional
    public void closed(Channel channel, String address) {
        jdbc.sql("delete from channels.way where channel = :channel and address = :address")
                .param("channel", channel.name())
                .param("address", address)
                .update();
    }

    /// Where somebody spoke last from an address, if it was since then.
    public Optional<ConversationId> latest(Channel channel, String address, Instant then) {
        return jdbc.sql(
                        """
                        select conversation from channels.way
                        where channel = :channel and address = :address and spoken_at > :then
                        order by spoken_at desc limit 1
                        """)
                .param("channel", channel.name())
                .param("address", address)
                .param("then", Timestamp.from(then))
                .query((row, _) -> new ConversationId(row.getObject("conversation", UUID.class)))
                .optional();
    }

    /// Empty where nobody ever spoke from outside the app.
    public Optional<Way> of(ConversationId in) {
        return jdbc.sql("select channel, address from channels.way where conversation = :id")
                .param("id", in.uuid())
                .query((row, _) ->
                        new Way(
                                Channel.valueOf(row.getString("channel")),
                                row.getString("address")))
                .optional();
    }
}
