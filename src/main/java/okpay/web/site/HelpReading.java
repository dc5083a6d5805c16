package okpay.web.site;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import okpay.abroad.Corridors;
import okpay.help.Block;
import okpay.help.Edition;
import okpay.help.LiveStep;
import okpay.verification.Verifications;
import okpay.wallet.Freeze;
import okpay.wallet.Freezes;
import okpay.wallet.Payment;
import okpay.wallet.Payments;
import okpay.wallet.TierLimits;
import okpay.wallet.WalletSettings;
import okpay.web.AbroadWords;
import okpay.web.Page;
import org.springframework.stereotype.Component;

/// What the live steps of an article need to know of its reader.
@Component
public class HelpReading {

    private static final int LATEST = 3;

    private final Payments payments;
    private final Freezes freezes;
    private final Verifications verifications;
    private final WalletSettings settings;
    private final Corridors corridors;

    HelpReading(
            Payments payments,
            Freezes freezes,
            Verifications verifications,
            WalletSettings settings,
            Corridors corridors) {
        this.payments = payments;
        this.freezes = freezes;
        this.verifications = verifications;
        this.settings = settings;
        this.corridors = corridors;
    }

    /// Only what the article's steps ask for is looked up.
    ///
    /// @param limits empty for whoever is not signed in
    public record Reader(
            List<Payment> payments,
            List<Freeze> freezes,
            Optional<TierLimits> limits,
            List<AbroadWords.Country> countries) {}

    Reader of(Page page, Edition edition) {
        var steps = EnumSet.noneOf(LiveStep.class);
        for (var block : edition.text().blocks()) {
            if (block instanceof Block.Live(var step, _)) {
                steps.add(step);
            }
        }
        var countries =
                steps.contains(LiveStep.PRICE_ABROAD)
                        ? AbroadWords.countries(corridors.list(), page.locale())
                        : List.<AbroadWords.Country>of();
        if (!page.isSignedIn()) {
            return new Reader(List.of(), List.of(), Optional.empty(), countries);
        }
        var who = page.customer().id();
        return new Reader(
                steps.contains(LiveStep.PAYMENTS)
                        ? payments.list(who, Payments.Filter.ALL, LATEST).payments()
                        : List.of(),
                steps.contains(LiveStep.LOCK) ? freezes.of(who) : List.of(),
                steps.contains(LiveStep.LIMITS)
                        ? Optional.of(settings.limitsOf(verifications.standing(who).tier()))
                        : Optional.empty(),
                countries);
    }
}
