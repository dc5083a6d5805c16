package okpay.disputes;

import okpay.wallet.PaymentId;

/// News: a dispute went on.
public record DisputeMoved(DisputeId dispute, PaymentId payment, DisputeStage stage) {}
