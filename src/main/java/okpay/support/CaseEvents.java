package okpay.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.id.Digests;
import okpay.identity.AgentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What happened to a case: written once, each line with the digest of the one before it, so that a
/// line taken away or changed shows.
@Component
public class CaseEvents {

    private static final String FIRST = "0".repeat(64);

    private final JdbcClient jdbc;
    private final CaseStore store;
    private final Clock clock;

    CaseEvents(JdbcClient jdbc, CaseStore store, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.clock = clock;
    }

    /// What can happen.
    public enum Kind {
        MOVED,
        ASSIGNED,
        RAISED,
        HURRIED,
        MERGED,
        UNMERGED,
        TAKEN_OUT,
        GIVEN_BACK,
        NOTED,
        NO_PROMISE,
        TAGGED,
        CAUSE,
        AGREED,
        REVEALED,
        LET_GO,
        KEPT_BACK,
        /// Somebody's reply was taken back before the customer read it.
        TAKEN_BACK,
        /// Its agent does not want to see it before a certain time.
        PUT_TO_SLEEP,
        /// What an agent promised got another time.
        POSTPONED,
        /// What was said was forgotten.
        ERASED,
        /// A letter of whom nothing is proven was put into it by hand.
        LETTER_PUT,
        /// Its customer said what it is about.
        TURNED_OUT,
        /// A colleague gave it to another.
        GIVEN
    }

    /// @param agent who did it; empty for OKPay or the customer
    /// @param detail in the words of the kind: a stage, a number, a tag, a reason
    public record Event(int seq, Instant at, Optional<AgentId> agent, Kind kind, String detail) {}

    @Transactional
    public void write(CaseId id, Optional<AgentId> agent, Kind kind, String detail) {
        // The case itself, like everybody who changes it: no two wait for each other.
        store.locked(id);
        var last =
                jdbc.sql(
                                """
                                select seq, digest from support.case_event
                                where case_id = :id order by seq desc limit 1
                                """)
                        .param("id", id.uuid())
                        .query((row, _) -> new Last(row.getInt("seq"), row.getString("digest")))
                        .optional()
                        .orElse(new Last(0, FIRST));
        var at = clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        var event = new Event(last.seq + 1, at, agent, kind, detail);
        jdbc.sql(
                        """
                        insert into support.case_event (case_id, seq, at, agent, kind, detail, digest)
                        values (:id, :seq, :at, :agent, :kind, :detail, :digest)
                        """)
                .param("id", id.uuid())
                .param("seq", event.seq)
                .param("at", Timestamp.from(at))
                .param("agent", agent.map(AgentId::uuid).orElse(null))
                .param("kind", kind.name())
                .param("detail", detail)
                .param("digest", digest(last.digest, id, event))
                .update();
    }

    private record Last(int seq, String digest) {}

    private record Line(Event event, String digest) {}

    public List<Event> of(CaseId id) {
        return lines(id).stream().map(Line::event).toList();
    }

    /// Who gave the case back into the queue, if nobody had it since.
    public Optional<AgentId> givenBackBy(CaseId id) {
        return jdbc.sql(
                        """
                        select agent from support.case_event g
                        where case_id = :id and kind = 'GIVEN_BACK' and not exists (
                            select 1 from support.case_event a where a.case_id = :id
                              and a.kind = 'ASSIGNED' and a.seq > g.seq)
                        order by seq desc limit 1
                        """)
                .param("id", id.uuid())
                .query((row, _) -> new AgentId(row.getObject("agent", UUID.class)))
                .optional();
    }

    /// Whether nobody changed what was written.
    public boolean isWhole(CaseId id) {
        var before = FIRST;
        int seq = 0;
        for (var line : lines(id)) {
            var digest = digest(before, id, line.event);
            if (line.event.seq != ++seq || !digest.equals(line.digest)) {
                return false;
            }
            before = digest;
        }
        return true;
    }

    private List<Line> lines(CaseId id) {
        return jdbc.sql(
                        """
                        select seq, at, agent, kind, detail, digest from support.case_event
                        where case_id = :id order by seq
                        """)
                .param("id", id.uuid())
                .query((row, _) ->
                        new Line(
                                new Event(
                                        row.getInt("seq"),
                                        row.getTimestamp("at").toInstant(),
                                        Optional.ofNullable(row.getObject("agent", UUID.class))
                                                .map(AgentId::new),
                                        Kind.valueOf(row.getString("kind")),
                                        row.getString("detail")),
                                row.getString("digest")))
                .list();
    }

    /// Each part with its length before it: no two lines read alike.
    private static String digest(String before, CaseId id, Event event) {
        var all = Digests.sha256();
        var parts =
                List.of(
                        before,
                        id.toString(),
                        Integer.toString(event.seq),
                        event.at.toString(),
                        event.agent.map(AgentId::toString).orElse(""),
                        event.kind.name(),
                        event.detail);
        for (var part : parts) {
            byte[] bytes = part.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            all.update(java.nio.ByteBuffer.allocate(4).putInt(bytes.length).array());
            all.update(bytes);
        }
        return HexFormat.of().formatHex(all.digest());
    }
}
