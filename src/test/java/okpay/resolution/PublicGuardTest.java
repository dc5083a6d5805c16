package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import okpay.house.Story;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// What may be said where everybody reads it, and what may not.
class PublicGuardTest extends Story {

    @Autowired private PublicGuard guard;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "您的 200 元已退回",
                "We sent back ¥12.50 today",
                "退了您三千",
                "您被扣的300已经退回",
                "We returned 5k to you",
                "we sent back ₹500",
                "您的账户里还剩两千多",
                "您的余额不足，所以转账失败",
                "我们已把您给王梅的转账退回到您账户",
                "Your refund to Mei Wang has arrived in your wallet",
                "请拨打 13800138000",
                "您的手机号１３８００１３８０００已核实",
                "138.0013.8000",
                "138  0013  8000",
                "138—0013—8000",
                "138​0013​8000",
                "一三八零零一三八零零零",
                "尾号8812的银行卡",
                "Your card ending in 8812 is unblocked",
                "QQ12345678",
                "case OK123456",
                "DE89370400440532013000",
                "6222 **** **** 7890",
                "Write to help@okpay.example",
                "help＠okpay.example",
                "http://okpay-refund.example/login",
                "请登录 okpay-safe.cn 办理退款",
                "请加微信 okpay-kefu",
                "Your case C1234567 is open",
                "请把验证码发给我们",
                "私信我们您的验证码",
                "请在私信里留下您的密码",
                "回复您的支付密码即可",
                "请回复卡号和姓名",
                "请回复您的身份证号",
                "Please tell us your PIN",
                "DM us your PIN",
                "Leave your PIN in the comments",
                "drop your password below",
                "PIN please",
                "Please reply with your full card number",
                "你这个白痴，自己不会用"
            })
    void isNotForThePublic(String words) {
        assertThat(guard.check(words)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "很抱歉给您带来不便。我们会在那里私下为您核实处理。",
                "We are sorry. There we can look into it with you, in private.",
                "深色模式来了，谢谢您的建议。",
                "已在 4.2.1 版本中修复，请更新。",
                "Fixed on 2026-03-01.",
                "已在 2026年3月1日 的版本中修复",
                "Works on Android 14",
                "我们会在 24 小时内查看",
                "一般需要 1-3 个工作日",
                "We answer within 2 hours",
                "我们一块努力",
                "收不到验证码的问题已经修复",
                "我们绝不会向您索要密码",
                "OKPay will never ask for your PIN",
                "If your transfer has not arrived, please write to us in the app",
                "如果您的退款没有到账，请在应用里联系我们",
                "谢谢您的五星好评"
            })
    void mayBeSaid(String words) {
        assertThat(guard.check(words)).isEmpty();
    }
}
