package okpay.support;

/// News: there is a new case.
public record CaseOpened(CaseId id) {}
