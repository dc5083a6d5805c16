package okpay.casework;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import okpay.database.Turns;
import okpay.identity.AgentId;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Cases that have to do with each other, and stay cases of their own.
@Component
public class Links {

    private static final int MOST = 50;

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Clock clock;

    Links(JdbcClient jdbc, Cases cases, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.clock = clock;
    }

    /// How one case looks at the other.
    public enum Kind {
        RELATED,
        /// It happened because of the other one.
        CAUSED_BY,
        CAUSES,
        /// It is a part of the other one.
        PART_OF,
        HAS_PART;

        Kind back() {
            return switch (this) {
                case RELATED -> RELATED;
                case CAUSED_BY -> CAUSES;
                case CAUSES -> CAUSED_BY;
                case PART_OF -> HAS_PART;
                case HAS_PART -> PART_OF;
            };
        }

        /// Each link is kept once, in one direction.
        private boolean isKept() {
            return this == RELATED || this == CAUSED_BY || this == PART_OF;
        }
    }

    public record Link(Kind kind, Case other) {}

    /// What came of it.
    public enum Outcome {
        DONE,
        NO_SUCH_CASE,
        ITSELF,
        /// It would be a part, or a cause, of itself by a detour.
        A_CIRCLE,
        TOO_MANY
    }

    /// @param number of the other case: `C100042`
    @Transactional
    public Outcome link(CaseId id, Kind kind, String number, AgentId by) {
        var other = cases.numbered(number);
        if (other.isEmpty()) {
            return Outcome.NO_SUCH_CASE;
        }
        if (other.get().id().equals(id)) {
            return Outcome.ITSELF;
        }
        Turns.take(jdbc, "links of cases");
        var from = kind.isKept() ? id : other.get().id();
        var to = kind.isKept() ? other.get().id() : id;
        var kept = kind.isKept() ? kind : kind.back();
        if (of(id).size() >= MOST || of(other.get().id()).size() >= MOST) {
            return Outcome.TOO_MANY;
        }
        if (kept != Kind.RELATED && leads(to, from, kept)) {
            return Outcome.A_CIRCLE;
        }
        jdbc.sql(
                        """
                        insert into casework.link (source, target, kind, by, at)
                        select :from, :to, :kind, :by, :at where not exists (
                            select 1 from casework.link where kind = 'RELATED' and kind = :kind
                              and source = :to and target = :from)
                        on conflict do nothing
                        """)
                .param("from", from.uuid())
                .param("to", to.uuid())
                .param("kind", kept.name())
                .param("by", by.uuid())
                .param("at", Timestamp.from(clock.instant()))
                .update();
        return Outcome.DONE;
    }

    /// Whichever way it was made.
    @Transactional
    public void unlink(CaseId id, Kind kind, CaseId other) {
        jdbc.sql(
                        """
                        delete from casework.link
                        where (source = :id and target = :other and kind = :kind)
                           or (source = :other and target = :id and kind = :back)
                        """)
                .param("id", id.uuid())
                .param("other", other.uuid())
                .param("kind", kind.name())
                .param("back", kind.back().name())
                .update();
    }

    private record Row(Kind kind, CaseId other) {}

    /// Seen from this case, the oldest first.
    public List<Link> of(CaseId id) {
        var rows =
                jdbc.sql(
                                """
                                select source, target, kind from casework.link
                                where source = :id or target = :id order by at
                                """)
                        .param("id", id.uuid())
                        .query((row, _) -> {
                            var kind = Kind.valueOf(row.getString("kind"));
                            var source = row.getObject("source", UUID.class);
                            boolean isOurs = source.equals(id.uuid());
                            var other = isOurs ? row.getObject("target", UUID.class) : source;
                            return new Row(isOurs ? kind : kind.back(), new CaseId(other));
                        })
                        .list();
        return rows.stream()
                .map(it -> new Link(it.kind, cases.find(it.other).orElseThrow()))
                .toList();
    }

    /// Parts of this one that are not over.
    public List<Case> openParts(CaseId id) {
        return of(id).stream()
                .filter(it -> it.kind() == Kind.HAS_PART)
                .map(Link::other)
                .filter(it -> it.stage().isOpen() && it.mergedInto().isEmpty())
                .toList();
    }

    private boolean leads(CaseId from, CaseId to, Kind kind) {
        return jdbc.sql(
                        """
                        with recursive way as (
                            select target from casework.link where source = :from and kind = :kind
                            union
                            select l.target from way
                            join casework.link l on l.source = way.target and l.kind = :kind)
                        select exists (select 1 from way where target = :to)
                        """)
                .param("from", from.uuid())
                .param("to", to.uuid())
                .param("kind", kind.name())
                .query(Boolean.class)
                .single();
    }
}
