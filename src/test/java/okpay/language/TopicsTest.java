package okpay.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {

    @ParameterizedTest
    @CsvSource({
        "付款失败了，但是钱扣了, CHARGED_BUT_FAILED",
        "钱扣了但是没成功, CHARGED_BUT_FAILED",
        "my payment failed but I was charged, CHARGED_BUT_FAILED",
        "money was deducted and it says unsuccessful, CHARGED_BUT_FAILED",
        "怎么扣了我两次, PAID_TWICE",
        "重复扣款, PAID_TWICE",
        "why was i charged twice??, PAID_TWICE",
        "转错人了, WRONG_PERSON",
        "I sent it to the wrong person, WRONG_PERSON",
        "朋友说没收到, NOT_RECEIVED",
        "昨天转的还没到账, NOT_RECEIVED",
        "he didn't receive the money, NOT_RECEIVED",
        "转人工, WANTS_A_PERSON",
        "let me talk to a human, WANTS_A_PERSON",
        "你好, UNCLEAR",
        "what is the weather, UNCLEAR"
    })
    void theTopicIsKnownByItsWords(String text, Topic topic) {
        assertThat(Topics.of(text)).isEqualTo(topic);
    }

    @Test
    void nonsenseAndFloodsAreUnclear() {
        assertThat(Topics.of("")).isEqualTo(Topic.UNCLEAR);
        assertThat(Topics.of("🙂".repeat(50_000))).isEqualTo(Topic.UNCLEAR);
        assertThat(Topics.of("a".repeat(1_000_000))).isEqualTo(Topic.UNCLEAR);
    }
}
