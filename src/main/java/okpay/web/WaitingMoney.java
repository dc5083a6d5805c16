package okpay.web;

import java.time.Instant;
import okpay.money.Money;
import okpay.wallet.PaymentId;

/// Money that waits to be accepted.
///
/// @param from half masked
/// @param until after that it goes back
public record WaitingMoney(PaymentId id, String from, Money amount, String note, Instant until) {}
