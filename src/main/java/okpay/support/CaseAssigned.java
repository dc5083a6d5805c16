package okpay.support;

import okpay.identity.AgentId;

/// News: a case was given to an agent.
public record CaseAssigned(CaseId id, AgentId to) {}
