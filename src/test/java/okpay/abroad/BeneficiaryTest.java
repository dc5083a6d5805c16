package okpay.abroad;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import okpay.abroad.BeneficiaryForm.Field;
import okpay.abroad.BeneficiaryForm.Flaw;
import okpay.money.Money;
import org.iban4j.CountryCode;
import org.iban4j.Iban;
import org.iban4j.IbanUtil;
import org.iban4j.bban.BbanStructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What can be seen to be wrong about a beneficiary is said, field by field, and nothing that is
/// right is refused.
class BeneficiaryTest {

    static Stream<CountryCode> countries() {
        return BbanStructure.supportedCountries().stream();
    }

    @ParameterizedTest
    @MethodSource("countries")
    void anIbanOfEveryCountryOfTheRegistryIsTakenHoweverItIsSpaced(CountryCode country) {
        var dice = new Random(7);
        var corridor = corridor(country.name(), AccountScheme.IBAN);
        for (int i = 0; i < 5; i++) {
            var iban = new Iban.Builder(dice).countryCode(country).buildRandom();
            for (var typed :
                    List.of(
                            iban.toString(),
                            iban.toFormattedString(),
                            " " + iban.toString().toLowerCase(java.util.Locale.ROOT) + " ",
                            wide(iban.toString()))) {
                assertThat(account(typed, corridor)).as(typed).isEmpty();
            }
        }
    }

    /// Full-width, as a Chinese keyboard writes it.
    private static String wide(String text) {
        var wide = new StringBuilder();
        text.chars().forEach(c -> wide.append((char) (c + 0xFEE0)));
        return wide.toString();
    }

    @Test
    void noneOfTwoHundredMalformedOnesIsTaken() {
        var dice = new Random(11);
        var wrong = new ArrayList<String>();
        var countries = List.copyOf(BbanStructure.supportedCountries());
        while (wrong.size() < 200) {
            var country = countries.get(dice.nextInt(countries.size()));
            var right = new Iban.Builder(dice).countryCode(country).buildRandom().toString();
            int at = 4 + dice.nextInt(right.length() - 5);
            var broken =
                    switch (wrong.size() % 5) {
                        case 0 -> swap(right, at);
                        case 1 -> right.substring(0, at) + right.substring(at + 1);
                        case 2 -> right + dice.nextInt(10);
                        case 3 -> right.substring(0, at) + '?' + right.substring(at + 1);
                        default -> right.substring(0, 2) + "00" + right.substring(4);
                    };
            if (!IbanUtil.isValid(broken)) {
                wrong.add(broken);
                assertThat(account(broken, corridor(country.name(), AccountScheme.IBAN)))
                        .as(broken)
                        .isPresent();
            }
        }
    }

    private static String swap(String text, int at) {
        var letters = text.toCharArray();
        char kept = letters[at];
        letters[at] = letters[at + 1];
        letters[at + 1] = kept;
        return new String(letters);
    }

    @ParameterizedTest
    @CsvSource({
        "DE89370400440532013000,",
        "DE89 3704 0044 0532 0130 00,",
        "'', MISSING",
        "'  ', MISSING",
        "DE89370400440532013001, CHECK_DIGITS",
        "DE89370400440532031000, CHECK_DIGITS",
        "DE8937040044053201300, WRONG_LENGTH",
        "DE893704004405320130000, WRONG_LENGTH",
        "FR1420041010050500013M02606, OTHER_COUNTRY",
        "XX89370400440532013000, OTHER_COUNTRY",
        "89370400440532013000, WRONG_FORM",
        "DE8937040044053201300O, WRONG_FORM",
        "DE, WRONG_FORM",
        "D, WRONG_FORM",
        "DE89370400440532013000DE89370400440532013000, TOO_LONG"
    })
    void whatIsWrongWithAnIbanIsNamed(String typed, Flaw flaw) {
        assertThat(account(typed, corridor("DE", AccountScheme.IBAN)).orElse(null)).isEqualTo(flaw);
    }

