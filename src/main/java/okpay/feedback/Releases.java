package okpay.feedback;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.database.Turns;
import okpay.identity.AgentId;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.language.Script;
import okpay.support.Conversations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// A theme comes with a release; when that release is there, everybody who asked is told, once.
@Component
public class Releases {

    private static final int LONGEST = 40;

    private final JdbcClient jdbc;
    private final Themes themes;
    private final Wishes wishes;
    private final Customers customers;
    private final TransactionTemplate transaction;

    Releases(
            JdbcClient jdbc,
            Themes themes,
            Wishes wishes,
            Customers customers,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.themes = themes;
        this.wishes = wishes;
        this.customers = customers;
        this.transaction = transaction;
    }

    /// It comes with a release: what was wished is planned.
    ///
    /// @param release its name, or nothing when it comes with none
    /// @return false when the name is too long
    public boolean plan(UUID theme, String release) {
        var tidy = Conversations.tidy(release);
        if (tidy.length() > LONGEST) {
            return false;
        }
        transaction.executeWithoutResult(_ -> {
            Turns.take(jdbc, Themes.TURN);
            themes.setRelease(theme, tidy);
        });
        return true;
    }

    /// Those somebody waits for.
    public List<String> open() {
        return jdbc.sql(
                        """
                        select distinct t.release from feedback.theme t
                        join feedback.wish w on w.theme = t.id
                        where t.release <> '' and w.state in ('NEW', 'PLANNED')
                        order by t.release limit 200
                        """)
                .query((row, _) -> row.getString("release"))
                .list();
    }

    /// The release is there: everybody who asked for something in it hears so, in their language
    /// and once, however often and in however many words they asked.
    ///
    /// @return how many people were told; empty when nothing is planned for it, they would hear
    ///   nothing, or it may not be said where some of them read it
    public Optional<Integer> ship(String release, String en, String zh, AgentId by) {
        var name = Conversations.tidy(release);
        var inEnglish = Conversations.tidy(en);
        var inChinese = Conversations.tidy(zh);
        if (name.isEmpty() || inEnglish.isEmpty() || inChinese.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                        transaction.execute(_ -> {
                            Turns.take(jdbc, Themes.TURN);
                            return ship(planned(name), inEnglish, inChinese, by);
                        }))
                .filter(it -> it > 0);
    }

    /// All of them, or, where one may not be said in public, none.
    private int ship(List<Wishes.Wish> all, String en, String zh, AgentId by) {
        if (!all.stream().allMatch(it -> wishes.mayBeSaid(it, isChinese(it) ? zh : en))) {
            return 0;
        }
        var told = new HashSet<Object>();
        for (var it : all) {
            boolean isFirst = told.add(List.of(it.of(), it.voice()));
            wishes.ship(it, isChinese(it) ? zh : en, by, isFirst);
        }
        return told.size();
    }

    private List<Wishes.Wish> planned(String release) {
        return jdbc.sql(
                        """
                        select w.* from feedback.wish w join feedback.theme t on t.id = w.theme
                        where t.release = :release and w.state in ('NEW', 'PLANNED')
                        order by w.at for update of w
                        """)
                .param("release", release)
                .query(Wishes::row)
                .list();
    }

    /// In the customer's language; what was said in public is answered in its own.
    private boolean isChinese(Wishes.Wish it) {
        return it.of()
                .flatMap(customers::find)
                .map(Customer::language)
                .map(language -> language.getLanguage().equals("zh"))
                .orElseGet(() -> Script.of(it.words()) == Script.CHINESE);
    }
}
