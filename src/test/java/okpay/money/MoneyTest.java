package okpay.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    private static final Currency CNY = Currency.getInstance("CNY");

    @ParameterizedTest
    @CsvSource({
        "35, 3500", "35.5, 3550", "35.50, 3550", "¥35.00, 3500", "￥1280.05, 128005",
        "３５．５０, 3550", "' 35 元', 3500", "0.01, 1", "'1,280', 128000", "35.000, 3500"
    })
    void whatPeopleTypeIsUnderstood(String text, long minor) {
        assertThat(Amounts.read(text, CNY)).isEqualTo(new Amounts.Read(new Money(minor, CNY)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, NOT_POSITIVE",
        "-5, NOT_POSITIVE",
        "0.00, NOT_POSITIVE",
        "35.001, TOO_MANY_DECIMALS",
        "abc, NOT_A_NUMBER",
        "'', NOT_A_NUMBER",
        "1e5, NOT_A_NUMBER",
        "1.2.3, NOT_A_NUMBER",
        "NaN, NOT_A_NUMBER",
        "'35,00', NOT_A_NUMBER",
        "'1,5', NOT_A_NUMBER",
        "35 00, NOT_A_NUMBER",
        "99999999999999999, TOO_LARGE",
        "99999999999999999999999999, NOT_A_NUMBER"
    })
    void whatIsNoAmountIsRefusedWithTheReason(String text, Amounts.Flaw flaw) {
        assertThat(Amounts.read(text, CNY)).isEqualTo(new Amounts.Unreadable(flaw));
    }

    @Test
    void decimalsFollowTheCurrency() {
        assertThat(Money.parse("500 JPY").minor()).isEqualTo(500);
        assertThat(Money.parse("1.234 KWD").minor()).isEqualTo(1_234);
        assertThat(Amounts.read("1.5", Currency.getInstance("JPY")))
                .isEqualTo(new Amounts.Unreadable(Amounts.Flaw.TOO_MANY_DECIMALS));
    }

    @Test
    void sumsAreExactOrNotAtAll() {
        assertThat(Money.parse("0.10 CNY").plus(Money.parse("0.20 CNY")))
                .isEqualTo(Money.parse("0.30 CNY"));
        assertThatThrownBy(() -> Money.of(Long.MAX_VALUE, "CNY").plus(Money.of(1, "CNY")))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.parse("1.00 CNY").plus(Money.parse("1.00 USD")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writtenAndReadItIsTheSame() {
        assertThat(Money.parse(Money.of(-128_005, "CNY").toString().substring(1)).minor())
                .isEqualTo(128_005);
        assertThat(Money.of(5, "CNY")).hasToString("0.05 CNY");
    }
}
