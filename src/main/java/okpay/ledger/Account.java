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
/// @param version grows with every batch that writes it; nobody writes over a version they have not
///   seen
/// @param last the [Position] of its last line
public record Account(
        AccountId id,
        String owner,
        Currency currency,
        long posted,
        long held,
        long floor,
        long seq,
        Stop stopped,
        Allowance allowance,
        long version,
        long last) {

    /// The floor of accounts that may go below zero without limit.
    public static final long NO_FLOOR = -4_000_000_000_000_000_000L;

    /// No balance grows beyond it, so that no sum of two can overflow.
    static final long CEILING = 4_000_000_000_000_000_000L;

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

    boolean covers(long minor) {
        return posted - held - floor >= minor;
    }

    boolean hasRoomFor(long minor) {
        return posted <= CEILING - minor;
    }

    Account debited(long minor, long line) {
        return standing(Math.subtractExact(posted, minor), line);
    }

    Account credited(long minor, long line) {
        return standing(Math.addExact(posted, minor), line);
    }

    private Account standing(long nowPosted, long line) {
        return new Account(
                id, owner, currency, nowPosted, held, floor, seq + 1, stopped, allowance, version,
                line);
    }

    Account holding(long minor) {
        return with(Math.addExact(held, minor), stopped, allowance, version);
    }

    Account noLongerHolding(long minor) {
        return with(held - minor, stopped, allowance, version);
    }

    Account with(Stop nowStopped) {
        return with(held, nowStopped, allowance, version);
    }

    Account with(Allowance newAllowance) {
        return newAllowance.equals(allowance) ? this : with(held, stopped, newAllowance, version);
    }

    Account nextVersion() {
        return with(held, stopped, allowance, version + 1);
    }

    private Account with(long newHeld, Stop newStop, Allowance newAllowance, long newVersion) {
        return new Account(
                id,
                owner,
                currency,
                posted,
                newHeld,
                floor,
                seq,
                newStop,
                newAllowance,
                newVersion,
                last);
    }
}
