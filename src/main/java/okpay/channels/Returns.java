package okpay.channels;

import okpay.support.Body;
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
                .ifPresent(in -> {
                    ways.closed(in);
                    conversations.say(
                            in, Body.Words.of("chat.returned." + channel), "returned:" + ref);
                });
    }
}
