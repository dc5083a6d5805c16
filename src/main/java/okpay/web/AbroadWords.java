package okpay.web;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import okpay.abroad.BeneficiaryForm;
import okpay.abroad.BeneficiaryForm.Field;
import okpay.abroad.Corridor;
import okpay.abroad.Offer;
import okpay.abroad.Transfer;
import okpay.wallet.PaymentState;

/// How countries, prices and the codes of other banks are said to a reader.
public final class AbroadWords {

    /// The codes we have words of our own for; others get a general sentence.
    private static final Set<String> CODES =
            Set.of("AC01", "AC03", "AC04", "AC06", "BE01", "G000", "G003", "RC01", "RECALLED");

    private static final Set<String> ARRIVAL = Set.of("abroad.payout", "abroad.arrives");

    private AbroadWords() {}

    public record Country(String code, String name, String currency) {}

    /// In the order a reader looks for them.
    public static List<Country> countries(List<Corridor> corridors, Locale reader) {
        var order = Collator.getInstance(reader);
        return corridors.stream()
                .map(one ->
                        new Country(
                                one.country(), name(one, reader), one.currency().getCurrencyCode()))
                .sorted(Comparator.comparing(Country::name, order))
                .toList();
    }

    public static String name(Corridor corridor, Locale reader) {
        return Locale.of("", corridor.country()).getDisplayCountry(reader);
    }

    /// @param label a key
    public record Line(String label, String text) {}

    /// A price in full, line by line.
    public static List<Line> lines(Page page, Offer offer) {
        var there = offer.payout().currency().getCurrencyCode();
        return List.of(
                new Line("abroad.send", page.money(offer.send())),
                new Line("abroad.fee", page.money(offer.fee())),
                new Line(
                        "abroad.rate",
                        page.say("abroad.rate.is", there, offer.rate().toPlainString())),
                new Line(
                        "abroad.margin",
                        page.say(
                                "abroad.margin.is",
                                offer.margin(),
                                there,
                                offer.mid().toPlainString())),
                new Line("abroad.payout", page.money(offer.payout())),
                new Line(
                        "abroad.arrives",
                        page.say(
                                "abroad.arrives.is",
                                page.time(offer.arrivesBy()),
                                name(offer.corridor(), page.locale()),
                                page.in(offer.corridor().zone()).time(offer.arrivesBy()))));
    }

    /// The same for a payment: of one that came to nothing, nobody hears when it arrives.
    public static List<Line> lines(Page page, Offer offer, PaymentState state) {
        boolean arrives = state != PaymentState.FAILED && state != PaymentState.REFUNDED;
        return lines(page, offer).stream()
                .filter(line -> arrives || !ARRIVAL.contains(line.label()))
                .toList();
    }

    /// The end of a message key for a code.
    public static String code(String reason) {
        return CODES.contains(reason) ? reason : "other";
    }

    /// The field a code complains of.
    public static Optional<Field> field(String reason) {
        return switch (reason) {
            case "AC01", "AC03", "AC04", "AC06" -> Optional.of(Field.ACCOUNT);
            case "BE01" -> Optional.of(Field.NAME);
            case "RC01" -> Optional.of(Field.BANK);
            default -> Optional.empty();
        };
    }

    /// A beneficiary that was paid before, to be filled in again.
    public static BeneficiaryForm form(Transfer before) {
        var to = before.beneficiary();
        return new BeneficiaryForm(to.name(), to.account(), to.bank(), to.town(), to.street());
    }
}
