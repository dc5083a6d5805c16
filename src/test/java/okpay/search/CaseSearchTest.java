package okpay.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.support.Author;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class CaseSearchTest extends Story {

    @Autowired private CaseSearch search;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private TransactionTemplate transaction;

    @ParameterizedTest
    @CsvSource({
        "蓝鲸便利店扣了我两次钱, 蓝鲸",
        "蓝鲸便利店扣了我两次钱, 扣了",
        "蓝鲸便利店扣了我两次钱, 便利店",
        "蓝鲸便利店扣了我两次钱, 两次 蓝鲸",
        "my Zanzibar transfer was 退回 yesterday, 退回",
        "my Zanzibar transfer was 退回 yesterday, zanzibar",
        "my Zanzibar transfer was 退回 yesterday, ZANZ",
        "my Zanzibar transfer was 退回 yesterday, transfer 退回",
        "全角ＡＢＣ１２３錯誤, abc123",
        "交易号pm_0abc失败 E-1042, e-1042",
    })
    void wordsAreFoundHoweverTheyAreTyped(String said, String asked) {
        var one = aCase("李雷", said);

        search.follow();

        assertThat(found(asked)).contains(one.conversation().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "欧阳娜娜, 欧阳",
        "欧阳娜娜, 娜娜",
        "欧阳娜娜, ouyang",
        "欧阳娜娜, oynn",
        "欧阳娜娜, ouyangnana",
        "Mary Poppins, poppins",
        "Mary Poppins, mp"
    })
    void peopleAreFoundByNamePinyinAndInitials(String name, String asked) {
        var one = aCase(name, "你好");

        search.follow();

        assertThat(search.find(asked, 100))
                .map(CaseSearch.Hit::of)
                .contains(one.conversation().toString());
    }

    @Test
    void aNumberIsFoundByItsBeginning() {
        var one = aCase("李雷", "你好");
        search.follow();

        assertThat(found(one.number())).containsExactly(one.conversation().toString());
        assertThat(found(one.number().toLowerCase(java.util.Locale.ROOT).substring(0, 6)))
                .contains(one.conversation().toString());
    }

    @Test
    void theLatestComesFirstAndACaseOnce() {
        var first = aCase("李雷", "水獭咖啡没有到账");
        clock.passes(java.time.Duration.ofMinutes(1));
        var second = aCase("韩梅梅", "水獭咖啡也没到");
        clock.passes(java.time.Duration.ofMinutes(1));
        says(first, "水獭咖啡还是没有", "again");
        search.follow();

        assertThat(found("水獭"))
                .containsExactly(first.conversation().toString(), second.conversation().toString());
    }

    /// What a transaction wrote that ended after later ones had been read.
    @Test
    void aTransactionThatEndsLateIsNotMissed() {
        var one = aCase("李雷", "先来的话");
        transaction.executeWithoutResult(_ -> {
            says(one, "迟到的独角鲸", "late");
            onAnotherThread(() -> aCase("韩梅梅", "后来的话"));
            onAnotherThread(search::follow);
        });
        assertThat(found("独角鲸")).isEmpty();

        search.follow();

        assertThat(found("独角鲸")).containsExactly(one.conversation().toString());
    }

    @Test
    void nonsenseFindsNothingAndBreaksNothing() {
        search.follow();
        for (var it :
                List.of(
                        "",
                        "   ",
                        "*",
                        "\"",
                        "a AND",
                        "(((",
                        "\u0000",
                        "🙂",
                        "x".repeat(100_000),
                        "' or 1=1 --")) {
            assertThat(search.find(it, 10)).hasSizeLessThanOrEqualTo(10);
        }
    }

    private static void onAnotherThread(Runnable what) {
        try {
            Thread.ofPlatform().start(what).join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> found(String asked) {
        return search.find(asked, 20).stream().map(CaseSearch.Hit::of).toList();
    }

    private Case aCase(String name, String said) {
        Someone who = customer(name);
        var one = cases.open(who.id(), Reference.to("question", who.id()));
        says(one, said, "first");
        return one;
    }

    private void says(Case one, String text, String clientId) {
        conversations.write(
                one.conversation(), new Author.OfCustomer(one.customer()), text, clientId);
    }
}
