package okpay.support;

/// News: something was promised for a case, or a promise ended.
public record PromiseMoved(CaseId of) {}