    @ParameterizedTest
    @CsvSource({
        "IBAN, DE, '',",
        "IBAN, DE, DEUTDEFF,",
        "IBAN, DE, deut de ff 500,",
        "IBAN, DE, DEUTFRPP, OTHER_COUNTRY",
        "IBAN, DE, DEUTDEF, WRONG_FORM",
        "IBAN, DE, DEUTDEFF50, WRONG_FORM",
        "IBAN, DE, DEUT1EFF, WRONG_FORM",
        "IBAN, DE, DEUTXXFF, WRONG_FORM",
        "BIC, SG, '', MISSING",
        "BIC, SG, DBSSSGSG,",
        "BIC, SG, HSBCHKHH, OTHER_COUNTRY",
        "US, US, 021000021,",
        "US, US, 021000022, WRONG_FORM",
        "US, US, 012000021, WRONG_FORM",
        "US, US, 000000000, WRONG_FORM",
        "US, US, 02100002, WRONG_FORM",
        "US, US, '', MISSING",
        "JP, JP, 0001-234,",
        "JP, JP, 000123, WRONG_FORM",
        "AU, AU, 062-000,",
        "AU, AU, 06200, WRONG_FORM",
        "HK, HK, 004,",
        "HK, HK, 04, WRONG_FORM"
    })
    void banksAreNamedAsTheirCountryDoes(
            AccountScheme scheme, String country, String typed, Flaw flaw) {
        var form = new BeneficiaryForm("A B", "1", typed, "X", "");
        assertThat(form.flaw(Field.BANK, corridor(country, scheme)).orElse(null)).isEqualTo(flaw);
    }

    @ParameterizedTest
    @CsvSource({
        "US, 123456789,",
        "US, 123, WRONG_FORM",
        "US, 123456789012345678, WRONG_FORM",
        "US, 12345a, WRONG_FORM",
        "JP, 1234567,",
        "JP, 123456, WRONG_FORM",
        "AU, 123 456,",
        "AU, 1234, WRONG_FORM",
        "HK, 123-456789-001,",
        "HK, 12345, WRONG_FORM",
        "BIC, 0012345678,",
        "BIC, 123456, WRONG_FORM"
    })
    void accountsAreNumberedAsTheirCountryDoes(AccountScheme scheme, String typed, Flaw flaw) {
        assertThat(account(typed, corridor("US", scheme)).orElse(null)).isEqualTo(flaw);
    }

    @ParameterizedTest
    @CsvSource({
        "Erika Mustermann,",
        "J. O'Neill-Smith (Jr.),",
        "  Li   Lei ,",
        "'', MISSING",
        "李雷, NOT_LATIN",
        "Müller, NOT_LATIN",
        "Erika <b>, NOT_LATIN",
        "12345, NO_NAME",
        "A, NO_NAME"
    })
    void namesAreWhatOtherBanksCanRead(String typed, Flaw flaw) {
        var form = new BeneficiaryForm(typed, "", "", "", "");
        assertThat(form.flaw(Field.NAME, corridor("DE", AccountScheme.IBAN)).orElse(null))
                .isEqualTo(flaw);
    }

    @Test
    void lengthsAreThoseOfTheMessage() {
        var corridor = corridor("DE", AccountScheme.IBAN);
        for (var one :
                List.of(
                        new BeneficiaryForm("ab" + "c".repeat(139), "", "", "", ""),
                        new BeneficiaryForm("", "", "", "t".repeat(36), ""),
                        new BeneficiaryForm("", "", "", "", "s".repeat(71)))) {
            assertThat(one.flaws(corridor)).containsValue(Flaw.TOO_LONG);
        }
        assertThat(BeneficiaryForm.canCarry("n".repeat(140))).isTrue();
        assertThat(BeneficiaryForm.canCarry("n".repeat(141))).isFalse();
        assertThat(BeneficiaryForm.canCarry("学费")).isFalse();
    }

    private static java.util.Optional<Flaw> account(String typed, Corridor corridor) {
        return new BeneficiaryForm("A B", typed, "", "X", "").flaw(Field.ACCOUNT, corridor);
    }

    private static Corridor corridor(String country, AccountScheme scheme) {
        return new Corridor(
                country,
                Currency.getInstance("EUR"),
                scheme,
                Money.of(1200, "CNY"),
                50,
                Money.of(10_000, "CNY"),
                Money.of(5_000_000, "CNY"),
                1,
                ZoneId.of("Europe/Berlin"),
                "target");
    }
}
