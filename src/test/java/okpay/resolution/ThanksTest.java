package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThanksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "谢谢",
                "谢谢！",
                "好的，谢谢您",
                "多谢多谢~",
                "感谢你们的帮助",
                "辛苦了，谢谢",
                "收到",
                "嗯嗯",
                "好的好的",
                "知道了，谢谢客服",
                "👍",
                "🙏🙏",
                "Thanks!",
                "thank you so much",
                "Ok, thanks a lot!",
                "Great, thx",
                "Perfect. Thank you very much for your help",
                "Got it",
                "解决了，谢谢",
                "OK"
            })
    void nothingIsAskedFor(String text) {
        assertThat(Thanks.isAll(text)).as(text).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "谢谢，但是还没到账",
                "谢谢，还没收到",
                "好的，什么时候到？",
                "谢谢，再问一下限额",
                "不谢",
                "好了吗",
                "好的吗？",
                "Thanks, but it is still missing",
                "ok so where is my money",
                "thanks for nothing",
                "help",
                "Thank you, when?",
                "",
                " ",
                "1",
                "的",
                "you",
                "没解决",
                "不好",
                "不明白",
                "行不行",
                "可以吗",
                "again",
                "not solved"
            })
    void somethingMayBeAskedFor(String text) {
        assertThat(Thanks.isAll(text)).as(text).isFalse();
    }
}
