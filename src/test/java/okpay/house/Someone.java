package okpay.house;

import static org.assertj.core.api.Assertions.assertThat;

import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentState;
import okpay.wallet.Shop;
import org.jspecify.annotations.Nullable;

/// A customer in a story.
public final class Someone {

    private final Customer customer;
    private final Story story;
    private @Nullable Attempt last;

    Someone(Customer customer, Story story) {
        this.customer = customer;
        this.story = story;
    }

    public Customer customer() {
        return customer;
    }

    public CustomerId id() {
        return customer.id();
    }

    public Someone holding(String amount) {
        story.wallets.topUp(id(), Money.parse(amount), Ids.next().toString());
        return this;
    }

    public Attempt sends(String amount, Someone to) {
        return did(
                story.payments.send(customer, to.customer, order(amount, Ids.next().toString())));
    }

    public Attempt pays(String amount, Shop shop) {
        return pays(amount, shop, Ids.next().toString());
    }

    public Attempt pays(String amount, Shop shop, String clientKey) {
        return did(story.payments.pay(customer, shop, order(amount, clientKey)));
    }

    public void wasRefused(Attempt.Reason reason) {
        assertThat(last).isEqualTo(new Attempt.NotMade(reason));
    }

    /// The last payment, as it stands now.
    public Payment payment() {
        if (last instanceof Attempt.Made(var made)) {
            return story.payments.find(made.id()).orElseThrow();
        }
        throw new AssertionError("No payment was made: " + last);
    }

    public PaymentId paymentId() {
        return payment().id();
    }

    public void sees(PaymentState state) {
        assertThat(payment().state()).isEqualTo(state);
    }

    public void holds(String amount) {
        assertThat(account().balance()).isEqualTo(Money.parse(amount));
    }

    public void canSpend(String amount) {
        assertThat(account().available()).isEqualTo(Money.parse(amount));
    }

    public okpay.ledger.Account account() {
        return story.wallets.open(id(), Story.CNY);
    }

    private static PayOrder order(String amount, String key) {
        return new PayOrder(Money.parse(amount), "", key, Story.PIN);
    }

    private Attempt did(Attempt attempt) {
        last = attempt;
        return attempt;
    }
}
