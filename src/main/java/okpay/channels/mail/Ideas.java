package okpay.channels.mail;

import okpay.channels.Arrival.State;
import okpay.channels.Arrival.Why;
import okpay.channels.ArrivalId;
import okpay.channels.Arrivals;
import okpay.channels.Beginning;
import okpay.feedback.Wishes;
import okpay.identity.Customer;
import okpay.identity.Letter;
import okpay.identity.Owners;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Letters with ideas: they lie beside those that were told in the app, and whoever wrote one hears
/// that it is there, and in the end what became of it.
@Component
class Ideas {

    private final Wishes wishes;
    private final Arrivals arrivals;
    private final Owners owners;

    Ideas(Wishes wishes, Arrivals arrivals, Owners owners) {
        this.wishes = wishes;
        this.arrivals = arrivals;
        this.owners = owners;
    }

    /// What is long, or comes with pictures, is for a person to read.
    static boolean isOne(Mail mail) {
        return mail.pieces().isEmpty() && Mailroom.words(mail).length() <= Wishes.LONGEST;
    }

    @Transactional
    public void take(ArrivalId id, Customer customer, Mail mail) {
        var words = Mailroom.words(mail);
        var refused =
                wishes.tell(
                        customer.id(), new Wishes.Told(Wishes.Kind.IDEA, words, "", "e-mail", ""));
        if (refused.isEmpty()) {
            arrivals.settle(id, State.IGNORED, Why.IDEA, words);
            owners.tell(customer, Letter.Kind.WISH_HEARD, Beginning.of(words, Wishes.IN_A_LETTER));
            return;
        }
        switch (refused.get()) {
            case EMPTY -> arrivals.settle(id, State.IGNORED, Why.EMPTY, "");
            case TOO_LONG, TOO_MANY -> arrivals.settle(id, State.PARKED, Why.TOO_MANY, words);
        }
    }
}
