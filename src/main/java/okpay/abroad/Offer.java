package okpay.abroad;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import okpay.money.Money;

/// What sending a sum abroad costs, what arrives, and when.
///
/// @param send what is exchanged
/// @param fee on top of it
/// @param margin the part of `send` that OKPay keeps of the exchange
/// @param payout what the beneficiary gets
/// @param mid what one unit of the payout's currency costs in the middle of the market
/// @param rate what it costs here
/// @param arrivesBy at the latest, as far as anybody can say
public record Offer(
        Corridor corridor,
        Money send,
        Money fee,
        Money margin,
        Money payout,
        BigDecimal mid,
        BigDecimal rate,
        Instant arrivesBy) {

    private static final int DIGITS = 6;

    public Offer {
        mid = mid.stripTrailingZeros();
        rate = rate.stripTrailingZeros();
    }

    /// What leaves the wallet.
    public Money total() {
        return send.plus(fee);
    }

    /// What the payout is worth in the middle of the market.
    Money worth() {
        return send.minus(margin);
    }

    /// The same for a part of the payout, in the same proportion.
    Money worthOf(Money part) {
        var minor =
                BigDecimal.valueOf(part.minor())
                        .multiply(BigDecimal.valueOf(worth().minor()))
                        .divide(BigDecimal.valueOf(payout.minor()), 0, RoundingMode.HALF_UP);
        return new Money(minor.longValueExact(), send.currency());
    }

    /// Everything is rounded so that nothing appears: the payout down, and what it is worth in the
    /// middle of the market up, so that the margin is what is really left.
    static Offer of(Corridor corridor, Money send, BigDecimal mid, Instant arrivesBy) {
        var rate =
                mid.multiply(BigDecimal.valueOf(10_000L + corridor.marginBp()))
                        .divide(BigDecimal.valueOf(10_000), DIGITS, RoundingMode.HALF_UP);
        var payout =
                minor(corridor, decimal(send).divide(rate, decimals(corridor), RoundingMode.DOWN));
        var worth =
                decimal(payout)
                        .multiply(mid)
                        .movePointRight(send.currency().getDefaultFractionDigits())
                        .setScale(0, RoundingMode.UP)
                        .longValueExact();
        var margin = new Money(Math.max(0, send.minor() - worth), send.currency());
        return new Offer(corridor, send, corridor.fee(), margin, payout, mid, rate, arrivesBy);
    }

    private static Money minor(Corridor corridor, BigDecimal amount) {
        return new Money(
                amount.movePointRight(decimals(corridor)).longValueExact(), corridor.currency());
    }

    private static BigDecimal decimal(Money money) {
        return new BigDecimal(money.digits());
    }

    private static int decimals(Corridor corridor) {
        return corridor.currency().getDefaultFractionDigits();
    }
}
