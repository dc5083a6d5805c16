package okpay.reconciliation;

import static okpay.database.Columns.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.AgentId;
import okpay.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps what differs.
@Component
class ItemStore {

    private final JdbcClient jdbc;

    ItemStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Brings the differences of these references up to date: those that went away are settled, new
    /// ones are opened, explained ones stay explained.
    void write(
            FileId file, Currency currency, Map<String, Difference.Verdict> verdicts, Instant now) {
        var known = known(verdicts.keySet().toArray(String[]::new), currency);
        var fresh = new ArrayList<Item>();
        verdicts.forEach((reference, verdict) -> {
            for (var difference : verdict.differences()) {
                var item = item(file, currency, reference, difference, now);
                var same = known.stream().filter(one -> isSame(one, item)).findFirst();
                same.ifPresentOrElse(known::remove, () -> fresh.add(item));
            }
        });
        for (var gone : known) {
            if (gone.state() == Item.State.OPEN) {
                boolean agree =
                        verdicts.getOrDefault(gone.reference(), Difference.Verdict.NOTHING)
                                .differences()
                                .isEmpty();
                close(gone, agree ? Item.State.SETTLED : Item.State.REPLACED, file, now);
            }
        }
        insert(fresh, file, currency, now);
    }

    private List<Item> known(String[] references, Currency currency) {
        return new ArrayList<>(
                jdbc.sql(
                                """
                                select * from reconciliation.item
                                where reference = any(:references) and currency = :currency
                                and state in ('OPEN', 'EXPLAINED')
                                """)
                        .param("references", references)
                        .param("currency", currency.getCurrencyCode())
                        .query(ItemStore::item)
                        .list());
    }

    private static boolean isSame(Item one, Item other) {
        return one.reference().equals(other.reference())
                && one.kind() == other.kind()
                && one.bank().equals(other.bank())
                && one.books().equals(other.books());
    }

    private static Item item(
            FileId file, Currency currency, String reference, Difference difference, Instant now) {
        return new Item(
                ItemId.next(),
                file,
                difference.kind(),
                reference,
                money(difference.bank(), currency),
                money(difference.books(), currency),
                now,
                Item.State.OPEN,
                "",
                Optional.empty());
    }

    private void insert(List<Item> fresh, FileId file, Currency currency, Instant now) {
        jdbc.sql(
                        """
                        insert into reconciliation.item
                            (id, file, kind, reference, currency, bank, books, found_at)
                        select id, :file, kind, reference, :currency, bank, books, :now
                        from unnest(:ids::uuid[], :kinds::text[], :references::text[],
                                    :bank::bigint[], :books::bigint[])
                            as n (id, kind, reference, bank, books)
                        """)
                .param("file", file.uuid())
                .param("currency", currency.getCurrencyCode())
                .param("now", Timestamp.from(now))
                .param("ids", texts(fresh, item -> item.id().uuid()))
                .param("kinds", texts(fresh, Item::kind))
                .param("references", texts(fresh, Item::reference))
                .param("bank", texts(fresh, item -> minor(item.bank())))
                .param("books", texts(fresh, item -> minor(item.books())))
                .update();
    }

    private static @Nullable Long minor(Optional<Money> money) {
        return money.map(Money::minor).orElse(null);
    }

    private void close(Item item, Item.State as, FileId by, Instant now) {
        jdbc.sql(
                        """
                        update reconciliation.item
                        set state = :state, settled_by = :by, settled_at = :now
                        where id = :id and state = 'OPEN'
                        """)
                .param("state", as.name())
                .param("by", by.toString())
                .param("now", Timestamp.from(now))
                .param("id", item.id().uuid())
                .update();
    }

    boolean explain(ItemId id, String note, AgentId by, Instant now) {
        return jdbc.sql(
                                """
                                update reconciliation.item
                                set state = 'EXPLAINED', note = :note, settled_by = :by,
                                    settled_at = :now
                                where id = :id and state = 'OPEN'
                                """)
                        .param("note", note)
                        .param("by", by.toString())
                        .param("now", Timestamp.from(now))
                        .param("id", id.uuid())
                        .update()
                == 1;
    }

    long countOpen() {
        return jdbc.sql("select count(*) from reconciliation.item where state = 'OPEN'")
                .query(Long.class)
                .single();
    }

    List<Item> open(int most) {
        return jdbc.sql(
                        """
                        select * from reconciliation.item where state = 'OPEN'
                        order by found_at, reference limit :most
                        """)
                .param("most", most)
                .query(ItemStore::item)
                .list();
    }

    Optional<Item> find(ItemId id) {
        return jdbc.sql("select * from reconciliation.item where id = :id")
                .param("id", id.uuid())
                .query(ItemStore::item)
                .optional();
    }

    private static Item item(ResultSet row, int n) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        return new Item(
                new ItemId(row.getObject("id", UUID.class)),
                new FileId(row.getObject("file", UUID.class)),
                Difference.Kind.valueOf(row.getString("kind")),
                row.getString("reference"),
                money(row.getObject("bank", Long.class), currency),
                money(row.getObject("books", Long.class), currency),
                row.getTimestamp("found_at").toInstant(),
                Item.State.valueOf(row.getString("state")),
                row.getString("note"),
                Optional.ofNullable(row.getString("settled_by")));
    }

    private static Optional<Money> money(@Nullable Long minor, Currency currency) {
        return Optional.ofNullable(minor).map(amount -> new Money(amount, currency));
    }
}
