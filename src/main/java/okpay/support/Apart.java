package okpay.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import okpay.identity.AgentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// A solved case that was opened again because an open one was put into it stands as it stood when
/// that one is taken out again, if nothing happened to it meanwhile.
@Component
class Apart {

    private final JdbcClient jdbc;
    private final CaseStore store;
    private final CaseEvents events;
    private final Rungs rungs;

    Apart(JdbcClient jdbc, CaseStore store, CaseEvents events, Rungs rungs) {
        this.jdbc = jdbc;
        this.store = store;
        this.events = events;
        this.rungs = rungs;
    }

    private record Before(
            Stage stage, Optional<AgentId> assignee, Instant movedAt, Instant openedAt, long seq) {}

    /// @param solved how it stood before `from` was put into it and opened it
    void remember(Case from, Case solved) {
        jdbc.sql(
                        """
                        insert into support.opened_by_merge
                            (case_id, into_id, stage, assignee, moved_at, opened_at, last_seq)
                        values (:id, :into, :stage, :assignee, :moved, :opened, :seq)
                        on conflict (case_id) do update set into_id = :into, stage = :stage,
                            assignee = :assignee, moved_at = :moved, opened_at = :opened,
                            last_seq = :seq
                        """)
                .param("id", from.id().uuid())
                .param("into", solved.id().uuid())
                .param("stage", solved.stage().name())
                .param("assignee", solved.assignee().map(AgentId::uuid).orElse(null))
                .param("moved", Timestamp.from(solved.movedAt()))
                .param("opened", Timestamp.from(store.find(solved.id()).orElseThrow().movedAt()))
                .param("seq", lastSeq(solved))
                .update();
    }

    /// @return whether it stands as before again
    boolean restore(Case from, Case into, AgentId agent) {
        var before = forget(from, into);
        var now = store.locked(into.id());
        // Another open one may lie in it by now.
        if (before.isEmpty()
                || !now.movedAt().equals(before.get().openedAt)
                || lastSeq(into) != before.get().seq
                || Stream.of(store.within(into.id()))
                        .map(it -> store.find(new CaseId(it)).orElseThrow())
                        .anyMatch(it -> it.stage().isOpen())) {
            return false;
        }
        var it = before.get();
        dropPromises(into, it.openedAt);
        store.move(into.id(), it.stage, it.assignee, it.movedAt);
        store.sort(into.id().uuid());
        events.write(into.id(), Optional.of(agent), CaseEvents.Kind.MOVED, it.stage.name());
        return true;
    }

    private Optional<Before> forget(Case from, Case into) {
        return jdbc.sql(
                        """
                        delete from support.opened_by_merge where case_id = :id and into_id = :into
                        returning stage, assignee, moved_at, opened_at, last_seq
                        """)
                .param("id", from.id().uuid())
                .param("into", into.id().uuid())
                .query(Apart::row)
                .optional();
    }

    /// What was promised only because it was open again.
    private void dropPromises(Case of, Instant since) {
        var made =
                jdbc.sql(
                                """
                                select id from support.promise
                                where case_id = :id and made_at >= :since
                                  and state in ('RUNNING', 'PAUSED')
                                  and kind in ('NEXT_UPDATE', 'RESOLUTION')
                                """)
                        .param("id", of.id().uuid())
                        .param("since", Timestamp.from(since))
                        .query((row, _) -> new PromiseId(row.getObject("id", UUID.class)))
                        .list();
        rungs.drop(made);
        jdbc.sql("delete from support.promise where id = any(:ids)")
                .param("ids", made.stream().map(PromiseId::uuid).toArray(UUID[]::new))
                .update();
    }

    /// The latest words of a person.
    private long lastSeq(Case of) {
        return jdbc.sql(
                        """
                        select coalesce(max(seq), 0) from support.message
                        where conversation = :id and author_kind <> 'OKPAY'
                        """)
                .param("id", of.conversation().uuid())
                .query(Long.class)
                .single();
    }

    private static Before row(ResultSet row, int n) throws SQLException {
        return new Before(
                Stage.valueOf(row.getString("stage")),
                Optional.ofNullable(row.getObject("assignee", UUID.class)).map(AgentId::new),
                row.getTimestamp("moved_at").toInstant(),
                row.getTimestamp("opened_at").toInstant(),
                row.getLong("last_seq"));
    }
}
