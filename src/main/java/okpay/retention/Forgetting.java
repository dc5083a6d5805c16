package okpay.retention;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import okpay.files.FileId;
import okpay.files.KeptFiles;
import okpay.id.Ids;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import okpay.support.Case;
import okpay.support.Erasing;
import okpay.support.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Erases what was said when its time is over or its customer asks for it, and keeps the proof.
@Component
public class Forgetting {

    private static final int AT_ONCE = 200;
    private static final int PAGE = 200;

    private final JdbcClient jdbc;
    private final Erasing erasing;
    private final KeptFiles files;
    private final LegalHolds holds;
    private final RetentionSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Forgetting(
            JdbcClient jdbc,
            Erasing erasing,
            KeptFiles files,
            LegalHolds holds,
            RetentionSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.erasing = erasing;
        this.files = files;
        this.holds = holds;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// What was erased, and why.
    ///
    /// @param by who did it because the customer asked; empty when its time was over
    /// @param digest SHA-256 over all of it
    public record Proof(
            String number,
            CustomerId of,
            Optional<AgentId> by,
            int messages,
            int files,
            String digest,
            Instant at) {}

    /// What came of a customer's wish to be forgotten.
    public sealed interface Outcome {
        /// @param cases how many were erased; those that are not over yet are kept
        record Done(int cases) implements Outcome {}

        /// A hold stands.
        record Held() implements Outcome {}
    }

    /// Every case is a transaction of its own: what is done stays done.
    @Scheduled(cron = "${okpay.retention.forget-at:0 20 4 * * *}")
    public void forgetWhatIsOver() {
        var before = clock.instant().minus(settings.words());
        List<Case> due;
        boolean isGoingOn = true;
        while (isGoingOn) {
            due = erasing.due(before, holds.held(), AT_ONCE);
            // A hold may have been put this very moment.
            long done =
                    due.stream()
                            .filter(it -> !holds.isHeld(it.customer()))
                            .filter(it -> forget(it, Optional.empty()))
                            .count();
            isGoingOn = due.size() == AT_ONCE && done > 0;
        }
    }

    /// A customer asks to be forgotten: what was said in their cases that are over.
    public Outcome forget(CustomerId customer, AgentId by) {
        if (holds.isHeld(customer)) {
            return new Outcome.Held();
        }
        long done = erasing.of(customer).stream().filter(it -> forget(it, Optional.of(by))).count();
        return new Outcome.Done(Math.toIntExact(done));
    }

    private boolean forget(Case one, Optional<AgentId> by) {
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    var erased = erasing.erase(one.id(), by);
                    erased.ifPresent(it -> prove(one, by, it));
                    return erased.isPresent();
                }));
    }

    private void prove(Case one, Optional<AgentId> by, Erasing.Erased erased) {
        int gone =
                erased.shown().stream()
                        .filter(it -> it.kind().equals(KeptFiles.KIND))
                        .map(Reference::id)
                        .map(FileId::read)
                        .flatMap(Optional::stream)
                        .mapToInt(files::forget)
                        .sum();
        jdbc.sql(
                        """
                        insert into retention.proof
                            (id, case_id, number, customer, reason, by, messages, files, digest, at)
                        values (:id, :caseId, :number, :customer, :reason, :by, :messages, :files,
                            :digest, :now)
                        """)
                .param("id", Ids.next())
                .param("caseId", one.id().uuid())
                .param("number", one.number())
                .param("customer", one.customer().uuid())
                .param("reason", by.isPresent() ? "ASKED_FOR" : "TIME_OVER")
                .param("by", by.map(AgentId::uuid).orElse(null))
                .param("messages", erased.messages())
                .param("files", gone)
                .param("digest", erased.digest())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// The latest first, at most 200.
    public List<Proof> proofs() {
        return jdbc.sql(
                        """
                        select number, customer, by, messages, files, digest, at from retention.proof
                        order by at desc, id desc limit :most
                        """)
                .param("most", PAGE)
                .query((row, _) ->
                        new Proof(
                                row.getString("number"),
                                new CustomerId(row.getObject("customer", UUID.class)),
                                Optional.ofNullable(row.getObject("by", UUID.class))
                                        .map(AgentId::new),
                                row.getInt("messages"),
                                row.getInt("files"),
                                row.getString("digest"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }
}
