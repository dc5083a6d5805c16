package okpay.support;

/// News: a case was opened (`from` equals `to`), or went on to another stage, or to another agent.
public record CaseMoved(CaseId id, Stage from, Stage to) {}
