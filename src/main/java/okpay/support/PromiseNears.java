package okpay.support;

/// News: a promise's time is coming, or went by and nobody answered since. Told once for each step.
public record PromiseNears(PromiseId promise, CaseId of, Promise.Kind kind, Promise.Step step) {}
