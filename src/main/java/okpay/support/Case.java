package okpay.support;

import java.time.Instant;
import java.util.Optional;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;

/// A problem to be solved.
///
/// @param number what a person reads out: `C100042`
/// @param about what it is about, in another room's words
/// @param topic what the customer complains of, in another room's words; may be empty
public record Case(
        CaseId id,
        String number,
        CustomerId customer,
        ConversationId conversation,
        Reference about,
        String topic,
        Stage stage,
        Optional<AgentId> assignee,
        Instant openedAt,
        Instant movedAt) {}
