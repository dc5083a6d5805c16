package okpay.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.AgentId;
import okpay.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps the bank's files, their entries, and what differs.
@Component
class FileStore {

    private static final String FILES =
            """
            select f.*, (select count(*) from reconciliation.item i
                         where i.file = f.id and i.state = 'OPEN') as open
            from reconciliation.file f
            """;

    private final JdbcClient jdbc;

    FileStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Files are compared one after the other, on whichever node.
    void oneAtATime() {
        jdbc.sql("lock table reconciliation.file in share row exclusive mode").update();
    }

    boolean has(BankFile file) {
        return count(file, "message = :message") > 0;
    }

    boolean overlaps(BankFile file) {
        return count(file, "since < :until and until > :since") > 0;
    }

    private long count(BankFile file, String condition) {
        return jdbc.sql(
                        "select count(*) from reconciliation.file where currency = :currency and "
                                + condition)
                .param("currency", file.currency().getCurrencyCode())
                .param("message", file.message())
                .param("since", Timestamp.from(file.since()))
                .param("until", Timestamp.from(file.until()))
                .query(Long.class)
                .single();
    }

    void keep(FileId id, BankFile file, Money books, String by, Instant now) {
        jdbc.sql(
                        """
                        insert into reconciliation.file
                            (id, message, currency, since, until, opening, closing, entries, books,
                             received_by, received_at)
                        values (:id, :message, :currency, :since, :until, :opening, :closing,
                                :entries, :books, :by, :now)
                        """)
                .param("id", id.uuid())
                .param("message", file.message())
                .param("currency", file.currency().getCurrencyCode())
                .param("since", Timestamp.from(file.since()))
                .param("until", Timestamp.from(file.until()))
                .param("opening", file.opening())
                .param("closing", file.closing())
                .param("entries", file.entries().size())
                .param("books", books.minor())
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
        keepEntries(id, file.entries());
    }

    private void keepEntries(FileId id, List<BankFile.Entry> entries) {
        jdbc.sql(
                        """
                        insert into reconciliation.entry (file, n, reference, amount, booked_at)
                        select :file, n, reference, amount, booked_at
                        from unnest(:references::text[], :amounts::bigint[],
                                    :times::timestamptz[]) with ordinality
                             as e (reference, amount, booked_at, n)
                        """)
                .param("file", id.uuid())
                .param(
                        "references",
                        entries.stream().map(BankFile.Entry::reference).toArray(String[]::new))
                .param("amounts", entries.stream().mapToLong(BankFile.Entry::amount).toArray())
                .param(
                        "times",
                        entries.stream()
                                .map(entry -> entry.bookedAt().toString())
                                .toArray(String[]::new))
                .update();
    }

    void matched(FileId id, int matched) {
        jdbc.sql("update reconciliation.file set matched = :matched where id = :id")
                .param("matched", matched)
                .param("id", id.uuid())
                .update();
    }

    /// All the bank ever wrote under these references.
    Map<String, List<Long>> entries(List<String> references, Currency currency) {
        var found = new HashMap<String, List<Long>>();
        jdbc.sql(
                        """
                        select e.reference, e.amount
                        from reconciliation.entry e join reconciliation.file f on f.id = e.file
                        where e.reference = any(:references) and f.currency = :currency
                        """)
                .param("references", references.toArray(String[]::new))
                .param("currency", currency.getCurrencyCode())
                .query(row -> {
                    found.computeIfAbsent(row.getString("reference"), _ -> new ArrayList<>())
                            .add(row.getLong("amount"));
                });
        return found;
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
        known.forEach(gone -> settle(gone, file, now));
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
                        .query(FileStore::item)
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

    private void settle(Item item, FileId by, Instant now) {
        jdbc.sql(
                        """
                        update reconciliation.item
                        set state = 'SETTLED', settled_by = :by, settled_at = :now
                        where id = :id
                        """)
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

    List<BankFiles.Received> files(int most) {
        return jdbc.sql(FILES + " order by f.until desc, f.received_at desc limit :most")
                .param("most", most)
                .query(FileStore::file)
                .list();
    }

    BankFiles.Received file(FileId id) {
        return jdbc.sql(FILES + " where f.id = :id")
                .param("id", id.uuid())
                .query(FileStore::file)
                .single();
    }

    List<Item> open(int most) {
        return jdbc.sql(
                        """
                        select * from reconciliation.item where state = 'OPEN'
                        order by found_at, reference limit :most
                        """)
                .param("most", most)
                .query(FileStore::item)
                .list();
    }

    Optional<Item> find(ItemId id) {
        return jdbc.sql("select * from reconciliation.item where id = :id")
                .param("id", id.uuid())
                .query(FileStore::item)
                .optional();
    }

    private static BankFiles.Received file(ResultSet row, int n) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        return new BankFiles.Received(
                new FileId(row.getObject("id", UUID.class)),
                row.getString("message"),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("until").toInstant(),
                new Money(row.getLong("opening"), currency),
                new Money(row.getLong("closing"), currency),
                new Money(row.getLong("books"), currency),
                row.getInt("entries"),
                row.getInt("matched"),
                row.getInt("open"),
                row.getTimestamp("received_at").toInstant());
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
