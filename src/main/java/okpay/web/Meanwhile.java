package okpay.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import okpay.support.Author;
import okpay.support.Case;
import okpay.support.Message;
import okpay.support.Receipts;
import okpay.support.Receipts.Side;
import okpay.web.LiveStreams.Part;
import org.springframework.stereotype.Component;

/// What the other side of a conversation does meanwhile: whether it has read the last words, and
/// whether it is writing.
@Component
class Meanwhile {

    /// Whoever stops typing stops writing.
    private static final Duration TYPING = Duration.ofSeconds(8);

    private final Receipts receipts;
    private final Templates templates;
    private final Clock clock;

    Meanwhile(Receipts receipts, Templates templates, Clock clock) {
        this.receipts = receipts;
        this.templates = templates;
        this.clock = clock;
    }

    /// @param messages the latest of the conversation
    Part part(Page page, Case one, List<Message> messages) {
        var other = page.isForDesk() ? Side.CUSTOMER : Side.DESK;
        var receipt = receipts.of(one.conversation(), other);
        var last = messages.stream().filter(it -> side(it).isPresent()).reduce((_, it) -> it);
        boolean isRead =
                last.filter(it -> !side(it).equals(Optional.of(other)))
                        .filter(it -> it.seq() <= receipt.read())
                        .isPresent();
        var model = new HashMap<String, Object>();
        model.put("page", page);
        model.put("read", isRead ? receipt.readAt() : Optional.<Instant>empty());
        model.put("writes", writes(receipt, messages, other));
        model.put("since", receipt.writingAt().map(Instant::toString).orElse(""));
        return new Part("meanwhile", templates.part("part/meanwhile", model), 0);
    }

    /// What it wrote meanwhile is no longer being written.
    private boolean writes(Receipts.Receipt receipt, List<Message> messages, Side other) {
        var sent =
                messages.stream()
                        .filter(it -> side(it).equals(Optional.of(other)))
                        .reduce((_, it) -> it)
                        .map(Message::at)
                        .orElse(Instant.MIN);
        return receipt.writingAt()
                .filter(at -> at.isAfter(clock.instant().minus(TYPING)) && at.isAfter(sent))
                .isPresent();
    }

    private static Optional<Side> side(Message message) {
        return switch (message.author()) {
            case Author.OfCustomer _ -> Optional.of(Side.CUSTOMER);
            case Author.OfAgent _ -> Optional.of(Side.DESK);
            case Author.Okpay _ -> Optional.empty();
        };
    }
}
