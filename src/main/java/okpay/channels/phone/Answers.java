package okpay.channels.phone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okpay.channels.Phrases;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.ledger.Account;
import okpay.money.Money;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.wallet.Freezes;
import okpay.wallet.Payment;
import okpay.wallet.Payments;
import okpay.wallet.Wallets;
import org.springframework.stereotype.Component;

/// What a caller is told who is known, in words that are heard and not read.
@Component
class Answers {

    private final Wallets wallets;
    private final Payments payments;
    private final Freezes freezes;
    private final Cases cases;
    private final Promises promises;
    private final Phrases phrases;

    Answers(
            Wallets wallets,
            Payments payments,
            Freezes freezes,
            Cases cases,
            Promises promises,
            Phrases phrases) {
        this.wallets = wallets;
        this.payments = payments;
        this.freezes = freezes;
        this.cases = cases;
        this.promises = promises;
        this.phrases = phrases;
    }

    /// The balance and the last payment.
    String money(Customer customer, Locale language) {
        var lines = new ArrayList<String>();
        var balance =
                wallets.of(customer.id(), Wallets.HOME)
                        .map(Account::available)
                        .orElse(Money.zero(Wallets.HOME));
        lines.add(say(language, "phone.balance", heard(balance, language)));
        payments.list(customer.id(), Payments.Filter.ALL, 1).payments().stream()
                .findFirst()
                .ifPresent(it -> lines.add(payment(it, language)));
        return String.join("\n", lines);
    }

    private String payment(Payment it, Locale language) {
        return say(
                language,
                "phone.payment",
                heard(it.amount(), language),
                it.payeeName(),
                it.at(),
                say(language, "state." + it.state()));
    }

    String freeze(Customer customer, Locale language) {
        freezes.close(customer);
        return say(language, "phone.frozen");
    }

    /// How a case stands.
    String progress(Optional<Case> one, Locale language) {
        if (one.isEmpty()) {
            return say(language, "phone.no.case");
        }
        var lines = new ArrayList<String>();
        var it = one.get();
        lines.add(
                say(
                        language,
                        "phone.case",
                        String.join(" ", it.number().split("")),
                        say(language, "stage." + it.stage())));
        promises.of(it.id()).stream()
                .filter(p -> p.state() == Promise.State.RUNNING)
                .findFirst()
                .ifPresent(p ->
                        lines.add(
                                say(
                                        language,
                                        "phone.promise",
                                        say(language, "promise." + p.kind()),
                                        p.due())));
        lines.add(say(language, "phone.hurry"));
        return String.join("\n", lines);
    }

    String hurry(Case one, Locale language) {
        return say(language, cases.hurry(one.id()) ? "phone.hurried" : "phone.hurried.before");
    }

    /// The latest case that is not over.
    Optional<Case> open(CustomerId customer) {
        return cases.of(customer, 20).stream()
                .filter(it -> it.stage().isOpen())
                .findFirst()
                .map(cases::root);
    }

    /// A sum as it is spoken: the sign of a currency is read in many ways, its name in one.
    private static String heard(Money money, Locale language) {
        var between = language.getLanguage().equals("zh") ? "" : " ";
        return money.digits() + between + money.currency().getDisplayName(language);
    }

    private String say(Locale language, String key, Object... details) {
        return phrases.say(language, key, List.of(details));
    }
}
