package okpay.support;

/// News: a promised time went by and what was promised is not done.
public record PromiseMissed(PromiseId promise, CaseId of) {}
