package okpay.web.app;

import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.money.Amounts;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.PaymentKind;
import okpay.wallet.Payments;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import okpay.wallet.Shops;
import okpay.wallet.Wallets;
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

/// Paying a shop or a bill, and sending to a person. A form carries the key of its payment, made
/// when the page was drawn: reloading, double-clicking or a lost answer never pays twice.
@Controller
class PayPages {

    private static final Currency HOME = Currency.getInstance("CNY");

    private final Payments payments;
    private final Wallets wallets;
    private final Shops shops;
    private final Customers customers;

    PayPages(Payments payments, Wallets wallets, Shops shops, Customers customers) {
        this.payments = payments;
        this.wallets = wallets;
        this.shops = shops;
        this.customers = customers;
    }

    @GetMapping("/app/pay")
    String choose(Model model) {
        model.addAttribute("shops", shops.list(PaymentKind.SHOP));
        model.addAttribute("bills", shops.list(PaymentKind.BILL));
        return "app/pay";
    }

    @GetMapping("/app/shops/{id}")
    ModelAndView shopForm(@ModelAttribute("page") Page page, @PathVariable String id) {
        return shopForm(page, shop(id), "", Ids.next().toString(), Optional.empty());
    }

    @PostMapping("/app/shops/{id}")
    ModelAndView pay(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String amount,
            @RequestParam String key) {
        var shop = shop(id);
        return switch (Amounts.read(amount, HOME)) {
            case Amounts.Unreadable(var flaw) ->
                    shopForm(page, shop, amount, key, Optional.of("amount.refused." + flaw));
            case Amounts.Read(var money) ->
                    switch (payments.pay(
                            page.customer().id(), shop.in(page.locale()), money, keyOf(key))) {
                        case Attempt.Made(var made) -> seeOther(made.id().toString());
                        case Attempt.NotMade(var reason) ->
                                shopForm(
                                        page,
                                        shop,
                                        amount,
                                        Ids.next().toString(),
                                        Optional.of("pay.refused." + reason));
                    };
        };
    }

    @GetMapping("/app/send")
    ModelAndView sendForm(
            @ModelAttribute("page") Page page, @RequestParam(defaultValue = "") String to) {
        var sending = new Sending(to, "", "", Ids.next().toString());
        if (to.isBlank()) {
            return sendForm(page, sending, Optional.empty());
        }
        var payee = customers.byHandle(to);
        if (payee.isEmpty()) {
            return sendForm(page, sending, Optional.of("pay.refused.NO_SUCH_PAYEE"));
        }
        return payee.get().id().equals(page.customer().id())
                ? sendForm(
                        page,
                        new Sending("", "", "", sending.key()),
                        Optional.of("pay.refused.TO_ONESELF"))
                : sendForm(page, sending, Optional.empty());
    }

    @PostMapping("/app/send")
    ModelAndView send(
            @ModelAttribute("page") Page page,
            @RequestParam String to,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String note,
            @RequestParam String key) {
        var sending = new Sending(to, amount, note, key);
        var payee = customers.byHandle(sending.to());
        if (payee.isEmpty()) {
            return sendForm(page, sending, Optional.of("pay.refused.NO_SUCH_PAYEE"));
        }
        if (sending.note().length() > 200) {
            return sendForm(page, sending, Optional.of("send.note.too.long"));
        }
        return switch (Amounts.read(sending.amount(), HOME)) {
            case Amounts.Unreadable(var flaw) ->
                    sendForm(page, sending, Optional.of("amount.refused." + flaw));
            case Amounts.Read(var money) -> send(page, sending, payee.get(), money);
        };
    }

    private ModelAndView send(Page page, Sending sending, Customer payee, Money money) {
        var attempt =
                payments.send(
                        page.customer().id(), payee, money, sending.note(), keyOf(sending.key()));
        return switch (attempt) {
            case Attempt.Made(var made) -> seeOther(made.id().toString());
            case Attempt.NotMade(var reason) -> {
                var again =
                        new Sending(
                                sending.to(),
                                sending.amount(),
                                sending.note(),
                                Ids.next().toString());
                yield sendForm(page, again, Optional.of("pay.refused." + reason));
            }
        };
    }

    private ModelAndView shopForm(
            Page page, Shop shop, String amount, String key, Optional<String> refusal) {
        var view = new ModelAndView("app/shop");
        view.addObject("shop", shop);
        view.addObject("amount", amount);
        view.addObject("key", key);
        return withRefusal(page, view, refusal);
    }

    private ModelAndView sendForm(Page page, Sending sending, Optional<String> refusal) {
        var view = new ModelAndView("app/send");
        view.addObject("sending", sending);
        view.addObject(
                "payee",
                sending.to().isBlank() ? Optional.empty() : customers.byHandle(sending.to()));
        return withRefusal(page, view, refusal);
    }

    private ModelAndView withRefusal(Page page, ModelAndView view, Optional<String> refusal) {
        view.addObject("refusal", refusal);
        view.addObject("available", wallets.open(page.customer().id(), HOME).available());
        if (refusal.isPresent()) {
            view.setStatus(org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }

    private Shop shop(String id) {
        return ShopId.read(id)
                .flatMap(shops::find)
                .or(() -> shops.byCode(id.toUpperCase(Locale.ROOT)))
                .orElseThrow(Problems.NotFound::new);
    }

    private static String keyOf(String key) {
        if (key.isBlank() || key.length() > 100) {
            throw new Problems.Mistake("key");
        }
        return key;
    }

    private static ModelAndView seeOther(String id) {
        return new ModelAndView("redirect:/app/payments/" + id);
    }
}
