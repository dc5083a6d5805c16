package okpay.channels;

import okpay.support.Body;
import okpay.support.ConversationId;
import okpay.support.Conversations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What was sent and came back: it stands at the message, both sides see it in the app, and nothing
/// more goes there.
@Component
public class Returns {

    private final Dispatches dispatches;
    private final Ways ways;
    private final Conversations conversations;

    Returns(Dispatches dispatches, Ways ways, Conversations conversations) {
        this.dispatches = dispatches;
        this.ways = ways;
        this.conversations = conversations;
    }

    /// @param ref what it was sent under
    /// @param why as the other side says it
    @Transactional
    public void returned(Channel channel, String ref, String why) {
        var back = dispatches.returned(channel, ref, why);
        back.flatMap(Dispatches.Dispatch::conversation)
                .ifPresent(in -> end(in, channel, "returned:" + ref));
    }

    /// It was refused at once.
    @Transactional
    void cannotGo(ConversationId in, Dispatches.Dispatch it) {
        end(in, it.channel(), "returned:" + it.id());
    }

    /// The conversation is held first, as by everybody who writes in it.
    private void end(ConversationId in, Channel channel, String key) {
        conversations.say(in, Body.Words.of("chat.returned." + channel), key);
        ways.closed(in);
        dispatches.drop(in);
    }
}
