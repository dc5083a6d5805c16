package okpay.reconciliation;

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
        fresh.forEach(this::insert);
    }

    private List<Item> known(String[] references, Currency currency) {
        return new ArrayList<>(
                jdbc.sql(
                                """
                                select * from reconciliation.item
                                where reference = any(:references) and currency = :currency
                                and state <> 'SETTLED'
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

    private void insert(Item item) {
        var currency = item.bank().or(item::books).orElseThrow().currency();
        jdbc.sql(
                        """
                        insert into reconciliation.item
                            (id, file, kind, reference, currency, bank, books, found_at)
                        values (:id, :file, :kind, :reference, :currency, :bank, :books, :now)
                        """)
                .param("id", item.id().uuid())
                .param("file", item.file().uuid())
                .param("kind", item.kind().name())
                .param("reference", item.reference())
                .param("currency", currency.getCurrencyCode())
                .param("bank", item.bank().map(Money::minor).orElse(null))
                .param("books", item.books().map(Money::minor).orElse(null))
                .param("now", Timestamp.from(item.foundAt()))
                .update();
    }

    private void close(Item item, Item.State as, FileId by, Instant now) {
        jdbc.sql(
                        """
                        update reconciliation.item
                        set state = :state, settled_by = :by, settled_at = :now
                        where id = :id
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
