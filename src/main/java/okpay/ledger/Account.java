package okpay.ledger;

import java.util.Currency;
import okpay.money.Money;

/// What the books owe one owner, in one currency: a credit raises it, a debit lowers it. Customers'
/// accounts stand above zero; an account of money kept elsewhere (at a bank) stands below.
///
/// Thread safety: a value, shared freely. Only [Ledger] writes it down.
///
/// @param owner whose it is, in words of the room that opened it (`customer:cu_…`, `bank:sandbank`)
/// @param posted credits minus debits so far, minor units
/// @param held the part of `posted` that is set aside by open holds, minor units
/// @param floor `posted - held` never falls below it: 0 for a customer, very low for a bank
/// @param seq how many legs have been written to it; the next one has the next number, without gaps
public record Account(
        AccountId id,
        String owner,
        Currency currency,
        long posted,
        long held,
        long floor,
        long seq,
        boolean frozen) {

    /// The floor of accounts that may go below zero without limit.
    public static final long NO_FLOOR = -4_000_000_000_000_000_000L;

    public Account {
        if (held < 0 || Math.subtractExact(posted, held) < floor) {
            throw new IllegalArgumentException("Account below its floor: " + id);
        }
    }

    public Money available() {
        return new Money(posted - held, currency);
    }

    public Money balance() {
        return new Money(posted, currency);
    }

    boolean covers(Money amount) {
        return posted - held - floor >= amount.minor();
    }

    Account debited(Money amount) {
        return with(Math.subtractExact(posted, amount.minor()), held, seq + 1);
    }

    Account credited(Money amount) {
        return with(Math.addExact(posted, amount.minor()), held, seq + 1);
    }

    Account holding(Money amount) {
        return with(posted, Math.addExact(held, amount.minor()), seq);
    }

    Account noLongerHolding(long minor) {
        return with(posted, held - minor, seq);
    }

    private Account with(long newPosted, long newHeld, long newSeq) {
        return new Account(id, owner, currency, newPosted, newHeld, floor, newSeq, frozen);
    }
}
