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
import java.util.UUID;
import okpay.identity.AgentId;
import okpay.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps the bank's files and their entries.
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
        return count(file, "withdrawn_at is null and message = :message") > 0;
    }

    boolean wasWithdrawn(BankFile file) {
        return count(file, "withdrawn_at is not null and message = :message") > 0;
    }

    boolean overlaps(BankFile file) {
        return count(file, "withdrawn_at is null and since < :until and until > :since") > 0;
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
                          and f.withdrawn_at is null
                        """)
                .param("references", references.toArray(String[]::new))
                .param("currency", currency.getCurrencyCode())
                .query(row -> {
                    found.computeIfAbsent(row.getString("reference"), _ -> new ArrayList<>())
                            .add(row.getLong("amount"));
                });
        return found;
    }

    /// @return false when it was withdrawn before
    boolean withdraw(FileId id, AgentId by, Instant now) {
        return jdbc.sql(
                                """
                                update reconciliation.file
                                set withdrawn_by = :by, withdrawn_at = :now, matched = 0
                                where id = :id and withdrawn_at is null
                                """)
                        .param("by", by.toString())
                        .param("now", Timestamp.from(now))
                        .param("id", id.uuid())
                        .update()
                == 1;
    }

    /// What a file named, and what was found open with it.
    List<String> references(FileId id) {
        return jdbc.sql(
                        """
                        select reference from reconciliation.entry where file = :id
                        union select reference from reconciliation.item where file = :id
                        """)
                .param("id", id.uuid())
                .query((row, n) -> row.getString("reference"))
                .list();
    }

    /// The spans that are covered, in order.
    List<Covered> covered(Currency currency) {
        return jdbc.sql(
                        """
                        select since, until from reconciliation.file
                        where currency = :currency and withdrawn_at is null order by since
                        """)
                .param("currency", currency.getCurrencyCode())
                .query((row, n) ->
                        new Covered(
                                row.getTimestamp("since").toInstant(),
                                row.getTimestamp("until").toInstant()))
                .list();
    }

    record Covered(Instant since, Instant until) {}

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
                row.getTimestamp("withdrawn_at") != null,
                row.getTimestamp("received_at").toInstant());
    }
}
