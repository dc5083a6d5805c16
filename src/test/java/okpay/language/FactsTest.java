package okpay.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import okpay.language.Fact.OurNumber;
import org.junit.jupiter.api.Test;

/// What a text says, and where: 300 lines each of sums and times, written by somebody who had not
/// seen the code.
class FactsTest {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW =
            LocalDateTime.of(2026, 11, 25, 15, 30).atZone(CHINA).toInstant();
    private static final Currency CNY = Currency.getInstance("CNY");

    @Test
    void sumsOfMoney() throws IOException {
        table(
                "amounts",
                it ->
                        it instanceof Fact.Sum(var _, var amount)
                                ? amount.digits() + " " + amount.currency()
                                : "");
    }

    @Test
    void times() throws IOException {
        table(
                "times",
                it ->
                        it instanceof Fact.When(var _, var from, var until)
                                ? local(from) + "/" + local(until)
                                : "");
    }

    private static LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, CHINA);
    }

    private static void table(String name, Function<Fact, String> shown) throws IOException {
        var lines = Files.readAllLines(Path.of("src/test/resources/language", name + ".tsv"));
        assertThat(lines).hasSizeGreaterThanOrEqualTo(300);
        assertThat(lines)
                .allSatisfy(line -> {
                    var columns = line.split("\t", -1);
                    var found =
                            in(columns[0]).stream()
                                    .filter(it -> !shown.apply(it).isEmpty())
                                    .map(it -> words(columns[0], it) + "=" + shown.apply(it))
                                    .collect(Collectors.joining(";"));
                    assertThat(found).as(columns[0]).isEqualTo(columns[1]);
                });
    }

    @Test
    void numbersOfOursAndOthers() {
        var text = "订单 pm_9epe98ig54w0abc 打到13800138000，卡尾号6217，报错 CARD_EXPIRED，E1203";
        assertThat(in(text))
                .extracting(it -> it.getClass().getSimpleName() + " " + words(text, it))
                .containsExactly(
                        "OurNumber pm_9epe98ig54w0abc",
                        "Phone 13800138000",
                        "Account 尾号6217",
                        "ErrorCode CARD_EXPIRED",
                        "ErrorCode E1203");
        assertThat(in(text).getFirst())
                .isEqualTo(new OurNumber(new Fact.Place(3, 21), "pm_9epe98ig54w0abc"));
    }

    /// Whatever is written: an answer soon, and nothing found outside the text or twice.
    @Test
    void nothingIsFoundOutsideTheText() {
        var pieces =
                List.of(
                        "200",
                        "块",
                        "元",
                        "３",
                        "万",
                        "5",
                        "¥",
                        "昨天",
                        "下午",
                        "三点",
                        "半",
                        "last",
                        " ",
                        "Friday",
                        "at",
                        "3",
                        "pm",
                        "two",
                        "hundred",
                        "yuan",
                        "-",
                        ",",
                        ".",
                        ":",
                        "/",
                        "20",
                        "号",
                        "月",
                        "11",
                        "前",
                        "分钟",
                        "a",
                        "and",
                        "cents",
                        "一",
                        "零",
                        "亿",
                        "\u200b",
                        "\ud83d\ude00",
                        "\ud83d",
                        "٣",
                        "\n",
                        "\0",
                        "k",
                        "%",
                        "尾号",
                        "pm_");
        var chance = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            var text =
                    chance.ints(1 + chance.nextInt(12), 0, pieces.size())
                            .mapToObj(pieces::get)
                            .collect(Collectors.joining());
            var found = in(text);
            for (int k = 0; k < found.size(); k++) {
                var one = found.get(k);
                assertThat(one.place().to()).as(text).isLessThanOrEqualTo(text.length());
                assertThat(found.subList(k + 1, found.size()))
                        .as(text)
                        .noneMatch(it ->
                                it.getClass() == one.getClass() && it.place().meets(one.place()));
            }
        }
    }

    @Test
    void longTextsTakeNoLonger() {
        for (var piece :
                new String[] {"1", "一", "a ", "two ", "3万5", "12:", "昨天", "￥", " ", "1,"}) {
            var text = piece.repeat(100_000 / piece.length());
            long start = System.nanoTime();
            in(text);
            assertThat((System.nanoTime() - start) / 1e9).as(piece).isLessThan(5);
        }
        long start = System.nanoTime();
        in("转" + " ".repeat(2_500) + "。1".repeat(1_250));
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(3);
    }

    /// What a reader found wrong once.
    @Test
    void whatWasReadWrongOnce() {
        assertThat(in("差了三四百块")).isEmpty();
        assertThat(in("RMB200").getFirst()).isInstanceOf(Fact.Sum.class);
        assertThat(in("扣了5毛")).hasSize(1);
        assertThat(in("it was a quarter to 0")).isEmpty();
        assertThat(local(((Fact.When) in("quarter to one").getFirst()).from()).getHour())
                .isEqualTo(12);
        assertThat(local(((Fact.When) in("昨晚两点").getFirst()).from()))
                .isEqualTo(LocalDateTime.of(2026, 11, 25, 2, 0));
        assertThat(local(((Fact.When) in("2025年3月的账单").getFirst()).from()).getYear())
                .isEqualTo(2025);
    }

    private static List<Fact> in(String text) {
        return Facts.in(text, CHINA, NOW, CNY);
    }

    private static String words(String text, Fact fact) {
        return text.substring(fact.place().from(), fact.place().to());
    }
}
