package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import okpay.desk.HeldReplies;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.resolution.ReplyGuard.Kind;
import okpay.sandbank.Behaviour;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.support.Promise;
import okpay.support.Promises;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class ReplyGuardTest extends Story {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired private ReplyGuard guard;
    @Autowired private Replies replies;
    @Autowired private HeldReplies held;
    @Autowired private Resolutions resolutions;
    @Autowired private Conversations conversations;
    @Autowired private Promises promises;
    @Autowired private Cases cases;
    @Autowired private okpay.support.Merging merging;

    private Case one;
    private Agent wang;
    private String payment = "";

    @BeforeEach
    void aCaseAboutThirtyFive() {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.PROMPT));
        payment = li.paymentId().toString();
        wang = agent("小王", Role.AGENT);
        one = resolutions.openHelp(li.id(), li.paymentId()).orElseThrow();
        cases.take(one.id(), wang.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please send me the verification code you received.",
                "What is your PIN?",
                "Could you tell us your password so we can check?",
                "Reply with the six-digit OTP.",
                "Please confirm your card’s CVV.",
                "请把验证码发给我",
                "麻烦您提供一下支付密码",
                "您的登录密码是多少？",
                "收到的短信验证码告诉我就行",
                "请回复我们验证码",
                "您别着急，请把验证码发给我",
                "系统识别到异常，请把验证码发给我",
                "为了分别核实，请提供您的支付密码",
                "If you have not received the refund, please send me the verification code",
                "If you have not got it please send me the verification code",
                "Please send me the code you just received",
                "I need your PIN to go on",
                "May I have your password",
                "Enter your PIN here in the chat",
                "你的密码是多少",
                "请把密码发我",
                "请发送验证码",
                "请把短信验证码告知我",
                "需要您的验证码",
                "把收到的6位数字发给我",
                "請把驗證碼發給我",
                "Please send me your P\tIN",
                "请把密\u200B码发给我",
                "请把密\n码发给我",
            })
    void nobodyAsksForASecret(String text) {
        assertThat(guard.check(one, text, SHANGHAI))
                .first()
                .extracting(ReplyGuard.Doubt::kind)
                .isEqualTo(Kind.ASKS_FOR_A_SECRET);
        assertThat(send(text, "a", true)).isInstanceOf(Replies.Outcome.Doubtful.class);
        assertThat(conversations.since(one.conversation(), 0))
                .noneMatch(it -> it.body().equals(new Body.Text(text)));
        assertThat(held.of(one.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We will never ask you for your PIN or a code.",
                "Nobody at OKPay asks you to tell us your password.",
                "Please enter the verification code in the app.",
                "You can set a new password under Security.",
                "我们不会向您索要验证码，请勿告诉任何人您的密码。",
                "请在 App 里输入短信验证码。",
                "忘记支付密码可以在“安全”里重设。",
                "您好，¥35 已经在银行处理中，请放心。",
                "The 35 yuan are safe.",
                "如果收不到验证码，请告诉我们",
                "验证码收到后请告诉我",
                "密码重置成功后请告诉我们",
                "密码重置说明已发给您",
                "Please tell us whether you received the verification code",
                "Please tell me once you have changed your password",
                "您今天的付款已成功",
                "The payment from yesterday went through",
                "本月账单已生成",
                "我们会给您发送验证码，请在手机上查看",
                "Please send me the QR code of the shop",
            })
    void whatIsRightGoesThrough(String text) {
        assertThat(guard.check(one, text, SHANGHAI)).isEmpty();
        assertThat(send(text, "b", false)).isInstanceOf(Replies.Outcome.Sent.class);
    }

    @Test
    void aSumThatIsInNoBookIsDoubted() {
        assertThat(kinds("我们退您 350 元")).containsExactly(Kind.UNKNOWN_SUM);
        assertThat(kinds("We refund you ¥35.50")).containsExactly(Kind.UNKNOWN_SUM);
        assertThat(kinds("We refund you ¥35.00")).isEmpty();
    }

    @Test
    void aNumberOfSomebodyElseIsDoubted() {
        assertThat(kinds("交易 " + payment + " 已查到")).isEmpty();
        assertThat(kinds("工单 " + one.number())).isEmpty();
        assertThat(kinds("工单 C999999")).containsExactly(Kind.UNKNOWN_NUMBER);
        assertThat(kinds("card 4111 1111 1111 1111")).contains(Kind.PRIVATE_NUMBER);
        assertThat(kinds("证件号 110101199003071234")).contains(Kind.PRIVATE_NUMBER);
    }

    @Test
    void aTimeNobodyPromisedMayBePromisedWithTheWords() {
        var text = "明天下午三点前给您答复";
        var doubts = guard.check(one, text, SHANGHAI);
        assertThat(doubts)
                .singleElement()
                .extracting(ReplyGuard.Doubt::kind)
                .isEqualTo(Kind.NOT_PROMISED);
        var due = doubts.getFirst().due().orElseThrow();

        assertThat(send(text, "p", false)).isInstanceOf(Replies.Outcome.Doubtful.class);
        var reply = new Replies.Reply(text, "p", 99, Set.of(due), false, false, SHANGHAI);
        assertThat(replies.send(one, wang, reply)).isInstanceOf(Replies.Outcome.Sent.class);
        assertThat(replies.send(one, wang, reply)).isInstanceOf(Replies.Outcome.Sent.class);

        assertThat(promises.of(one.id()))
                .filteredOn(it -> it.kind() == Promise.Kind.AGREED)
                .singleElement()
                .satisfies(it -> assertThat(it.due()).isEqualTo(due));
        assertThat(kinds("还是" + text)).isEmpty();
    }

    /// What people promise, as they write it: always a time to come.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "周五前给您答复",
                "11月30日前到账",
                "18:00前回复您",
                "24小时内处理",
                "3个工作日内到账",
                "两天内解决",
                "明天给您回电",
                "You hear from us by Friday",
                "by November 30 at the latest, it is there by November 30",
                "We answer by 6 pm",
                "within 2 hours",
                "in three days",
                "The money is back within 5 business days",
                "I will call you tomorrow",
            })
    void aDeadlineIsToCome(String text) {
        var doubts = guard.check(one, text, SHANGHAI);

        assertThat(doubts)
                .anySatisfy(it -> {
                    assertThat(it.kind()).isEqualTo(Kind.NOT_PROMISED);
                    assertThat(it.due().orElseThrow()).isAfter(clock.instant());
                });
    }

    @Test
    void whatIsNoPromiseIsSaidWithoutOne() {
        var text = "您的卡明天到期";
        assertThat(send(text, "n", false)).isInstanceOf(Replies.Outcome.Doubtful.class);

        var reply = new Replies.Reply(text, "n", 99, Set.of(), false, true, SHANGHAI);
        assertThat(replies.send(one, wang, reply)).isInstanceOf(Replies.Outcome.Sent.class);

        assertThat(promises.of(one.id())).noneMatch(it -> it.kind() == Promise.Kind.AGREED);
    }

    /// After a merge nobody writes past the case it lies in.
    @Test
    void nobodyAnswersInACaseThatLiesInAnother() {
        var other =
                cases.open(one.customer(), okpay.support.Reference.to("question", one.customer()));
        merging.merge(one.id(), other.number(), wang.id());

        assertThat(send("好的", "m", false)).isEqualTo(new Replies.Outcome.LiesElsewhere(other.id()));
    }

    @Test
    void whatIsDoubtfulLeavesOnlyAfterASecondPersonLooked() {
        var chen = agent("陈主管", Role.SUPERVISOR);
        var text = "您可以获得 500 元补偿";

        assertThat(send(text, "h", true)).isInstanceOf(Replies.Outcome.Held.class);
        assertThat(send(text, "h", true)).isInstanceOf(Replies.Outcome.Held.class);
        var waiting = held.of(one.id());
        assertThat(waiting).hasSize(1);
        var id = waiting.getFirst().id();
        assertThat(texts()).doesNotContain(text);

        assertThat(held.letGo(id, wang, Long.MAX_VALUE)).isEqualTo(HeldReplies.Decision.NOT_YOURS);
        assertThat(held.letGo(id, chen, Long.MAX_VALUE)).isEqualTo(HeldReplies.Decision.DONE);
        assertThat(held.letGo(id, chen, Long.MAX_VALUE)).isEqualTo(HeldReplies.Decision.OVER);
        assertThat(texts()).containsOnlyOnce(text);
    }

    /// It is a promise from the moment on in which it is said.
    @Test
    void aTimeThatIsPromisedIsPromisedWhenTheWordsAreLetGo() {
        var chen = agent("陈主管", Role.SUPERVISOR);
        var text = "明天下午三点前给您 500 元补偿";
        var due =
                guard.check(one, text, SHANGHAI).stream()
                        .flatMap(it -> it.due().stream())
                        .findFirst()
                        .orElseThrow();
        var reply = new Replies.Reply(text, "w", 99, Set.of(due), true, false, SHANGHAI);
        assertThat(replies.send(one, wang, reply)).isInstanceOf(Replies.Outcome.Held.class);
        assertThat(agreed()).isEmpty();

        var id = held.of(one.id()).getFirst().id();
        assertThat(held.letGo(id, chen, Long.MAX_VALUE)).isEqualTo(HeldReplies.Decision.DONE);
        assertThat(agreed()).singleElement().satisfies(it -> assertThat(it.due()).isEqualTo(due));
    }

    /// What was written for yesterday's words is not said to today's unread ones.
    @Test
    void whoeverLetsWordsGoHasReadWhatTheCustomerWroteSince() {
        var chen = agent("陈主管", Role.SUPERVISOR);
        var text = "您可以获得 800 元补偿";
        assertThat(send(text, "late", true)).isInstanceOf(Replies.Outcome.Held.class);
        var id = held.of(one.id()).getFirst().id();
        long seen = conversations.find(one.conversation()).orElseThrow().lastSeq();
        var li = new Author.OfCustomer(one.customer());
        clock.passes(Duration.ofSeconds(1));
        conversations.write(one.conversation(), li, "不用了，已经到账", "since");

        assertThat(held.since(held.of(one.id()).getFirst()))
                .isEqualTo(new HeldReplies.Since(seen + 1, true));
        assertThat(held.letGo(id, chen, seen)).isEqualTo(HeldReplies.Decision.NEWER);
        assertThat(texts()).doesNotContain(text);
        assertThat(held.of(one.id())).hasSize(1);
        assertThat(held.letGo(id, chen, seen + 1)).isEqualTo(HeldReplies.Decision.DONE);
    }

    private java.util.List<Promise> agreed() {
        return promises.of(one.id()).stream()
                .filter(it -> it.kind() == Promise.Kind.AGREED)
                .toList();
    }

    @Test
    void whatCameBackMayBeAskedAgain() {
        var chen = agent("陈主管", Role.SUPERVISOR);
        var text = "您可以获得 700 元补偿";
        for (int i = 0; i < 2; i++) {
            assertThat(send(text, "again", true)).isInstanceOf(Replies.Outcome.Held.class);
            var waiting = held.of(one.id());
            assertThat(waiting).hasSize(1);
            var id = waiting.getFirst().id();
            assertThat(held.keepBack(id, chen, "没有这笔")).isEqualTo(HeldReplies.Decision.DONE);
        }
        assertThat(texts()).doesNotContain(text);
    }

    /// A supervisor does not let their own words go either.
    @Test
    void nobodyLetsTheirOwnWordsGo() {
        var chen = agent("陈主管", Role.SUPERVISOR);
        var text = "您可以获得 600 元补偿";
        var reply = new Replies.Reply(text, "s", 99, Set.of(), true, false, SHANGHAI);
        assertThat(replies.send(one, chen, reply)).isInstanceOf(Replies.Outcome.Held.class);

        var id = held.of(one.id()).getFirst().id();
        assertThat(held.letGo(id, chen, Long.MAX_VALUE)).isEqualTo(HeldReplies.Decision.NOT_YOURS);
        held.withdraw(id, chen.id());
        assertThat(held.of(one.id())).isEmpty();
        assertThat(texts()).doesNotContain(text);
    }

    @Test
    void nobodyAnswersWhatTheyHaveNotRead() {
        var li = new Author.OfCustomer(one.customer());
        long seen = conversations.find(one.conversation()).orElseThrow().lastSeq();
        conversations.write(one.conversation(), li, "等等，我查到了", "new");

        var reply = new Replies.Reply("请再等一下", "r", seen, Set.of(), false, false, SHANGHAI);
        assertThat(replies.send(one, wang, reply)).isInstanceOf(Replies.Outcome.Newer.class);
        assertThat(texts()).doesNotContain("请再等一下");

        assertThat(send("好的，谢谢您告诉我们", "r", false)).isInstanceOf(Replies.Outcome.Sent.class);
    }

    /// A hundred thousand characters, or none, are refused in good time.
    @Test
    void nonsenseIsRefusedCalmly() {
        var begun = System.nanoTime();
        assertThat(send("请把".repeat(50_000), "x", false))
                .isInstanceOf(Replies.Outcome.NotAccepted.class);
        assertThat(send(" ", "y", false)).isInstanceOf(Replies.Outcome.NotAccepted.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    private Replies.Outcome send(String text, String clientId, boolean secondLook) {
        long seen = conversations.find(one.conversation()).orElseThrow().lastSeq();
        return replies.send(
                one,
                wang,
                new Replies.Reply(text, clientId, seen, Set.of(), secondLook, false, SHANGHAI));
    }

    private java.util.List<Kind> kinds(String text) {
        return guard.check(one, text, SHANGHAI).stream().map(ReplyGuard.Doubt::kind).toList();
    }

    private java.util.List<String> texts() {
        return conversations.since(one.conversation(), 0).stream()
                .map(Message::body)
                .filter(Body.Text.class::isInstance)
                .map(it -> ((Body.Text) it).text())
                .toList();
    }
}
