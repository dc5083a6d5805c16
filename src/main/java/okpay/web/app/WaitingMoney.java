package okpay.web.app;

import okpay.money.Money;
import okpay.wallet.PaymentId;

/// Money that waits to be accepted.
///
/// @param from half masked
public record WaitingMoney(PaymentId id, String from, Money amount, String note) {}
