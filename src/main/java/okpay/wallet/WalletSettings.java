package okpay.wallet;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import okpay.identity.Tier;
import okpay.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the wallet deals with banks and limits.
///
/// @param bankUrl where the bank listens; without it, the pretend bank
/// @param bankSecret what its notices are signed with
/// @param bankTimeout how long we wait for its answer
/// @param payWithin after this the bank must not pay any more
/// @param askAfter how long after an unclear answer we ask again the first time; then twice as long
///   each time
/// @param askAtLeastEvery the longest pause between two questions
/// @param holdFor how long money stays set aside for a bank that never answers
/// @param holdForSlow the same for what takes days by its nature
/// @param lookAfterSlow how long after it arrived we ask whether it came back
/// @param refundsADay the largest sum a customer gets back in 24 hours without a second person,
///   minor units
/// @param cautiousADay the largest sum a customer pays in 24 hours, for a day after the password
///   was reset, minor units of its currency
/// @param tiers what may be paid, by how well we know the payer
@ConfigurationProperties("okpay.wallet")
public record WalletSettings(
        @Nullable URI bankUrl,
        @Nullable String bankSecret,
        @DefaultValue("PT2S") Duration bankTimeout,
        @DefaultValue("PT2M") Duration payWithin,
        @DefaultValue("PT30S") Duration askAfter,
        @DefaultValue("PT10M") Duration askAtLeastEvery,
        @DefaultValue("P30D") Duration holdFor,
        @DefaultValue("P365D") Duration holdForSlow,
        @DefaultValue("P30D") Duration lookAfterSlow,
        @DefaultValue("100000") long cautiousADay,
        @DefaultValue("50000") long refundsADay,
        Map<Tier, TierLimits> tiers) {

    public WalletSettings {
        tiers = Map.copyOf(tiers);
        if (bankUrl != null && bankSecret == null) {
            throw new IllegalArgumentException("okpay.wallet.bank-url needs a bank-secret");
        }
        if (tiers.size() != Tier.values().length) {
            throw new IllegalArgumentException("okpay.wallet.tiers has no limits for some tier");
        }
    }

    private static final Duration LOOK_EVERY = Duration.ofDays(1);

    /// When to look again after a payment; null when it needs no looking after.
    @Nullable Instant lookAgain(Payment payment, Instant now) {
        return payment.isLookedAfter() ? now.plus(LOOK_EVERY) : null;
    }

    Duration holdFor(PaymentKind kind) {
        return kind.isSlow() ? holdForSlow : holdFor;
    }

    public TierLimits limitsOf(Tier tier) {
        return Objects.requireNonNull(tiers.get(tier));
    }

    Money refundsADayIn(Currency currency) {
        return new Money(refundsADay, currency);
    }

    Duration pauseAfter(int asked) {
        var doubled = askAfter.multipliedBy(1L << Math.min(asked, 10));
        return doubled.compareTo(askAtLeastEvery) > 0 ? askAtLeastEvery : doubled;
    }
}
