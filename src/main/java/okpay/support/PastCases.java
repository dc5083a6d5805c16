package okpay.support;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okpay.hours.Calendars;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Brings in cases from another system, with their words and what was promised.
@Component
public class PastCases {

    private final CaseStore store;
    private final Conversations conversations;
    private final PromiseRows rows;

    PastCases(CaseStore store, Conversations conversations, PromiseRows rows) {
        this.store = store;
        this.conversations = conversations;
        this.rows = rows;
    }

    public record PastMessage(Author author, Body body, Instant at) {}

    public record PastPromise(
            Promise.Kind kind,
            Instant due,
            Promise.State state,
            Instant madeAt,
            Optional<Instant> endedAt) {}

    /// A case as it stood elsewhere. Its number is given here.
    public record PastCase(
            CustomerId customer,
            Reference about,
            String topic,
            Stage stage,
            Optional<AgentId> assignee,
            List<PastMessage> messages,
            List<PastPromise> promises,
            Instant openedAt,
            Instant movedAt) {

        public PastCase {
            messages = List.copyOf(messages);
            promises = List.copyOf(promises);
        }
    }

    @Transactional
    public CaseId bring(PastCase past) {
        var conversation = conversations.start(past.customer());
        var fresh =
                new Case(
                        CaseId.next(),
                        store.nextNumber(),
                        past.customer(),
                        conversation.id(),
                        past.about(),
                        past.topic(),
                        past.stage(),
                        Priority.NORMAL,
                        past.assignee(),
                        Optional.empty(),
                        Optional.empty(),
                        past.openedAt(),
                        past.movedAt());
        store.insert(fresh);
        for (int i = 0; i < past.messages().size(); i++) {
            var one = past.messages().get(i);
            conversations.insert(
                    new Message(
                            conversation.id(),
                            i + 1,
                            one.author(),
                            one.body(),
                            one.at(),
                            Optional.empty()),
                    "brought:" + i);
        }
        bring(fresh.id(), past.promises());
        return fresh.id();
    }

    private void bring(CaseId of, List<PastPromise> past) {
        for (var one : past) {
            rows.insert(
                    new Promise(
                            PromiseId.next(),
                            of,
                            one.kind(),
                            one.due(),
                            one.state(),
                            one.madeAt(),
                            one.endedAt(),
                            "",
                            Optional.empty(),
                            ""),
                    Calendars.ALWAYS);
        }
        store.sort(of.uuid());
    }
}
