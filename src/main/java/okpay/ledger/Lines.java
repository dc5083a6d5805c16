package okpay.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The columns of a line in the books: one order of them for writing, sealing and reading again.
final class Lines {

    static final int COLUMNS = 15;

    static final String INSERT =
            """
            insert into ledger.transfer
                (id, debit, credit, amount, debit_seq, debit_after, credit_seq, credit_after,
                 event_at, fee, fee_to, fee_seq, fee_after, hold, reverses, purpose)
            select id, debit, credit, amount, debit_seq, debit_after, credit_seq, credit_after,
                   to_timestamp(event_at / 1e6::float8), nullif(fee, 0), nullif(fee_to, 0),
                   nullif(fee_seq, 0), case when fee <> 0 then fee_after end, nullif(hold, 0),
                   nullif(reverses, 0), purpose
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::text[])
                as n (id, debit, credit, amount, debit_seq, debit_after, credit_seq,
                      credit_after, event_at, fee, fee_to, fee_seq, fee_after, hold, reverses,
                      purpose)
            """;

    /// The same columns, read back.
    static final String SELECT =
            """
            select id, debit, credit, amount, debit_seq, debit_after, credit_seq, credit_after,
                   (extract(epoch from event_at) * 1000000)::bigint as event_at,
                   coalesce(fee, 0) as fee, coalesce(fee_to, 0) as fee_to,
                   coalesce(fee_seq, 0) as fee_seq, coalesce(fee_after, 0) as fee_after,
                   coalesce(hold, 0) as hold, coalesce(reverses, 0) as reverses, purpose
            from ledger.transfer
            """;

    private Lines() {}

    static long[] numbers(Sheet.Line line) {
        var move = line.move();
        return new long[] {
            line.position(),
            line.debit().id().number(),
            line.credit().id().number(),
            move.amount().minor(),
            line.debit().seq(),
            line.debit().posted(),
            line.credit().seq(),
            line.credit().posted(),
            micros(move.eventAt()),
            move.fee().map(fee -> fee.amount().minor()).orElse(0L),
            line.feeTo().map(account -> account.id().number()).orElse(0L),
            line.feeTo().map(Account::seq).orElse(0L),
            line.feeTo().map(Account::posted).orElse(0L),
            line.hold().map(HoldId::position).orElse(0L),
            move.reverses().map(TransferId::position).orElse(0L)
        };
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
