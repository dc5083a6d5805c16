package okpay.web.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.money.Amounts;
import okpay.money.Money;
import okpay.passkeys.Passkeys;
import okpay.wallet.Attempt;
import okpay.wallet.Payments;
import okpay.wallet.Wallets;
import okpay.web.Keys;
import okpay.web.Page;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What paying a shop and sending to a person have in common: an amount is read, shown in full, and
/// let go with the payment PIN, or with a passkey that signed just what the review showed. A form
/// carries the key of its payment, made when the page was drawn: reloading, double-clicking or a
/// lost answer never pays twice.
@Component
class Payer {

    private final Wallets wallets;
    private final Passkeys passkeys;
    private final Payments payments;
    private final HttpServletRequest request;

    /// @param request stands for the one at hand
    Payer(Wallets wallets, Passkeys passkeys, Payments payments, HttpServletRequest request) {
        this.wallets = wallets;
        this.passkeys = passkeys;
        this.payments = payments;
        this.request = request;
    }

    /// What somebody is about to pay for.
    ///
    /// @param amount as typed
    /// @param confirmed the payer has seen the review and let it happen
    record Typed(String amount, String key, boolean confirmed) {}

    /// What is different when it is a shop or a person.
    interface Errand {

        /// The balance grows by it.
        default boolean bringsMoney() {
            return false;
        }

        /// Draws the form that was filled in.
        ModelAndView form(String key, Optional<String> refusal);

        /// Says what is about to happen.
        Review review(Money amount, Money after);

        /// @param pin as typed, or what stands for it
        Attempt pay(Money amount, String pin);
    }

    ModelAndView next(Page page, Typed typed, Errand errand) {
        Keys.checked(typed.key(), "key");
        return switch (Amounts.read(typed.amount(), Wallets.HOME)) {
            case Amounts.Unreadable(var flaw) ->
                    errand.form(typed.key(), Optional.of("amount.refused." + flaw));
            case Amounts.Read(var money) when !typed.confirmed() || !page.customer().hasPin() -> {
                // Whether it was paid under this key before is not known, and nothing is said of
                // it.
                boolean covered =
                        errand.bringsMoney() || !money.exceeds(available(page.customer()));
                yield covered
                        ? review(page, errand, money, Optional.empty())
                        : errand.form(typed.key(), Optional.of("review.short"));
            }
            case Amounts.Read(var money) -> pay(page, typed, errand, money);
        };
    }

    private ModelAndView pay(Page page, Typed typed, Errand errand, Money money) {
        return switch (agreed(page, typed, errand, money)) {
            case Attempt.Made(var made) -> new ModelAndView("redirect:/app/payments/" + made.id());
            case Attempt.NotMade(var reason)
                    when reason == Attempt.Reason.PIN_WRONG
                            || reason == Attempt.Reason.PASSKEY_WRONG
                            || reason == Attempt.Reason.PIN_LOCKED ->
                    review(page, errand, money, Optional.of("pay.refused." + reason));
            case Attempt.NotMade(var reason) ->
                    errand.form(Ids.next().toString(), Optional.of("pay.refused." + reason));
        };
    }

    /// What was paid under this key before is the answer, though its signature was used by it.
    private Attempt agreed(Page page, Typed typed, Errand errand, Money money) {
        var signed = field("passkey");
        var payer = page.customer();
        if (signed.isEmpty() || payments.tried(payer.id(), typed.key()).isPresent()) {
            return errand.pay(money, field("pin"));
        }
        var shown = review(page, errand, money).toSign();
        return passkeys.confirmed(
                        payer,
                        field("ceremony"),
                        signed,
                        shown,
                        inPlaceOfPin -> errand.pay(money, inPlaceOfPin))
                .orElse(new Attempt.NotMade(Attempt.Reason.PASSKEY_WRONG));
    }

    private String field(String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    private ModelAndView review(Page page, Errand errand, Money money, Optional<String> refusal) {
        return Forms.show("app/review", refusal)
                .addObject("review", review(page, errand, money))
                .addObject("hasPin", page.customer().hasPin())
                .addObject("hasPasskey", passkeys.mayConfirm(page.customer().id()));
    }

    private Review review(Page page, Errand errand, Money money) {
        var before = available(page.customer());
        var after = errand.bringsMoney() ? before.plus(money) : before.minus(money);
        return errand.review(money, after);
    }

    ModelAndView form(Page page, String template, Optional<String> refusal) {
        return Forms.show(template, refusal).addObject("available", available(page.customer()));
    }

    private Money available(Customer customer) {
        return wallets.open(customer.id(), Wallets.HOME).available();
    }
}
