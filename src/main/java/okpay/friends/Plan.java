package okpay.friends;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import okpay.identity.CustomerId;
import okpay.money.Money;
import okpay.wallet.PaymentId;

/// Money that leaves by itself: on a day, or regularly from then on.
///
/// @param first the first day, as in China
/// @param next the day it leaves next; empty when it is over
/// @param until no day after this; empty for no end
/// @param payment the number of the payment of the next day
public record Plan(
        PlanId id,
        CustomerId payer,
        CustomerId payee,
        Money amount,
        String note,
        Every every,
        LocalDate first,
        Optional<LocalDate> next,
        Optional<LocalDate> until,
        PaymentId payment) {

    /// How often.
    public enum Every {
        ONCE,
        WEEK,
        /// On the first day's day of the month, or the last one of a shorter month.
        MONTH
    }

    /// The first of its days after this one; days that were missed are not made up for.
    Optional<LocalDate> after(LocalDate day) {
        var after =
                switch (every) {
                    case ONCE -> Optional.<LocalDate>empty();
                    case WEEK -> Optional.of(day.plusDays(7 - sinceFirst(day) % 7));
                    case MONTH -> {
                        long months = ChronoUnit.MONTHS.between(first.withDayOfMonth(1), day);
                        var here = first.plusMonths(months);
                        yield Optional.of(here.isAfter(day) ? here : first.plusMonths(months + 1));
                    }
                };
        return after.filter(it -> until.filter(it::isAfter).isEmpty());
    }

    boolean isFor(CustomerId someone, Plans.Wish wish) {
        return payee.equals(someone)
                && amount.equals(wish.amount())
                && every == wish.every()
                && first.equals(wish.first())
                && until.equals(wish.until());
    }

    private long sinceFirst(LocalDate day) {
        return ChronoUnit.DAYS.between(first, day);
    }
}
