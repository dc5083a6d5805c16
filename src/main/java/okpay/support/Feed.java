package okpay.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import okpay.identity.CustomerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Everything that was written, by the transactions that wrote it, for those who keep a copy (an
/// index). They may see a little twice.
@Component
public class Feed {

    private final JdbcClient jdbc;

    Feed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Words of a person.
    public record Said(ConversationId conversation, long seq, String text, Instant at) {}

    public record Opened(
            CaseId id,
            ConversationId conversation,
            String number,
            CustomerId customer,
            Instant at) {}

    /// Where one is in the rows; each row has a place of its own.
    ///
    /// @param tx the number of the transaction that wrote it
    public record Mark(long tx, UUID of, long seq) {

        /// Before everything that this transaction and later ones wrote.
        public static Mark before(long tx) {
            return new Mark(tx, new UUID(0, 0), -1);
        }
    }

    /// @param last where to go on
    public record Page<T>(List<T> rows, Mark last, boolean hasMore) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /// Every transaction before this one is over. Whoever reads everything from some number on, and
    /// the next time from what this said before, misses nothing.
    public long over() {
        return number("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
    }

    /// The number a transaction would have now.
    public long now() {
        return number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
    }

    // What is selected is not called tx: it would be what is sorted by, and no index knows it.

    /// Words of people; what the program said or showed is left out.
    public Page<Said> messages(Mark after, int most) {
        var rows =
                jdbc.sql(
                                """
                                select conversation, seq, body ->> 'text' as text, at,
                                       tx::text::bigint as wrote
                                from support.message
                                where (tx, conversation, seq) > (:tx::text::xid8, :of, :seq)
                                  and jsonb_exists(body, 'text')
                                order by tx, conversation, seq limit :most
                                """)
                        .param("tx", after.tx)
                        .param("of", after.of)
                        .param("seq", after.seq)
                        .param("most", most)
                        .query((row, _) ->
                                new Row<>(mark(row, "conversation", row.getLong("seq")), said(row)))
                        .list();
        return page(rows, after, most);
    }

    public Page<Opened> cases(Mark after, int most) {
        var rows =
                jdbc.sql(
                                """
                                select id, conversation, number, customer, opened_at,
                                       tx::text::bigint as wrote
                                from support.support_case
                                where (tx, id) > (:tx::text::xid8, :of)
                                order by tx, id limit :most
                                """)
                        .param("tx", after.tx)
                        .param("of", after.of)
                        .param("most", most)
                        .query((row, _) -> new Row<>(mark(row, "id", 0), opened(row)))
                        .list();
        return page(rows, after, most);
    }

    /// A stream that has something new.
    ///
    /// @param kind what is new: `conversation` (words), `case` (a step), `read` (a receipt),
    ///   `rewrite` (words changed or taken back)
    /// @param of `cv_…` or `cs_…`
    /// @param last the number of the latest thing in it
    public record Touched(String kind, String of, long last) {}

    /// In which conversations something was said or read, and to which cases something happened.
    ///
    /// @param since as [#over()] said before
    public List<Touched> touched(long since) {
        return jdbc.sql(
                        """
                        select 'conversation' as kind, conversation as of, max(seq) as last
                        from support.message where tx >= :since::text::xid8 group by conversation
                        union all
                        select 'case', case_id, max(seq)
                        from support.case_event where tx >= :since::text::xid8 group by case_id
                        union all
                        select 'rewrite', conversation, max(tx::text::bigint)
                        from support.rewrite where tx >= :since::text::xid8 group by conversation
                        union all
                        select 'read', conversation, max(tx::text::bigint)
                        from support.receipt where tx >= :since::text::xid8 group by conversation
                        """)
                .param("since", since)
                .query((row, _) -> {
                    var id = row.getObject("of", UUID.class);
                    var kind = row.getString("kind");
                    return new Touched(
                            kind,
                            kind.equals("case")
                                    ? new CaseId(id).toString()
                                    : new ConversationId(id).toString(),
                            row.getLong("last"));
                })
                .list();
    }

    private record Row<T>(Mark mark, T what) {}

    private static <T> Page<T> page(List<Row<T>> rows, Mark after, int most) {
        return new Page<>(
                rows.stream().map(Row::what).toList(),
                rows.isEmpty() ? after : rows.getLast().mark,
                rows.size() == most);
    }

    private static Mark mark(ResultSet row, String id, long seq) throws SQLException {
        return new Mark(row.getLong("wrote"), row.getObject(id, UUID.class), seq);
    }

    private long number(String sql) {
        return jdbc.sql(sql).query((row, _) -> row.getLong(1)).single();
    }

    private static Said said(ResultSet row) throws SQLException {
        var text = row.getString("text");
        return new Said(
                new ConversationId(row.getObject("conversation", UUID.class)),
                row.getLong("seq"),
                text == null ? "" : text,
                row.getTimestamp("at").toInstant());
    }

    private static Opened opened(ResultSet row) throws SQLException {
        return new Opened(
                new CaseId(row.getObject("id", UUID.class)),
                new ConversationId(row.getObject("conversation", UUID.class)),
                row.getString("number"),
                new CustomerId(row.getObject("customer", UUID.class)),
                row.getTimestamp("opened_at").toInstant());
    }
}
