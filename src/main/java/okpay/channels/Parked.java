package okpay.channels;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import okpay.identity.AgentId;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseEvents;
import okpay.support.Cases;
import okpay.support.Conversations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What lies aside, put where it belongs by a person.
@Component
public class Parked {

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Conversations conversations;
    private final CaseEvents events;
    private final Placed placed;
    private final Clock clock;

    Parked(
            JdbcClient jdbc,
            Cases cases,
            Conversations conversations,
            CaseEvents events,
            Placed placed,
            Clock clock) {
        this.placed = placed;
        this.jdbc = jdbc;
        this.clock = clock;
        this.cases = cases;
        this.conversations = conversations;
        this.events = events;
    }

    /// Says in a case what somebody wrote. The desk reads the words; the customer reads that there
    /// were some, for they may be a stranger's.
    ///
    /// @param number of the case
    /// @return false when there is no such case, or somebody has seen to it before
    @Transactional
    public boolean put(Arrival it, String number, AgentId by) {
        var one = cases.numbered(number).map(cases::root);
        if (one.isEmpty() || !done(it.id())) {
            return false;
        }
        var words = it.words().isBlank() ? it.subject() : it.words();
        var key = "parked:" + it.id();
        conversations.say(
                one.get().conversation(),
                Body.Words.of("chat.signed.out", it.sender(), words),
                key);
        if (it.channel() == Channel.PHONE) {
            lies(it.id(), one.get(), key);
        }
        events.write(
                one.get().id(), Optional.of(by), CaseEvents.Kind.LETTER_PUT, it.id().toString());
        return true;
    }

    /// What was spoken is heard in the case, for a reason, and forgotten with it.
    private void lies(ArrivalId spoken, Case in, String key) {
        var line = conversations.written(in.conversation(), new Author.Okpay(), key).orElseThrow();
        placed.became(spoken, line);
    }

    /// A person has looked at it.
    ///
    /// @return false when somebody had before
    @Transactional
    public boolean done(ArrivalId id) {
        return jdbc.sql(
                                """
                                update channels.arrival set state = 'DONE', moved_at = :now
                                where id = :id and state = 'PARKED'
                                """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id.uuid())
                        .update()
                == 1;
    }

    /// What a person must look at, the oldest first.
    public List<Arrival> all() {
        return jdbc.sql(
                        "select "
                                + Arrivals.COLUMNS
                                + " from channels.arrival where state = 'PARKED'"
                                + " order by arrived_at limit "
                                + Arrivals.MOST)
                .query(Arrivals::row)
                .list();
    }
}
