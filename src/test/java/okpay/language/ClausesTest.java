package okpay.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClausesTest {

    @Test
    void sentencesAndWhatComesAfterByTheWay() {
        assertThat(Clauses.of("充值没到账。怎么改手机号？")).containsExactly("充值没到账", "怎么改手机号");
        assertThat(Clauses.of("充值一直没到账，另外忘记密码了怎么办")).containsExactly("充值一直没到账", "忘记密码了怎么办");
        assertThat(Clauses.of("转错人了怎么办，还有一个问题：限额是多少")).containsExactly("转错人了怎么办", "限额是多少");
        assertThat(Clauses.of("My top-up is missing. Also, how do I change my number?"))
                .containsExactly("my top-up is missing", "how do i change my number");
        assertThat(Clauses.of("I paid 12.50 twice and how do I close my account"))
                .containsExactly("i paid 12.50 twice", "do i close my account");
    }

    @Test
    void aCommaPartsNothingAndALittleIsNothing() {
        assertThat(Clauses.of("钱扣了，显示失败，商家说没收到")).hasSize(1);
        assertThat(Clauses.of("密码输对了还是登不上")).hasSize(1);
        assertThat(Clauses.of("充值没到账\n怎么改手机号")).hasSize(2);
        assertThat(Clauses.of("充值没到账，对了怎么改手机号")).hasSize(2);
        assertThat(Clauses.of("里面还有几块钱怎么办")).hasSize(1);
        assertThat(Clauses.of("怎么绑卡，还有支付密码忘了")).hasSize(2);
        assertThat(Clauses.of("你好！在吗？")).isEmpty();
        assertThat(Clauses.of("")).isEmpty();
        assertThat(Clauses.of("谢谢。充值没到账")).isEqualTo(List.of("充值没到账"));
    }

    @Test
    void whateverComesItIsAtMostSix() {
        var chance = new Random(7);
        for (int i = 0; i < 300; i++) {
            var text = new StringBuilder();
            for (int n = chance.nextInt(200); n > 0; n--) {
                text.appendCodePoint("。另外还有,also. 充值ab".codePointAt(chance.nextInt(16)));
            }
            assertThat(Clauses.of(text.toString())).as("%s", text).hasSizeLessThanOrEqualTo(6);
        }
        assertThat(Clauses.of("另外充值没到账。".repeat(10_000))).hasSizeLessThanOrEqualTo(6);
    }
}
