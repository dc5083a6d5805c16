package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickedTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "２, 2",
        "2., 2",
        "第二笔, 2",
        "第2个, 2",
        "是第三笔吧, 3",
        "一, 1",
        "3号, 3",
        "选1, 1",
        "the first one, 1",
        "First, 1",
        "2nd, 2",
        "number 3, 3",
        "it's the second payment, 2",
        "No. 2, 2",
        "#3, 3",
        "(1), 1",
        "第一笔的！, 1",
        "0, 0",
        "都不是, 0",
        "都不对。, 0",
        "None of them, 0",
        "neither!, 0",
        "就是第二笔, 2",
        "  3  , 3",
        "two, 2"
    })
    void aNumberInAnyWords(String text, int number) {
        assertThat(Picked.in(text, 3)).as(text).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4",
                "10",
                "12",
                "35",
                "",
                " ",
                "第四笔",
                "1 和 2",
                "1, 2",
                "我付了2次",
                "扣了我两次钱",
                "2块钱",
                "first I paid, then nothing",
                "2笔",
                "两笔",
                "no one",
                "noone",
                "1 payment",
                "two payments",
                "no 2",
                "no",
                "不是我付的",
                "fourth",
                "11",
                "-1",
                "1.5",
                "😀",
                "²³"
            })
    void somethingElseIsNoNumber(String text) {
        assertThat(Picked.in(text, 3)).as(text).isEmpty();
    }
}
