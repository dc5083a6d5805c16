package okpay.resolution;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import okpay.abroad.Transfer;
import okpay.abroad.Transfers;
import okpay.language.Topic;
import okpay.ledger.Holds;
import okpay.wallet.Payment;
import okpay.wallet.PaymentState;
import okpay.wallet.Payments;
import okpay.wallet.Rail;
import okpay.wallet.Refunds;
import org.springframework.stereotype.Component;

/// Reads the books and asks the bank; changes nothing.
@Component
class FactFinder {

    /// Two equal payments closer than this may be one that was made twice.
    static final Duration TWINS_WITHIN = Duration.ofMinutes(10);

    private final Payments payments;
    private final Holds holds;
    private final Refunds refunds;
    private final Transfers transfers;
    private final Clock clock;

    FactFinder(Payments payments, Holds holds, Refunds refunds, Transfers transfers, Clock clock) {
        this.payments = payments;
        this.holds = holds;
        this.refunds = refunds;
        this.transfers = transfers;
        this.clock = clock;
    }

    Facts gather(Payment payment, Topic topic) {
        Optional<Rail.Answer> bank =
                payment.kind().goesByRail() && payment.state().isOpen()
                        ? Optional.of(payments.askBank(payment))
                        : Optional.empty();
        return new Facts(
                payment,
                payment.hold().flatMap(holds::find),
                bank,
                earlierTwin(payment),
                topic,
                transfers.of(payment).map(Transfer::arrivesBy),
                refunds.atOnce(payment.customer(), payment.amount().currency()),
                clock.instant());
    }

    /// Only the later of two is the one too many.
    private Optional<Payment> earlierTwin(Payment payment) {
        return payments.like(payment, TWINS_WITHIN).stream()
                .filter(other -> other.state() == PaymentState.SUCCEEDED)
                .filter(other -> other.at().isBefore(payment.at()))
                .findFirst();
    }
}
