package okpay.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes a decided [Sheet] down, set-wise: each account once, however many lines touch it.
@Component
class Journal {

    private final JdbcClient jdbc;

    Journal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void write(Sheet before, Sheet after, Authority authority, Instant now) {
        writeAccounts(
                after.accounts().values().stream()
                        .filter(account -> !account.equals(before.accounts().get(account.id())))
                        .toList());
        writeHolds(
                after.holds().values().stream()
                        .filter(hold -> !hold.equals(before.holds().get(hold.id())))
                        .toList(),
                now);
        writeLines(after.lines(), authority, now);
    }

    private void writeAccounts(Collection<Account> changed) {
        if (changed.isEmpty()) {
            return;
        }
        int written =
                jdbc.sql(
                                """
                                update ledger.account a
                                set posted = n.posted, held = n.held, seq = n.seq
                                from unnest(:ids::uuid[], :posted::bigint[], :held::bigint[],
                                            :seqs::bigint[]) as n (id, posted, held, seq)
                                where a.id = n.id
                                """)
                        .param("ids", strings(changed, account -> account.id().uuid()))
                        .param("posted", longs(changed, Account::posted))
                        .param("held", longs(changed, Account::held))
                        .param("seqs", longs(changed, Account::seq))
                        .update();
        if (written != changed.size()) {
            throw new IllegalStateException(
                    "Wrote " + written + " of " + changed.size() + " accounts");
        }
    }

    private void writeHolds(Collection<Hold> changed, Instant now) {
        if (changed.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into ledger.hold
                            (id, account, amount, currency, state, expires_at, about, opened_at,
                             ended_at)
                        select id, account, amount, currency, state, expires_at, about, :now,
                               case when state <> 'OPEN' then :now::timestamptz end
                        from unnest(:ids::uuid[], :accounts::uuid[], :amounts::bigint[],
                                    :currencies::text[], :states::text[], :expiries::timestamptz[],
                                    :abouts::text[])
                            as n (id, account, amount, currency, state, expires_at, about)
                        on conflict (id) do update set state = excluded.state, ended_at = :now
                        """)
                .param("now", Timestamp.from(now))
                .param("ids", strings(changed, hold -> hold.id().uuid()))
                .param("accounts", strings(changed, hold -> hold.account().uuid()))
                .param("amounts", longs(changed, hold -> hold.amount().minor()))
                .param("currencies", strings(changed, hold -> hold.amount().currency()))
                .param("states", strings(changed, Hold::state))
                .param("expiries", strings(changed, Hold::expiresAt))
                .param("abouts", strings(changed, Hold::about))
                .update();
    }

    private void writeLines(List<Sheet.Line> lines, Authority authority, Instant now) {
        if (lines.isEmpty()) {
            return;
        }
        var people = authority.people();
        jdbc.sql(
                        """
                        insert into ledger.transfer
                            (id, request, debit, credit, amount, currency, purpose, about, hold,
                             debit_seq, debit_after, credit_seq, credit_after, event_at, posted_at,
                             proposal, proposed_by, approved_by)
                        select id, request, debit, credit, amount, currency, purpose, about, hold,
                               debit_seq, debit_after, credit_seq, credit_after, event_at, :now,
                               :proposal::uuid, :proposer::text, :approver::text
                        from unnest(:ids::uuid[], :requests::text[], :debits::uuid[],
                                    :credits::uuid[], :amounts::bigint[], :currencies::text[],
                                    :purposes::text[], :abouts::text[], :holds::uuid[],
                                    :dseqs::bigint[], :dafters::bigint[], :cseqs::bigint[],
                                    :cafters::bigint[], :events::timestamptz[])
                            as n (id, request, debit, credit, amount, currency, purpose, about, hold,
                                  debit_seq, debit_after, credit_seq, credit_after, event_at)
                        """)
                .param("now", Timestamp.from(now))
                .param("proposal", people.map(two -> two.proposal().uuid().toString()).orElse(null))
                .param("proposer", people.map(Authority.TwoPeople::proposer).orElse(null))
                .param("approver", people.map(Authority.TwoPeople::approver).orElse(null))
                .param("ids", strings(lines, Sheet.Line::id))
                .param("requests", strings(lines, Sheet.Line::request))
                .param("debits", strings(lines, line -> line.debit().id().uuid()))
                .param("credits", strings(lines, line -> line.credit().id().uuid()))
                .param("amounts", longs(lines, line -> line.move().amount().minor()))
                .param("currencies", strings(lines, line -> line.move().amount().currency()))
                .param("purposes", strings(lines, line -> line.move().purpose()))
                .param("abouts", strings(lines, line -> line.move().about()))
                .param(
                        "holds",
                        lines.stream()
                                .map(line ->
                                        line.hold().map(id -> id.uuid().toString()).orElse(null))
                                .toArray(String[]::new))
                .param("dseqs", longs(lines, line -> line.debit().seq()))
                .param("dafters", longs(lines, line -> line.debit().posted()))
                .param("cseqs", longs(lines, line -> line.credit().seq()))
                .param("cafters", longs(lines, line -> line.credit().posted()))
                .param("events", strings(lines, line -> line.move().eventAt()))
                .update();
    }

    private static <T> String[] strings(Collection<T> things, Function<T, Object> of) {
        return things.stream().map(of).map(Objects::toString).toArray(String[]::new);
    }

    private static <T> Long[] longs(Collection<T> things, Function<T, Long> of) {
        return things.stream().map(of).toArray(Long[]::new);
    }
}
