package okpay.abroad;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What somebody typed about a beneficiary, field by field: what can be seen to be wrong is said
/// before any money leaves.
public record BeneficiaryForm(
        String name, String account, String bank, String town, String street) {

    public static final BeneficiaryForm EMPTY = new BeneficiaryForm("", "", "", "", "");

    /// A field that is not there is empty.
    public BeneficiaryForm(
            @Nullable String name,
            @Nullable String account,
            @Nullable String bank,
            @Nullable String town,
            @Nullable String street) {
        this.name = Objects.requireNonNullElse(name, "");
        this.account = Objects.requireNonNullElse(account, "");
        this.bank = Objects.requireNonNullElse(bank, "");
        this.town = Objects.requireNonNullElse(town, "");
        this.street = Objects.requireNonNullElse(street, "");
    }

    public enum Field {
        NAME,
        ACCOUNT,
        BANK,
        TOWN,
        STREET
    }

    /// What is wrong with a field.
    public enum Flaw {
        MISSING,
        TOO_LONG,
        /// Other banks' messages carry Latin letters, digits and a few signs only.
        NOT_LATIN,
        NO_NAME,
        /// The account or the bank is one of another country.
        OTHER_COUNTRY,
        WRONG_LENGTH,
        /// A digit is wrong, or two are swapped: the check digits tell.
        CHECK_DIGITS,
        WRONG_FORM
    }

    /// Everything that is wrong; empty when the form can be sent.
    public Map<Field, Flaw> flaws(Corridor corridor) {
        var found = new EnumMap<Field, Flaw>(Field.class);
        for (var field : Field.values()) {
            flaw(field, corridor).ifPresent(flaw -> found.put(field, flaw));
        }
        return found;
    }

    /// What is wrong with one field, the first that applies.
    public Optional<Flaw> flaw(Field field, Corridor corridor) {
        var rules = new BeneficiaryRules(corridor);
        return Optional.ofNullable(
                switch (field) {
                    case NAME -> BeneficiaryRules.name(name);
                    case ACCOUNT -> rules.account(account);
                    case BANK -> rules.bank(bank);
                    case TOWN -> BeneficiaryRules.town(town);
                    case STREET -> BeneficiaryRules.street(street);
                });
    }

    /// Whether a note reaches the beneficiary: up to 140 characters that every bank can read.
    public static boolean canCarry(String note) {
        return BeneficiaryRules.note(note) == null;
    }

    /// As the field writes it.
    ///
    /// @throws IllegalArgumentException when there are [#flaws]
    Beneficiary read(Corridor corridor) {
        var flaws = flaws(corridor);
        if (!flaws.isEmpty()) {
            throw new IllegalArgumentException("The beneficiary is wrong in " + flaws.keySet());
        }
        return new Beneficiary(
                BeneficiaryRules.words(name),
                BeneficiaryRules.number(account),
                BeneficiaryRules.number(bank),
                BeneficiaryRules.words(town),
                BeneficiaryRules.words(street));
    }
}
