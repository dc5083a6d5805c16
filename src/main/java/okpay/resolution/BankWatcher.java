package okpay.resolution;

import okpay.support.Body;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import okpay.wallet.BankContradicted;
import okpay.wallet.PaymentKind;
import okpay.wallet.Payments;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// A bank that says something else than before: the customer hears of it, and a person looks.
@Component
class BankWatcher {

    private final Payments payments;
    private final Cases cases;
    private final Conversations conversations;
    private final Resolutions resolutions;

    BankWatcher(
            Payments payments, Cases cases, Conversations conversations, Resolutions resolutions) {
        this.payments = payments;
        this.cases = cases;
        this.conversations = conversations;
        this.resolutions = resolutions;
    }

    @ApplicationModuleListener
    void on(BankContradicted news) {
        var payment = payments.find(news.payment()).orElseThrow();
        var one = cases.open(payment.customer(), Reference.to("payment", payment.id()));
        cases.lock(one.id());
        conversations.say(one.conversation(), new Body.Shown(one.about()), "card:" + one.about());
        boolean theyHaveIt = news.bankSays().equals("SUCCESS");
        var words = theyHaveIt ? "chat.bank.contradicted" : "chat.bank.took.back";
        // What arrived at the customer's own bank is theirs twice: nobody promises that it stays.
        boolean isTheirs = theyHaveIt && payment.kind() == PaymentKind.WITHDRAW;
        var said = isTheirs ? "chat.bank.contradicted.own" : words;
        conversations.say(
                one.conversation(),
                Body.Words.of(said, payment.amount()),
                said + ":" + one.about());
        resolutions.handOver(one);
    }
}
