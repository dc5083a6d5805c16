package okpay.web.app;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okpay.bills.Bills;
import okpay.id.Ids;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.PaymentKind;
import okpay.wallet.Payments;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import okpay.wallet.Shops;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Paying a shop or a bill.
@Controller
class PayPages {

    private final Payments payments;
    private final Shops shops;
    private final Bills bills;
    private final Payer payer;

    PayPages(Payments payments, Shops shops, Bills bills, Payer payer) {
        this.bills = bills;
        this.payments = payments;
        this.shops = shops;
        this.payer = payer;
    }

    @GetMapping("/app/pay")
    String choose(@ModelAttribute("page") Page page, Model model) {
        model.addAttribute("accounts", bills.accounts(page.customer().id()));
        model.addAttribute("shops", shops.list(PaymentKind.SHOP));
        model.addAttribute("bills", shops.list(PaymentKind.BILL));
        return "app/pay";
    }

    @GetMapping("/app/shops/{id}")
    ModelAndView form(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String amount) {
        var shop = shop(id);
        return shop.kind() == PaymentKind.BILL
                ? new ModelAndView("redirect:/app/billers/" + shop.id())
                : form(page, shop, amount, Ids.next().toString(), Optional.empty());
    }

    @PostMapping("/app/shops/{id}")
    ModelAndView pay(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String amount,
            @RequestParam String key,
            @RequestParam(defaultValue = "false") boolean confirmed) {
        var shop = shop(id);
        if (shop.kind() == PaymentKind.BILL) {
            throw new Problems.NotFound();
        }
        return payer.next(
                page,
                new Payer.Typed(amount, key, confirmed),
                new Payer.Errand() {
                    @Override
                    public ModelAndView form(String again, Optional<String> refusal) {
                        return PayPages.this.form(page, shop, amount, again, refusal);
                    }

                    @Override
                    public Review review(Money money, Money after) {
                        var here = "/app/shops/" + shop.id();
                        return new Review(
                                "pay",
                                here,
                                here + "?amount=" + money.digits(),
                                shop.nameIn(page.locale()),
                                shop.code(),
                                money,
                                "",
                                after,
                                List.of(),
                                Map.of("amount", amount, "key", key));
                    }

                    @Override
                    public Attempt pay(Money money, String pin) {
                        return payments.pay(
                                page.customer(),
                                shop.in(page.locale()),
                                new PayOrder(money, "", key, pin));
                    }
                });
    }

    private ModelAndView form(
            Page page, Shop shop, String amount, String key, Optional<String> refusal) {
        return payer.form(page, "app/shop", refusal)
                .addObject("shop", shop)
                .addObject("amount", amount)
                .addObject("key", key);
    }

    private Shop shop(String id) {
        return ShopId.read(id)
                .flatMap(shops::find)
                .or(() -> shops.byCode(id.toUpperCase(Locale.ROOT)))
                .orElseThrow(Problems.NotFound::new);
    }
}
