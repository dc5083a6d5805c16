package okpay.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tones, on 400 messages that somebody wrote who had not seen the expressions.
class TonesTest {

    private static final Set<String> URGENT = Set.of("IN_DANGER", "PRESSED");

    private record Line(String language, Set<Tone.Kind> kinds, String text) {}

    /// By expressions and by likeness together, as the application does it.
    @ParameterizedTest
    @EnumSource(Script.class)
    void mostOfThoseWhoNeedItAreNoticed(Script script) throws IOException {
        var encoders = Encoders.shared(script);
        var lesson =
                Lesson.learn(
                        encoders, Intents.tones(script), Intents.outside(script), 0.88, 7, _ -> {});
        var language = script == Script.CHINESE ? "zh" : "en";
        var lines = lines().stream().filter(it -> it.language.equals(language)).toList();
        var told = new HashMap<Line, Set<Tone.Kind>>();
        for (var line : lines) {
            var kinds = EnumSet.noneOf(Tone.Kind.class);
            kinds.addAll(kinds(line.text));
            for (var guess : lesson.classifier().read(line.text, encoders).guesses()) {
                double enough = guess.intent().equals("IN_DANGER") ? 0.25 : 0.4;
                if (!guess.intent().equals("NONE") && guess.confidence() >= enough) {
                    kinds.add(Tone.Kind.valueOf(guess.intent()));
                }
            }
            told.put(line, kinds);
        }

        for (var kind : Tone.Kind.values()) {
            var meant = lines.stream().filter(it -> it.kinds.contains(kind)).toList();
            var missed =
                    meant.stream()
                            .filter(it -> !told.getOrDefault(it, Set.of()).contains(kind))
                            .toList();
            assertThat(1.0 * missed.size() / meant.size())
                    .as("%s %s misses %s", script, kind, missed)
                    .isLessThan(kind == Tone.Kind.ANGRY ? 0.4 : 0.3);
        }
        var everyday = lines.stream().filter(it -> it.kinds.isEmpty()).toList();
        var alarmed = everyday.stream().filter(it -> isUrgent(it.text, lesson, encoders)).toList();
        assertThat(1.0 * alarmed.size() / everyday.size())
                .as("OKPay speaks up at %s", alarmed)
                .isLessThan(0.12);
        var wrong =
                everyday.stream().filter(it -> !told.getOrDefault(it, Set.of()).isEmpty()).toList();
        assertThat(1.0 * wrong.size() / everyday.size())
                .as("half of them look dangerous on purpose: %s", wrong)
                .isLessThan(0.28);
    }

    /// Expressions alone seldom say what is not so.
    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void everydayMessagesHaveNone(String language) throws IOException {
        var everyday =
                lines().stream()
                        .filter(it -> it.language.equals(language) && it.kinds.isEmpty())
                        .toList();
        var wrong = everyday.stream().filter(it -> !kinds(it.text).isEmpty()).toList();

        assertThat(1.0 * wrong.size() / everyday.size())
                .as("%s takes %s", language, wrong)
                .isLessThan(0.12);
    }

    /// What makes OKPay speak up is not found in what customers say every day.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I end my subscription?",
                "In the end my payment failed",
                "The app won't let me go back",
                "is my money in danger?",
                "the fee hits me every month",
                "I'll call the police if you don't refund",
                "我的钱一直被扣着不退",
                "钱被扣住了三天",
                "这事什么时候能了结",
                "账户有危险吗",
                "要等到下辈子吗",
                "我自己动手改了",
                "被困在登录页面",
                "手机快不行了",
                "Is there a fee to withdraw?",
                "Can I withdraw without a fee",
                "The app says I was charged double",
                "it keeps asking for my PIN",
                "Should I pay by card or the wallet?",
                "商家一直催我付款",
                "店老板让我先付款",
                "给女朋友网上买的花付了钱没到"
            })
    void everydayTroubleIsNoDanger(String text) {
        assertThat(kinds(text)).doesNotContain(Tone.Kind.IN_DANGER, Tone.Kind.PRESSED);
    }

    /// What only looks dangerous hides nothing that is.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "he is going to shoot me",
                "I will jump in front of a train",
                "家人被绑走了",
                "妈妈被打得快死了",
                "My boss asked me to buy gift cards urgently",
                "警察在电话里让我转钱",
                "警察叫我把錢轉到安全帳戶",
                "我想自殺"
            })
    void dangerBesideSomethingHarmlessIsDanger(String text) {
        assertThat(kinds(text)).containsAnyOf(Tone.Kind.IN_DANGER, Tone.Kind.PRESSED);
        assertThat(kinds("x".repeat(3_000) + " " + text)).isNotEmpty();
    }

    /// A swear word has a character of pressing in it.
    @ParameterizedTest
    @ValueSource(strings = {"你们这帮傻逼", "傻逼客服", "真牛逼", "装逼", "我懵逼了", "逼真"})
    void swearingPressesNobody(String text) {
        assertThat(kinds(text)).doesNotContain(Tone.Kind.PRESSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"他逼我转钱", "有人逼着我付款", "我是被逼的", "我妈逼我把钱转给他", "我妈逼着我借网贷"})
    void whoIsForcedIsPressed(String text) {
        assertThat(kinds(text)).contains(Tone.Kind.PRESSED);
    }

    @Test
    void theWordsAreToldWhereTheyStand() {
        var text = "你好，有个警察让我把钱转到安全账户，不转就抓我";
        var tones = Tones.in(text);

        assertThat(tones).extracting(Tone::kind).containsOnly(Tone.Kind.PRESSED);
        assertThat(tones)
                .allSatisfy(it ->
                        assertThat(text.substring(it.place().from(), it.place().to()))
                                .isEqualTo(it.words()));
        assertThat(Tones.in("手机死机了，支付宝倒是没事")).isEmpty();
        assertThat(Tones.in("My phone died, how do I sign in?")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "😀", "\u202e\u200b", "（（（", "'; drop table x; --", "!!!!!!!!!!!!"})
    void nonsenseIsBorne(String text) {
        assertThat(Tones.in(text))
                .allSatisfy(it -> assertThat(it.kind()).isEqualTo(Tone.Kind.ANGRY));
    }

    @Test
    void noTextStallsIt() {
        var start = Instant.now();
        for (var piece :
                List.of("警察让我", "send or ", "pay money he ", "转", "police a b c d e f g ", "!")) {
            Tones.in(piece.repeat(100_000 / piece.length()));
        }
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    private static boolean isUrgent(String text, Lesson.Learned lesson, Encoders encoders) {
        return kinds(text).stream().map(Enum::name).anyMatch(URGENT::contains)
                || lesson.classifier().read(text, encoders).guesses().stream()
                        .anyMatch(it -> URGENT.contains(it.intent()) && it.confidence() >= 0.6);
    }

    private static Set<Tone.Kind> kinds(String text) {
        return Tones.in(text).stream().map(Tone::kind).collect(Collectors.toSet());
    }

    private static List<Line> lines() throws IOException {
        var all = new ArrayList<Line>();
        try (var in = TonesTest.class.getResourceAsStream("/language/tones-unseen.tsv")) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            for (var row : text.lines().map(it -> it.split("\t", -1)).toList()) {
                var kinds = EnumSet.noneOf(Tone.Kind.class);
                Arrays.stream(row[1].split("\\|", -1))
                        .filter(it -> !it.equals("NONE"))
                        .map(Tone.Kind::valueOf)
                        .forEach(kinds::add);
                all.add(new Line(row[0], kinds, row[2]));
            }
        }
        return all;
    }
}
