package okpay.channels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A number is found however people write it, and where none is there is none.
class CheckNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "K7Q2-M9FD",
                "k7q2-m9fd",
                "K7Q2M9FD",
                "Ｋ７Ｑ２－Ｍ９ＦＤ",
                "k7q2 m9fd",
                "K7Q2 - M9FD",
                "K7Q2\u2212M9FD",
                "K7Q2\u00a0M9FD",
                "K7Q2-\nM9FD",
                "【OKPay】您的钱包已冻结。\n查验码 K7Q2-M9FD",
                "“Check number K7Q2-M9FD.”",
                "Check number K7Q2-M9FD\nThey sent them here"
            })
    void howeverItIsWritten(String text) {
        assertThat(CheckNumber.in(text)).last().isEqualTo("K7Q2-M9FD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "they sent them here",
                "code 123456, case C1234",
                "IOUL-0000",
                "XK7Q2-M9FDX",
                "a sentence with K7Q2M9FD stuck together"
            })
    void whereNoneIs(String text) {
        assertThat(CheckNumber.in(text)).isEmpty();
    }

    @Test
    void aCardBehindItDoesNotHideIt() {
        assertThat(CheckNumber.in("K7Q2-M9FD card 6222-2222-3333-4444")).contains("K7Q2-M9FD");
    }

    @Test
    void freshOnesAreFoundAgain() {
        for (int i = 0; i < 1_000; i++) {
            var number = CheckNumber.fresh();
            assertThat(CheckNumber.in(number)).containsExactly(number);
        }
    }
}
