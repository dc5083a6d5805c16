package okpay.channels;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.channels.Dispatches.Dispatch;
import okpay.database.Turns;
import okpay.support.Body;
import okpay.support.ConversationId;
import okpay.support.Conversations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What the other sides tell of what was sent: it arrived, or it came back. What came back stands
/// at the message, both sides see it in the app, and nothing more goes there. Such news may come
/// before we have written down that we sent it.
@Component
public class Returns {

    private static final int LONGEST = 300;
    private static final Duration EARLY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Dispatches dispatches;
    private final Departures departures;
    private final Telling telling;
    private final Ways ways;
    private final Conversations conversations;
    private final Clock clock;

    Returns(
            JdbcClient jdbc,
            Dispatches dispatches,
            Departures departures,
            Telling telling,
            Ways ways,
            Conversations conversations,
            Clock clock) {
        this.jdbc = jdbc;
        this.dispatches = dispatches;
        this.departures = departures;
        this.telling = telling;
        this.ways = ways;
        this.conversations = conversations;
        this.clock = clock;
    }

    /// @param ref what it was sent under
    /// @param why as the other side says it
    @Transactional
    public void returned(Channel channel, String ref, String why) {
        take(channel, ref);
        if (!comeBack(channel, ref, why)) {
            early(channel, ref, false, why);
        }
    }

    /// It is where it should be.
    ///
    /// @param ref what it was sent under
    @Transactional
    public void arrived(Channel channel, String ref) {
        take(channel, ref);
        if (!arrive(channel, ref)) {
            early(channel, ref, true, "");
        }
    }

    /// It was sent; what was told of it meanwhile counts now. Of an e-mail nobody tells that it
    /// arrived, only that it did not.
    @Transactional
    void sent(Channel channel, List<UUID> all, String ref) {
        if (!ref.isEmpty()) {
            take(channel, ref);
        }
        var letters = departures.letters(all);
        letters.forEach(telling::hold);
        dispatches.sent(all, ref);
        if (channel == Channel.EMAIL) {
            letters.forEach(telling::rests);
        }
        jdbc.sql(
                        """
                        delete from channels.early where channel = :channel and ref = :ref
                        returning arrived, why
                        """)
                .param("channel", channel.name())
                .param("ref", ref)
                .query((row, _) ->
                        row.getBoolean("arrived")
                                ? Optional.<String>empty()
                                : Optional.of(row.getString("why")))
                .list()
                .forEach(why ->
                        why.ifPresentOrElse(
                                it -> comeBack(channel, ref, it), () -> arrive(channel, ref)));
    }

    private void take(Channel channel, String ref) {
        Turns.take(jdbc, "sent " + channel + " " + ref);
    }

    /// @return false when nothing was sent under it
    private boolean arrive(Channel channel, String ref) {
        var sent = departures.byRef(channel, ref);
        if (sent.isEmpty()) {
            return false;
        }
        sent.get().letter().ifPresent(telling::hold);
        jdbc.sql(
                        """
                        update channels.dispatch set arrived_at = coalesce(arrived_at, :now)
                        where channel = :channel and ref = :ref
                        """)
                .param("channel", channel.name())
                .param("ref", ref)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        sent.get().letter().ifPresent(telling::arrived);
        return true;
    }

    /// What came back once comes back no second time. The notice, or the conversation, is held
    /// first, as by everybody who changes it.
    ///
    /// @return false when nothing was sent under it
    private boolean comeBack(Channel channel, String ref, String why) {
        var sent = departures.byRef(channel, ref);
        if (sent.isEmpty() || sent.get().state() == Dispatches.State.RETURNED) {
            return sent.isPresent();
        }
        sent.get().letter().ifPresent(telling::hold);
        var words = "chat.returned." + channel;
        sent.get().conversation().ifPresent(it -> say(it, words, "returned:" + ref));
        jdbc.sql(
                        """
                        update channels.dispatch set state = 'RETURNED', said = :why
                        where channel = :channel and ref = :ref
                        """)
                .param("channel", channel.name())
                .param("ref", ref)
                .param("why", Beginning.of(why, LONGEST))
                .update();
        sent.get().letter().ifPresent(telling::failed);
        end(sent.get());
        return true;
    }

    private void early(Channel channel, String ref, boolean arrived, String why) {
        if (ref.isEmpty() || ref.length() > LONGEST) {
            return;
        }
        jdbc.sql(
                        """
                        insert into channels.early (channel, ref, arrived, why, at)
                        values (:channel, :ref, :arrived, :why, :now) on conflict do nothing
                        """)
                .param("channel", channel.name())
                .param("ref", ref)
                .param("arrived", arrived)
                .param("why", Beginning.of(why, LONGEST))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// It was refused at once.
    @Transactional
    void cannotGo(Dispatch it) {
        over(it, "chat.returned." + it.channel());
    }

    /// It was tried for days: nobody knows why it did not go.
    @Transactional
    void givenUp(Dispatch it) {
        over(it, "chat.given.up");
    }

    private void over(Dispatch it, String words) {
        it.letter().ifPresent(telling::hold);
        it.letter().ifPresent(telling::failed);
        it.conversation()
                .ifPresent(in -> {
                    say(in, words, "returned:" + it.id());
                    end(it);
                });
    }

    private void say(ConversationId in, String words, String key) {
        conversations.say(in, Body.Words.of(words), key);
    }

    /// By this way, and no other the customer may speak by meanwhile.
    private void end(Dispatch it) {
        it.conversation()
                .ifPresent(in -> {
                    ways.of(in)
                            .filter(way -> way.channel() == it.channel())
                            .filter(way -> way.address().equals(it.address()))
                            .ifPresent(_ -> ways.closed(in));
                    dispatches.dropOthers(it);
                });
    }

    /// News of what we never sent.
    @Scheduled(cron = "${okpay.channels.forget-at:0 50 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from channels.early where at < :then")
                .param("then", Timestamp.from(clock.instant().minus(EARLY)))
                .update();
    }
}
