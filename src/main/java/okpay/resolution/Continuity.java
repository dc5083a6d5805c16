package okpay.resolution;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.identity.Owners;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Receipts;
import okpay.support.Receipts.Side;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// A customer who left before the answer came is told by a letter that it is there. Its words stay
/// in the app: a letter may be read by anybody who finds it.
@Component
public class Continuity {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Customers customers;
    private final Receipts receipts;
    private final Owners owners;
    private final Clock clock;

    Continuity(
            JdbcClient jdbc,
            Cases cases,
            Customers customers,
            Receipts receipts,
            Owners owners,
            Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.customers = customers;
        this.receipts = receipts;
        this.owners = owners;
        this.clock = clock;
    }

    /// An agent has answered. Several answers in a row are one letter, ten minutes after the first
    /// that was not read.
    @Transactional
    void answered(Case one, long seq) {
        if (SignedOut.isSignedOut(one)) {
            return;
        }
        jdbc.sql(
                        """
                        insert into resolution.unread_answer as old (case_id, seq, at)
                        values (:id, :seq, :now) on conflict (case_id) do update
                        set seq = :seq, at = :now where old.seq <= :read
                        """)
                .param("read", receipts.of(one.conversation(), Side.CUSTOMER).read())
                .param("id", one.id().uuid())
                .param("seq", seq)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// An answer was taken back before anybody read it.
    @Transactional
    void takenBack(Case one, long seq) {
        jdbc.sql("delete from resolution.unread_answer where case_id = :id and seq = :seq")
                .param("id", one.id().uuid())
                .param("seq", seq)
                .update();
    }

    /// The answers up to this one went to the customer by the way they wrote: there is nothing to
    /// tell them of.
    @Transactional
    public void reached(CaseId one, long seq) {
        jdbc.sql("delete from resolution.unread_answer where case_id = :id and seq <= :seq")
                .param("id", one.uuid())
                .param("seq", seq)
                .update();
    }

    private record Unread(CaseId id, long seq) {}

    @Scheduled(fixedDelayString = "${okpay.resolution.continuity-every:PT30S}")
    @Transactional
    public void tellWhoLeft() {
        var due =
                jdbc.sql(
                                """
                                delete from resolution.unread_answer where case_id in (
                                    select case_id from resolution.unread_answer
                                    where at <= :then order by at limit :most for update skip locked)
                                returning case_id, seq
                                """)
                        .param("then", Timestamp.from(clock.instant().minus(PATIENCE)))
                        .param("most", AT_ONCE)
                        .query((row, _) ->
                                new Unread(
                                        new CaseId(row.getObject("case_id", UUID.class)),
                                        row.getLong("seq")))
                        .list();
        due.forEach(this::tell);
    }

    private void tell(Unread it) {
        var one = cases.find(it.id).orElseThrow();
        if (receipts.of(one.conversation(), Side.CUSTOMER).read() >= it.seq) {
            return;
        }
        customers
                .find(one.customer())
                .ifPresent(owner -> owners.tell(owner, Letter.Kind.ANSWER_WAITS, one.number()));
    }
}
