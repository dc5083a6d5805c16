package okpay.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.ledger.Command.Ride;
import okpay.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Four eyes: one person proposes, another approves, the books write once.
///
/// Self-approval, replay and race are refused here and once more by the database (`two_people`), so
/// no screen can get around it.
@Component
public class Proposals {

    private static final String COLUMNS =
            "id, amount, currency, about, why, proposed_by, proposed_at, state, decided_by,"
                    + " decided_at, note";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Ledger ledger;
    private final Clock clock;
    private final Rider<Word> word = this::write;

    Proposals(JdbcClient jdbc, JsonMapper json, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// What came of a decision.
    public sealed interface Decided {
        record Done(Proposal proposal) implements Decided {}

        record Refused(Refusal reason) implements Decided {}
    }

    /// Writes down what somebody asks for; nothing is booked yet. The same key gives the first
    /// proposal.
    ///
    /// @param amount what the second person sees
    /// @param why 1 to 500 characters
    @Transactional
    public Proposal propose(Order order, Money amount, String who, String why) {
        var id = ProposalId.next();
        jdbc.sql(
                        """
                        insert into ledger.proposal (id, step, chain, amount, currency, about, why,
                            proposed_by, proposed_at, state)
                        values (:id, :step, :chain::jsonb, :amount, :currency, :about, :why,
                            :who, :now, 'PROPOSED')
                        on conflict (about, step) do nothing
                        """)
                .param("id", id.uuid())
                .param("step", order.step())
                .param(
                        "chain",
                        json.writerFor(new TypeReference<List<Instruction>>() {})
                                .writeValueAsString(order.chain()))
                .param("amount", amount.minor())
                .param("currency", amount.currency().getCurrencyCode())
                .param("about", order.about())
                .param("why", why)
                .param("who", who)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from ledger.proposal where about = :about and step = :step")
                .param("about", order.about())
                .param("step", order.step())
                .query(Proposals::row)
                .single();
    }

    /// Books what was proposed, on the word of a second person.
    public Decided approve(ProposalId id, String who) {
        return approve(id, who, List.of());
    }

    /// Books what was proposed, with rows of the caller's in the same transaction.
    public <T> Decided approve(ProposalId id, String who, T what, Rider<T> rider) {
        return approve(id, who, List.of(new Ride<>(rider, what)));
    }

    private Decided approve(ProposalId id, String who, List<Ride<?>> others) {
        var found = asked(id, "");
        if (found.isEmpty()) {
            return new Decided.Refused(Refusal.NOT_FOUND);
        }
        var proposal = found.get().proposal();
        if (proposal.proposedBy().equals(who)) {
            return new Decided.Refused(Refusal.SAME_PERSON);
        }
        if (!proposal.state().leadsTo(Proposal.State.BOOKED)) {
            return new Decided.Refused(Refusal.ALREADY_DECIDED);
        }
        var authority = Authority.of(new Authority.TwoPeople(id, proposal.proposedBy(), who));
        var rides = new ArrayList<Ride<?>>(others);
        rides.add(new Ride<>(word, new Word(id, who)));
        try {
            return switch (ledger.book(found.get().order(), authority, rides)) {
                case Outcome.Booked _ -> bookedBy(id, who);
                case Outcome.Refused(var reason) -> new Decided.Refused(reason);
            };
        } catch (Overtaken _) {
            return new Decided.Refused(Refusal.ALREADY_DECIDED);
        }
    }

    /// Of several who approved at the same moment, one was first.
    private Decided bookedBy(ProposalId id, String who) {
        var now = find(id).orElseThrow();
        return now.decidedBy().filter(who::equals).isPresent()
                ? new Decided.Done(now)
                : new Decided.Refused(Refusal.ALREADY_DECIDED);
    }

    private record Word(ProposalId id, String who) {}

    private static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void write(List<Rider.Ridden<Word>> words) {
        for (var word : words) {
            var id = word.what().id();
            switch (word.outcome()) {
                case Outcome.Booked _ -> decide(id, Proposal.State.BOOKED, word.what().who(), "");
                case Outcome.Refused(var reason) ->
                        decide(id, Proposal.State.FAILED, word.what().who(), reason.name());
            }
        }
    }

    /// Turns a proposal down; the proposer may also take it back this way.
    @Transactional
    public Decided turnDown(ProposalId id, String who, String note) {
        var locked = asked(id, " for update");
        if (locked.isEmpty()) {
            return new Decided.Refused(Refusal.NOT_FOUND);
        }
        if (!locked.get().proposal().state().leadsTo(Proposal.State.TURNED_DOWN)) {
            return new Decided.Refused(Refusal.ALREADY_DECIDED);
        }
        decide(id, Proposal.State.TURNED_DOWN, who, note);
        return new Decided.Done(find(id).orElseThrow());
    }

    /// What was proposed is no longer possible: somebody tried to approve it, and nothing was
    /// booked. Only the proposer's word and somebody else's end a proposal, so the proposer's own
    /// try leaves it open.
    @Transactional
    public void overtaken(ProposalId id, String who) {
        asked(id, " for update")
                .filter(asked -> asked.proposal().state() == Proposal.State.PROPOSED)
                .filter(asked -> !asked.proposal().proposedBy().equals(who))
                .ifPresent(_ -> decide(id, Proposal.State.FAILED, who, "OVERTAKEN"));
    }

    public Optional<Proposal> find(ProposalId id) {
        return jdbc.sql("select " + COLUMNS + " from ledger.proposal where id = :id")
                .param("id", id.uuid())
                .query(Proposals::row)
                .optional();
    }

    /// Those that wait for a second person, oldest first.
    public List<Proposal> open(int most) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from ledger.proposal where state = 'PROPOSED'"
                                + " order by proposed_at limit :most")
                .param("most", most)
                .query(Proposals::row)
                .list();
    }

    public List<Proposal> about(String about) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from ledger.proposal where about = :about"
                                + " order by proposed_at limit 100")
                .param("about", about)
                .query(Proposals::row)
                .list();
    }

    private record Asked(Proposal proposal, Order order) {}

    private Optional<Asked> asked(ProposalId id, String lock) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + ", step, chain from ledger.proposal where id = :id"
                                + lock)
                .param("id", id.uuid())
                .query((row, n) -> {
                    List<Instruction> chain =
                            json.readValue(row.getString("chain"), new TypeReference<>() {});
                    var proposal = row(row, n);
                    return new Asked(
                            proposal, new Order(proposal.about(), row.getString("step"), chain));
                })
                .optional();
    }

    private void decide(ProposalId id, Proposal.State state, String who, String note) {
        int decided =
                jdbc.sql(
                                """
                                update ledger.proposal
                                set state = :state, decided_by = :who, decided_at = :now,
                                    note = :note
                                where id = :id and state = 'PROPOSED'
                                """)
                        .param("state", state.name())
                        .param("who", who)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("note", note)
                        .param("id", id.uuid())
                        .update();
        if (decided != 1) {
            throw new Overtaken();
        }
    }

    private static Proposal row(ResultSet row, int n) throws SQLException {
        return new Proposal(
                new ProposalId(row.getObject("id", UUID.class)),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                row.getString("about"),
                row.getString("why"),
                row.getString("proposed_by"),
                row.getTimestamp("proposed_at").toInstant(),
                Proposal.State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("decided_by")),
                Optional.ofNullable(row.getTimestamp("decided_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString("note")));
    }
}
