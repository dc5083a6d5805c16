package okpay.web.app;

import java.util.Currency;
import java.util.Optional;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.money.Amounts;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.Wallets;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What paying a shop and sending to a person have in common: an amount is read, shown in full, and
/// let go with the payment PIN. A form carries the key of its payment, made when the page was
/// drawn: reloading, double-clicking or a lost answer never pays twice.
@Component
class Payer {

    static final Currency HOME = Currency.getInstance("CNY");

    private final Wallets wallets;

    Payer(Wallets wallets) {
        this.wallets = wallets;
    }

    /// Draws the form that was filled in.
    interface Form {
        ModelAndView again(String key, Optional<String> refusal);
    }

    /// Says what is about to happen.
    interface Telling {
        Review review(Money amount, Money after, String key);
    }

    /// Pays it.
    interface Paying {
        Attempt attempt(Money amount);
    }

    /// @param confirmed the payer has seen the review and let it happen
    ModelAndView next(
            Page page, Typed typed, boolean confirmed, Form form, Telling telling, Paying paying) {
        if (typed.key().isBlank() || typed.key().length() > 100) {
            throw new Problems.Mistake("key");
        }
        return switch (Amounts.read(typed.amount(), HOME)) {
            case Amounts.Unreadable(var flaw) ->
                    form.again(typed.key(), Optional.of("amount.refused." + flaw));
            case Amounts.Read(var money) when !confirmed || !page.customer().hasPin() ->
                    reviewed(page, money, typed.key(), form, telling);
            case Amounts.Read(var money) -> paid(page, typed, money, form, telling, paying);
        };
    }

    /// @param amount as typed
    record Typed(String amount, String key) {}

    private ModelAndView paid(
            Page page, Typed typed, Money money, Form form, Telling telling, Paying paying) {
        return switch (paying.attempt(money)) {
            case Attempt.Made(var made) -> new ModelAndView("redirect:/app/payments/" + made.id());
            case Attempt.NotMade(var reason)
                    when reason == Attempt.Reason.PIN_WRONG
                            || reason == Attempt.Reason.PIN_LOCKED ->
                    review(
                            page,
                            telling.review(money, after(page.customer(), money), typed.key()),
                            Optional.of("pay.refused." + reason));
            case Attempt.NotMade(var reason) ->
                    form.again(Ids.next().toString(), Optional.of("pay.refused." + reason));
        };
    }

    /// Whether it was paid under this key before is not known here, so nothing is said about it.
    private ModelAndView reviewed(Page page, Money money, String key, Form form, Telling telling) {
        var after = after(page.customer(), money);
        return after.minor() < 0
                ? form.again(key, Optional.of("review.short"))
                : review(page, telling.review(money, after, key), Optional.empty());
    }

    private static ModelAndView review(Page page, Review review, Optional<String> refusal) {
        var view = new ModelAndView("app/review");
        view.addObject("review", review).addObject("hasPin", page.customer().hasPin());
        return withRefusal(view, refusal);
    }

    ModelAndView form(Page page, String name, Optional<String> refusal) {
        var view = new ModelAndView(name);
        view.addObject("available", available(page.customer()));
        return withRefusal(view, refusal);
    }

    private static ModelAndView withRefusal(ModelAndView view, Optional<String> refusal) {
        if (refusal.isPresent()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view.addObject("refusal", refusal);
    }

    private Money available(Customer customer) {
        return wallets.open(customer.id(), HOME).available();
    }

    private Money after(Customer customer, Money money) {
        return new Money(available(customer).minor() - money.minor(), HOME);
    }
}
