package okpay.disputes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.database.Turns;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import okpay.money.Money;
import okpay.wallet.PaymentId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of disputes and their steps.
@Component
class DisputeStore {

    private static final String SELECT =
            """
            select id, payment, customer, shop, amount, currency, reason, words, stage, regime, opened_at,
                   answer_due, credit_due, decision_due, credited, credit_ends, appeal_until,
                   settled, first_won, first_by, first_words
            from disputes.dispute
            """;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher news;

    DisputeStore(JdbcClient jdbc, ApplicationEventPublisher news) {
        this.jdbc = jdbc;
        this.news = news;
    }

    /// One thing at a time happens to a dispute, until the caller's transaction ends
    /// ([DisputeTurns]).
    Dispute lock(DisputeId id) {
        Turns.take(jdbc, "dispute " + id);
        return find(id).orElseThrow();
    }

    Optional<Dispute> find(DisputeId id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id.uuid())
                .query(DisputeStore::row)
                .optional();
    }

    List<Dispute> of(PaymentId payment) {
        return jdbc.sql(SELECT + "where payment = :payment order by opened_at, id")
                .param("payment", payment.uuid())
                .query(DisputeStore::row)
                .list();
    }

    List<Dispute> ofShop(String code, int most) {
        return jdbc.sql(SELECT + "where shop = :shop order by opened_at desc limit :most")
                .param("shop", code)
                .param("most", most)
                .query(DisputeStore::row)
                .list();
    }

    /// Those that wait for a decision, the most urgent first.
    List<Dispute> open(int most) {
        return jdbc.sql(
                        SELECT
                                + "where stage in ('OPENED', 'ANSWERED', 'APPEALED')"
                                + " order by decision_due, id limit :most")
                .param("most", most)
                .query(DisputeStore::row)
                .list();
    }

    /// Those a clock has something to do with.
    List<DisputeId> due(Instant now, int most) {
        return jdbc.sql(
                        """
                        select id from disputes.dispute
                        where (stage in ('OPENED', 'ANSWERED', 'APPEALED')
                               and (stage = 'OPENED' and answer_due <= :now
                                    or not credited and credit_due <= :now
                                    or not late and decision_due <= :now))
                           or (stage not in ('OPENED', 'ANSWERED', 'APPEALED') and not settled
                               and (credit_ends is null or credit_ends <= :now))
                        order by opened_at limit :most
                        """)
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query((row, n) -> new DisputeId(row.getObject("id", UUID.class)))
                .list();
    }

    void insert(Dispute one) {
        jdbc.sql(
                        """
                        insert into disputes.dispute (id, payment, customer, shop, amount, currency,
                            reason, words, stage, regime, opened_at, answer_due, credit_due,
                            decision_due)
                        values (:id, :payment, :customer, :shop, :amount, :currency, :reason, :words,
                            :stage, :regime, :now, :answer, :credit, :decision)
                        """)
                .param("id", one.id().uuid())
                .param("payment", one.payment().uuid())
                .param("customer", one.customer().uuid())
                .param("shop", one.shop().orElse(""))
                .param("amount", one.amount().minor())
                .param("currency", one.amount().currency().getCurrencyCode())
                .param("reason", one.reason().name())
                .param("words", one.words())
                .param("stage", one.stage().name())
                .param("regime", one.regime())
                .param("now", Timestamp.from(one.openedAt()))
                .param("answer", Timestamp.from(one.answerDue()))
                .param("credit", one.creditDue().map(Timestamp::from).orElse(null))
                .param("decision", Timestamp.from(one.decisionDue()))
                .update();
    }

    /// Goes on to another stage, and tells.
    void move(Dispute one, DisputeStage next, Dispute.Step step) {
        if (!one.stage().leadsTo(next)) {
            throw new IllegalStateException(
                    one.id() + " cannot go from " + one.stage() + " to " + next);
        }
        jdbc.sql("update disputes.dispute set stage = :stage where id = :id")
                .param("stage", next.name())
                .param("id", one.id().uuid())
                .update();
        add(one, step, next);
    }

    /// Something happened, and the stage stays.
    void add(Dispute one, Dispute.Step step) {
        add(one, step, one.stage());
    }

    private void add(Dispute one, Dispute.Step step, DisputeStage stage) {
        jdbc.sql(
                        """
                        insert into disputes.step (dispute, n, kind, words, at)
                        select :dispute, coalesce(max(n), 0) + 1, :kind, :words, :at
                        from disputes.step where dispute = :dispute
                        """)
                .param("dispute", one.id().uuid())
                .param("kind", step.kind().name())
                .param("words", step.words())
                .param("at", Timestamp.from(step.at()))
                .update();
        news.publishEvent(new DisputeMoved(one.id(), one.payment(), stage));
    }

    List<Dispute.Step> steps(DisputeId id) {
        return jdbc.sql("select kind, words, at from disputes.step where dispute = :id order by n")
                .param("id", id.uuid())
                .query((row, n) ->
                        new Dispute.Step(
                                Dispute.Step.Kind.valueOf(row.getString("kind")),
                                row.getString("words"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }

    void credited(DisputeId id) {
        set(id, "credited = true");
    }

    void late(DisputeId id) {
        set(id, "late = true");
    }

    void settled(DisputeId id) {
        set(id, "settled = true");
    }

    /// Who decided it before.
    Optional<AgentId> decider(DisputeId id) {
        return jdbc.sql(
                        """
                        select decided_by from disputes.dispute
                        where id = :id and decided_by is not null
                        """)
                .param("id", id.uuid())
                .query((row, n) -> new AgentId(row.getObject("decided_by", UUID.class)))
                .optional();
    }

    private void set(DisputeId id, String what) {
        jdbc.sql("update disputes.dispute set %s where id = :id".formatted(what))
                .param("id", id.uuid())
                .update();
    }

    /// The first of two persons has spoken.
    void first(DisputeId id, Dispute.FirstWord word) {
        jdbc.sql(
                        """
                        update disputes.dispute
                        set first_won = :won, first_by = :by, first_words = :words where id = :id
                        """)
                .param("id", id.uuid())
                .param("won", word.won())
                .param("by", word.by().uuid())
                .param("words", word.words())
                .update();
    }

    /// Nobody has spoken yet: an appeal is looked at anew.
    void anew(DisputeId id, Instant decisionDue) {
        jdbc.sql(
                        """
                        update disputes.dispute
                        set first_won = null, first_by = null, first_words = '',
                            decision_due = :due, late = false, settled = false, credit_ends = null,
                            credit_due = null
                        where id = :id
                        """)
                .param("id", id.uuid())
                .param("due", Timestamp.from(decisionDue))
                .update();
    }

    void decided(
            DisputeId id, Optional<AgentId> by, Optional<Instant> ends, Optional<Instant> appeal) {
        jdbc.sql(
                        """
                        update disputes.dispute
                        set decided_by = :by, credit_ends = :ends, appeal_until = :appeal
                        where id = :id
                        """)
                .param("id", id.uuid())
                .param("by", by.map(AgentId::uuid).orElse(null))
                .param("ends", ends.map(Timestamp::from).orElse(null))
                .param("appeal", appeal.map(Timestamp::from).orElse(null))
                .update();
    }

    /// The credit is over.
    void ended(DisputeId id) {
        set(id, "credited = false, settled = true");
    }

    private static Dispute row(ResultSet row, int n) throws SQLException {
        return new Dispute(
                new DisputeId(row.getObject("id", UUID.class)),
                new PaymentId(row.getObject("payment", UUID.class)),
                new CustomerId(row.getObject("customer", UUID.class)),
                Optional.of(row.getString("shop")).filter(shop -> !shop.isEmpty()),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                DisputeReason.valueOf(row.getString("reason")),
                row.getString("words"),
                DisputeStage.valueOf(row.getString("stage")),
                row.getString("regime"),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("answer_due").toInstant(),
                moment(row, "credit_due"),
                row.getTimestamp("decision_due").toInstant(),
                row.getBoolean("credited"),
                moment(row, "credit_ends"),
                moment(row, "appeal_until"),
                row.getBoolean("settled"),
                first(row));
    }

    private static Optional<Dispute.FirstWord> first(ResultSet row) throws SQLException {
        var by = row.getObject("first_by", UUID.class);
        return by == null
                ? Optional.empty()
                : Optional.of(
                        new Dispute.FirstWord(
                                row.getBoolean("first_won"),
                                new AgentId(by),
                                row.getString("first_words")));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
