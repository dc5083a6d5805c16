package okpay.web.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.bills.Bill;
import okpay.bills.BillAccount;
import okpay.bills.BillAccountId;
import okpay.bills.Bills;
import okpay.bills.Bills.Checked;
import okpay.bills.Bills.Consent;
import okpay.id.Ids;
import okpay.money.Amounts;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.PaymentKind;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import okpay.wallet.Shops;
import okpay.wallet.Wallets;
import okpay.web.AbroadWords.Line;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Bills: asked of the biller, seen, paid; and standing orders for them.
@Controller
class BillPages {

    private final Bills bills;
    private final Shops shops;
    private final Payer payer;

    BillPages(Bills bills, Shops shops, Payer payer) {
        this.bills = bills;
        this.shops = shops;
        this.payer = payer;
    }

    @GetMapping("/app/billers/{id}")
    ModelAndView form(@PathVariable String id) {
        return form(biller(id), "", Optional.empty());
    }

    @PostMapping("/app/billers/{id}")
    ModelAndView check(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String reference) {
        var biller = biller(id);
        return switch (bills.check(page.customer(), biller, reference)) {
            case Checked.Known(var account, var _) -> to(account);
            case Checked.NotKnown(var why) ->
                    form(biller, reference, Optional.of("bill.refused." + why));
        };
    }

    private static ModelAndView form(Shop biller, String reference, Optional<String> refusal) {
        return Forms.show("app/biller", refusal)
                .addObject("biller", biller)
                .addObject("reference", reference);
    }

    @GetMapping("/app/bills/{id}")
    ModelAndView show(@ModelAttribute("page") Page page, @PathVariable String id) {
        return show(page, account(page, id), Optional.empty());
    }

    private ModelAndView show(Page page, BillAccount account, Optional<String> refusal) {
        var biller = bills.biller(account);
        var checked = bills.check(page.customer(), biller, account.reference());
        Optional<Bill> due =
                checked instanceof Checked.Known(var _, var bill) ? bill : Optional.empty();
        var said =
                checked instanceof Checked.NotKnown(var why)
                        ? refusal.or(() -> Optional.of("bill.refused." + why))
                        : refusal;
        return Forms.show("app/bill-account", said)
                .addObject("account", account)
                .addObject("biller", biller)
                .addObject("due", due)
                .addObject("key", Ids.next().toString());
    }

    @PostMapping("/app/bills/{id}/payment")
    ModelAndView pay(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String amount,
            @RequestParam String key,
            @RequestParam(defaultValue = "false") boolean confirmed) {
        var account = account(page, id);
        var biller = bills.biller(account);
        return payer.next(
                page,
                new Payer.Typed(amount, key, confirmed),
                new Payer.Errand() {
                    @Override
                    public ModelAndView form(String again, Optional<String> refusal) {
                        return show(page, account, refusal);
                    }

                    @Override
                    public Review review(Money money, Money after) {
                        return new Review(
                                "pay",
                                "/app/bills/" + account.id() + "/payment",
                                "/app/bills/" + account.id(),
                                biller.nameIn(page.locale()),
                                account.reference(),
                                money,
                                "",
                                after,
                                account.holder().isEmpty()
                                        ? List.of()
                                        : List.of(new Line("bill.holder", account.holder())),
                                Map.of("amount", amount, "key", key));
                    }

                    @Override
                    public Attempt pay(Money money, String pin) {
                        return bills.pay(page.customer(), account, money, key, Consent.now(pin));
                    }
                });
    }

    @PostMapping("/app/bills/{id}/standing")
    ModelAndView standing(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String most,
            @RequestParam(defaultValue = "") String pin) {
        var account = account(page, id);
        if (most.isBlank()) {
            bills.standing(page.customer(), account, Optional.empty(), pin);
            return to(account);
        }
        return switch (Amounts.read(most, Wallets.HOME)) {
            case Amounts.Unreadable(var flaw) ->
                    show(page, account, Optional.of("amount.refused." + flaw));
            case Amounts.Read(var money) ->
                    bills.standing(page.customer(), account, Optional.of(money), pin)
                            .map(why -> show(page, account, Optional.of("bill.refused." + why)))
                            .orElseGet(() -> to(account));
        };
    }

    @PostMapping("/app/bills/{id}/remove")
    String remove(@ModelAttribute("page") Page page, @PathVariable String id) {
        bills.remove(account(page, id));
        return "redirect:/app/pay";
    }

    private static ModelAndView to(BillAccount account) {
        return new ModelAndView("redirect:/app/bills/" + account.id());
    }

    private Shop biller(String id) {
        return ShopId.read(id)
                .flatMap(shops::find)
                .filter(shop -> shop.kind() == PaymentKind.BILL)
                .orElseThrow(Problems.NotFound::new);
    }

    private BillAccount account(Page page, String id) {
        return BillAccountId.read(id)
                .flatMap(one -> bills.find(page.customer().id(), one))
                .orElseThrow(Problems.NotFound::new);
    }
}
