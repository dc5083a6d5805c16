package okpay.support;

import java.time.Instant;
import java.util.Optional;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;

/// A problem to be solved.
///
/// @param number what a person reads out: `C100042`
/// @param about what it is about, in another room's words
/// @param due when the promise runs out that runs out first
/// @param mergedInto the case it lies in; whatever is said there is said about this one too
/// @param topic what the customer complains of, in another room's words; may be empty
public record Case(
        CaseId id,
        String number,
        CustomerId customer,
        ConversationId conversation,
        Reference about,
        String topic,
        Stage stage,
        Priority priority,
        Optional<AgentId> assignee,
        Optional<CaseId> mergedInto,
        Optional<Instant> due,
        Instant openedAt,
        Instant movedAt) {}
