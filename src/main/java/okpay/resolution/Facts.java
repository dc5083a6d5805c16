package okpay.resolution;

import java.time.Instant;
import java.util.Optional;
import okpay.language.Topic;
import okpay.ledger.Hold;
import okpay.money.Money;
import okpay.wallet.Payment;
import okpay.wallet.Rail;

/// Everything a diagnosis looks at, gathered beforehand.
///
/// @param hold how the money that was set aside stands
/// @param bank what the bank said just now; empty when the payment never went to a bank
/// @param twin an earlier payment of the same sum to the same payee, within minutes, that took
///   money too
/// @param topic what the customer complains of
/// @param due when a payment abroad should be there at the latest
/// @param atOnce the most we refund without a second person
/// @param at when the facts were gathered
public record Facts(
        Payment payment,
        Optional<Hold> hold,
        Optional<Rail.Answer> bank,
        Optional<Payment> twin,
        Topic topic,
        Optional<Instant> due,
        Money atOnce,
        Instant at) {}
