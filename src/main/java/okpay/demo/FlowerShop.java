package okpay.demo;

import java.util.List;
import okpay.disputes.DisputeReason;
import okpay.disputes.Disputes;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.merchant.Merchants;
import okpay.merchant.Trade;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.Payments;
import okpay.wallet.Shop;
import org.springframework.stereotype.Component;

/// A shop of one of the demo company's own people, with takings and a dispute.
@Component
class FlowerShop {

    private static final int[] PRICES = {6_800, 12_900, 3_500, 19_900};

    private final Customers customers;
    private final Merchants merchants;
    private final Payments payments;
    private final Disputes disputes;

    FlowerShop(Customers customers, Merchants merchants, Payments payments, Disputes disputes) {
        this.customers = customers;
        this.merchants = merchants;
        this.payments = payments;
        this.disputes = disputes;
    }

    /// @param people the first pays, the second owns it
    void open(List<Customer> people) {
        var owner = customers.find(people.get(1).id()).orElseThrow();
        var payer = customers.find(people.getFirst().id()).orElseThrow();
        if (!(merchants.open(owner, "梅梅花店", "Meimei Flowers", Trade.HOME)
                instanceof Merchants.Opened(var shop))) {
            return;
        }
        for (int i = 0; i < PRICES.length; i++) {
            pay(payer, shop, i);
        }
    }

    private void pay(Customer payer, Shop shop, int i) {
        var price = Money.of(PRICES[i], "CNY");
        var order = new PayOrder(price, "鲜花", "demo-flowers-" + i, Cast.PIN);
        if (payments.pay(payer, shop, order) instanceof Attempt.Made(var made)
                && i == PRICES.length - 1) {
            disputes.open(payer, made, price, DisputeReason.NOT_AS_DESCRIBED, "订的是红玫瑰，送来的是百合");
        }
    }
}
