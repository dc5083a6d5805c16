package okpay.web.api;

import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Function;
import okpay.identity.CustomerId;
import okpay.money.Amounts;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.Wallets;
import okpay.web.Keys;
import okpay.web.Problems;
import okpay.web.api.WalletDoor.Shown;
import org.springframework.http.ResponseEntity;

/// What the doors of the API have in common: reading a sum, a currency and a key, and saying what
/// came of a payment.
final class Answers {

    private Answers() {}

    /// Reads a sum of the home currency; what cannot be read is refused.
    static ResponseEntity<?> with(String amount, Function<Money, ResponseEntity<?>> then) {
        return with(amount, Wallets.HOME, then);
    }

    static ResponseEntity<?> with(
            String amount, Currency currency, Function<Money, ResponseEntity<?>> then) {
        return switch (Amounts.read(amount, currency)) {
            case Amounts.Unreadable(var flaw) -> Problems.refusal(flaw);
            case Amounts.Read(var money) -> then.apply(money);
        };
    }

    static ResponseEntity<?> paid(Attempt attempt, CustomerId me) {
        return switch (attempt) {
            case Attempt.Made(var made) -> ResponseEntity.status(201).body(Shown.of(made, me));
            case Attempt.NotMade(var reason) -> Problems.refusal(reason);
        };
    }

    static ResponseEntity<?> done(Optional<? extends Enum<?>> refusal) {
        return refusal.<ResponseEntity<?>>map(Problems::refusal)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException _) {
            throw new Problems.Mistake("currency");
        }
    }

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    /// A moment that calendars and the database can hold.
    static Instant moment(Instant at, String field) {
        if (at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw new Problems.Mistake(field);
        }
        return at;
    }

    /// @param key an `Idempotency-Key`
    static String key(String key) {
        return Keys.checked(key, "Idempotency-Key");
    }

    /// A key of what a shop does: 1 to 60 letters, digits, `_` and `-`.
    static String plainKey(String key) {
        return Keys.plain(key, "Idempotency-Key");
    }
}
