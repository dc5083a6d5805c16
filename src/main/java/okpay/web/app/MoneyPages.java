package okpay.web.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.bank.BankAccount;
import okpay.bank.BankAccountId;
import okpay.bank.BankAccounts;
import okpay.id.Ids;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentKind;
import okpay.wallet.Payments;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Money in and out: the customer's own accounts at banks, topping up from them and withdrawing to
/// them.
@Controller
class MoneyPages {

    private static final String WAYS = "/app/{way:top-up|withdraw}";

    private final BankAccounts accounts;
    private final Payments payments;
    private final Payer payer;

    MoneyPages(BankAccounts accounts, Payments payments, Payer payer) {
        this.accounts = accounts;
        this.payments = payments;
        this.payer = payer;
    }

    @GetMapping("/app/accounts")
    ModelAndView list(@ModelAttribute("page") Page page) {
        return list(page, "", Optional.empty());
    }

    @PostMapping("/app/accounts")
    ModelAndView link(
            @ModelAttribute("page") Page page,
            @RequestParam BankAccount.Bank bank,
            @RequestParam String number,
            @RequestParam(defaultValue = "") String pin) {
        return switch (accounts.link(page.customer(), bank, number, pin)) {
            case BankAccounts.Linked _ -> new ModelAndView("redirect:/app/accounts");
            case BankAccounts.NotLinked(var reason) ->
                    list(page, number, Optional.of("account.refused." + reason));
        };
    }

    @PostMapping("/app/accounts/{id}/remove")
    String remove(@ModelAttribute("page") Page page, @PathVariable String id) {
        accounts.remove(
                page.customer().id(), BankAccountId.read(id).orElseThrow(Problems.NotFound::new));
        return "redirect:/app/accounts";
    }

    private ModelAndView list(Page page, String number, Optional<String> refusal) {
        return Forms.show("app/accounts", refusal)
                .addObject("accounts", accounts.list(page.customer().id()))
                .addObject("banks", List.of(BankAccount.Bank.values()))
                .addObject("number", number)
                .addObject("hasPin", page.customer().hasPin());
    }

    @GetMapping(WAYS)
    ModelAndView form(
            @ModelAttribute("page") Page page,
            @PathVariable String way,
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String amount) {
        var key = Ids.next().toString();
        return form(page, new Wish(way, account, amount, key), Optional.empty());
    }

    /// What stands in the form.
    private record Wish(String way, String account, String amount, String key) {
        PaymentKind kind() {
            return way.equals("top-up") ? PaymentKind.TOP_UP : PaymentKind.WITHDRAW;
        }
    }

    @PostMapping(WAYS)
    ModelAndView move(
            @ModelAttribute("page") Page page,
            @PathVariable String way,
            @RequestParam String account,
            @RequestParam String amount,
            @RequestParam String key,
            @RequestParam(defaultValue = "false") boolean confirmed) {
        var wish = new Wish(way, account, amount, key);
        var chosen =
                BankAccountId.read(account)
                        .flatMap(id -> accounts.find(page.customer().id(), id))
                        .orElseThrow(Problems.NotFound::new);
        return payer.next(
                page,
                new Payer.Typed(amount, key, confirmed),
                new Payer.Errand() {
                    @Override
                    public boolean bringsMoney() {
                        return wish.kind().isIncoming();
                    }

                    @Override
                    public ModelAndView form(String again, Optional<String> refusal) {
                        return MoneyPages.this.form(
                                page, new Wish(way, account, amount, again), refusal);
                    }

                    @Override
                    public Review review(Money money, Money after) {
                        return MoneyPages.review(page, wish, chosen, money, after);
                    }

                    @Override
                    public Attempt pay(Money money, String pin) {
                        return payments.carry(
                                page.customer(),
                                new Payments.Errand(
                                        PaymentId.next(),
                                        wish.kind(),
                                        chosen.id().toString(),
                                        name(page, chosen)),
                                new PayOrder(money, "", key, pin));
                    }
                });
    }

    private static Review review(
            Page page, Wish wish, BankAccount chosen, Money money, Money after) {
        var here = "/app/" + wish.way();
        return new Review(
                wish.way(),
                here,
                here + "?account=" + chosen.id() + "&amount=" + money.digits(),
                name(page, chosen),
                page.customer().name(),
                money,
                "",
                after,
                List.of(),
                Map.of(
                        "account", wish.account(),
                        "amount", wish.amount(),
                        "key", wish.key()));
    }

    private ModelAndView form(Page page, Wish wish, Optional<String> refusal) {
        var mine = accounts.list(page.customer().id());
        return payer.form(page, "app/money", refusal)
                .addObject("way", wish.way())
                .addObject("accounts", mine)
                .addObject("account", wish.account())
                .addObject("amount", wish.amount())
                .addObject("key", wish.key());
    }

    private static String name(Page page, BankAccount account) {
        return page.say("bank." + account.bank()) + " " + account.masked();
    }
}
