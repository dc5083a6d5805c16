package okpay.abroad;

import java.time.Clock;
import java.util.Optional;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentKind;
import okpay.wallet.Payments;
import org.springframework.stereotype.Component;

/// Sending abroad, following it, and asking it back.
@Component
public class Transfers {

    private final TransferStore store;
    private final Payments payments;
    private final CorrespondentRail rail;
    private final Clock clock;

    Transfers(TransferStore store, Payments payments, CorrespondentRail rail, Clock clock) {
        this.store = store;
        this.payments = payments;
        this.rail = rail;
        this.clock = clock;
    }

    /// Pays what a quote promised; a quote is paid once, however often it is asked. What the books
    /// refuse (too little money, over the day's limit) stays refused: then a new quote is needed.
    ///
    /// @param to without [BeneficiaryForm#flaws]
    /// @param note one that [BeneficiaryForm#canCarry]
    public Attempt send(
            Customer payer,
            Quote quote,
            BeneficiaryForm to,
            TransferPurpose purpose,
            String note,
            String pin) {
        var before = payments.find(quote.id().payment(), payer.id());
        if (before.isEmpty() && !quote.until().isAfter(clock.instant())) {
            return new Attempt.NotMade(Attempt.Reason.QUOTE_IS_OVER);
        }
        var beneficiary = to.read(quote.offer().corridor());
        if (before.isEmpty()) {
            store.prepare(quote.id(), beneficiary, purpose, BeneficiaryRules.words(note));
        }
        var errand =
                new Payments.Errand(
                        quote.id().payment(),
                        PaymentKind.ABROAD,
                        Transfer.payeeRef(quote.offer().corridor(), beneficiary),
                        beneficiary.name());
        var key = quote.id().toString();
        return payments.carry(payer, errand, new PayOrder(quote.offer().total(), note, key, pin));
    }

    /// Remembers what was filled in for a quote that is not paid yet.
    public void prepare(Quote quote, BeneficiaryForm to, TransferPurpose purpose, String note) {
        if (payments.find(quote.id().payment()).isEmpty()) {
            store.prepare(
                    quote.id(),
                    to.read(quote.offer().corridor()),
                    purpose,
                    BeneficiaryRules.words(note));
        }
    }

    /// Where a payment is; empty for one that stays here, without a look.
    public Optional<Transfer> of(Payment payment) {
        return payment.kind() == PaymentKind.ABROAD ? store.find(payment.id()) : Optional.empty();
    }

    /// Where a payment abroad is, or what was prepared of it.
    public Optional<Transfer> find(PaymentId payment) {
        return store.find(payment);
    }

    /// What came of asking a payment back.
    public enum Recall {
        /// The other side was asked; its answer comes to the payment's page.
        ASKED,
        /// It has arrived, was asked back before, or was never sent.
        TOO_LATE
    }

    /// Asks one's own payment back; empty when there is no such payment.
    public Optional<Recall> recall(CustomerId customer, PaymentId id) {
        return payments.find(id, customer)
                .filter(payment -> payment.customer().equals(customer))
                .flatMap(payment ->
                        store.find(id).map(transfer -> recall(transfer, payment.state().isOpen())));
    }

    private Recall recall(Transfer transfer, boolean isOpen) {
        if (!isOpen || !transfer.canBeRecalled()) {
            return Recall.TOO_LATE;
        }
        store.reach(transfer.payment(), Stage.Kind.RECALL_ASKED, "");
        payments.hear(transfer.payment(), rail.ask(transfer.payment().toString()));
        return Recall.ASKED;
    }
}
