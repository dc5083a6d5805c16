package okpay.support;

import java.util.Optional;
import okpay.identity.AgentId;

/// News: a case waits for an agent. Heard in the same transaction by whoever gives out the work.
///
/// @param had who worked on it before
public record CaseQueued(CaseId id, Optional<AgentId> had) {}
