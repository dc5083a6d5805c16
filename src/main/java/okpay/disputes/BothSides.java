package okpay.disputes;

import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.identity.Owners;
import okpay.wallet.Shops;
import org.springframework.stereotype.Component;

/// Tells both sides of a dispute, outside the app as well. In the caller's transaction.
@Component
class BothSides {

    private final Owners owners;
    private final Customers customers;
    private final Shops shops;

    BothSides(Owners owners, Customers customers, Shops shops) {
        this.owners = owners;
        this.customers = customers;
        this.shops = shops;
    }

    void tell(Customer customer, Letter.Kind kind, Object... details) {
        owners.tell(customer, kind, details);
    }

    void tellCustomer(Dispute dispute, Letter.Kind kind, Object... details) {
        customers
                .find(dispute.customer())
                .ifPresent(customer -> owners.tell(customer, kind, details));
    }

    void tellShop(Dispute dispute, Letter.Kind kind, Object... details) {
        dispute.shop()
                .flatMap(shops::byCode)
                .flatMap(shop -> shop.owner())
                .flatMap(customers::find)
                .ifPresent(owner -> owners.tell(owner, kind, details));
    }
}
