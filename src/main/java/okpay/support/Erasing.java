package okpay.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import okpay.id.Digests;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Forgets what people said in a case that is over: their words, what stood there before they
/// changed them, what was promised with them, and the notes of the desk. That there was a case, and
/// what happened to it, stays.
@Component
public class Erasing {

    private final JdbcClient jdbc;
    private final CaseStore store;
    private final CaseEvents events;
    private final ApplicationEventPublisher news;
    private final JsonMapper json;
    private final Clock clock;

    Erasing(
            JdbcClient jdbc,
            CaseStore store,
            CaseEvents events,
            ApplicationEventPublisher news,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.events = events;
        this.news = news;
        this.json = json;
        this.clock = clock;
    }

    /// @param messages how many were emptied
    /// @param shown what they showed from elsewhere, for whoever keeps that
    /// @param digest SHA-256 over all that was erased: whoever has a copy can prove that it was
    ///   this
    public record Erased(int messages, List<Reference> shown, String digest) {
        public Erased {
            shown = List.copyOf(shown);
        }
    }

    /// Cases that have been over since then and were not erased, the oldest first.
    ///
    /// @param but nobody of these
    public List<Case> due(Instant before, Set<CustomerId> but, int most) {
        return jdbc.sql(
                        CaseStore.SELECT
                                + """
                                 where stage in ('RESOLVED', 'CLOSED') and merged_into is null
                                   and erased_at is null and moved_at < :before
                                   and customer <> all(:but)
                                 order by moved_at limit :most
                                """)
                .param("before", Timestamp.from(before))
                .param("but", but.stream().map(CustomerId::uuid).toArray(UUID[]::new))
                .param("most", most)
                .query(CaseStore::row)
                .list();
    }

    /// All of a customer's that are over and were not erased.
    public List<Case> of(CustomerId customer) {
        return jdbc.sql(
                        CaseStore.SELECT
                                + """
                                 where customer = :customer and stage in ('RESOLVED', 'CLOSED')
                                   and merged_into is null and erased_at is null order by moved_at
                                """)
                .param("customer", customer.uuid())
                .query(CaseStore::row)
                .list();
    }

    /// With everything that was merged into it.
    ///
    /// @return empty when it is not over, lies in another one, or was erased before
    @Transactional
    public Optional<Erased> erase(CaseId id, Optional<AgentId> by) {
        var one = store.locked(id);
        if (one.stage().isOpen() || one.mergedInto().isPresent() || isErased(id)) {
            return Optional.empty();
        }
        var ids = new ArrayList<UUID>(List.of(store.within(id)));
        ids.add(id.uuid());
        var all = ids.toArray(UUID[]::new);
        var erased = emptied(all);
        forgetNotes(all);
        jdbc.sql(
                        """
                        update support.support_case set erased_at = :now, tx = pg_current_xact_id()
                        where id = any(:ids) returning id, number, conversation
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("ids", all)
                .query((row, _) ->
                        new CaseErased(
                                new CaseId(row.getObject("id", UUID.class)),
                                row.getString("number"),
                                new ConversationId(row.getObject("conversation", UUID.class))))
                .list()
                .forEach(news::publishEvent);
        events.write(id, by, CaseEvents.Kind.ERASED, Integer.toString(erased.messages));
        return Optional.of(erased);
    }

    private boolean isErased(CaseId id) {
        return jdbc.sql(
                        """
                        select erased_at is not null from support.support_case where id = :id
                        """)
                .param("id", id.uuid())
                .query(Boolean.class)
                .single();
    }

    /// Words of people, also those the program repeated.
    private Erased emptied(UUID[] cases) {
        var digest = Digests.sha256();
        var shown = new ArrayList<Reference>();
        var bodies =
                jdbc.sql(
                                """
                                with which as (
                                    select conversation, seq, body from support.message
                                    where conversation in (select conversation
                                            from support.support_case where id = any(:ids))
                                      and (author_kind <> 'OKPAY' or body ->> 'key' = 'chat.signed.out')
                                      and not jsonb_exists(body, 'erased')
                                    order by conversation, seq for update),
                                emptied as (
                                    update support.message m set body = :empty::jsonb,
                                        tx = pg_current_xact_id()
                                    from which w
                                    where m.conversation = w.conversation and m.seq = w.seq)
                                select body from which order by conversation, seq
                                """)
                        .param("ids", cases)
                        .param("empty", json.writeValueAsString(Written.of(new Body.Erased())))
                        .query((row, _) -> row.getString("body"))
                        .list();
        for (var it : bodies) {
            add(it, digest, shown);
        }
        // What was taken back was shown once, too.
        earlier(cases).forEach(it -> add(it, digest, shown));
        return new Erased(bodies.size(), shown, HexFormat.of().formatHex(digest.digest()));
    }

    private void add(String body, MessageDigest digest, List<Reference> shown) {
        digest.update(body.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        if (json.readValue(body, Written.class).body() instanceof Body.Shown(var what)) {
            shown.add(what);
        }
    }

    private List<String> earlier(UUID[] cases) {
        return jdbc.sql(
                        """
                        select body from support.rewrite where conversation in (
                            select conversation from support.support_case where id = any(:ids))
                        order by conversation, seq, n
                        """)
                .param("ids", cases)
                .query((row, _) -> row.getString("body"))
                .list();
    }

    private void forgetNotes(UUID[] cases) {
        jdbc.sql("update support.promise set why = '' where case_id = any(:ids)")
                .param("ids", cases)
                .update();
        jdbc.sql("delete from support.note where case_id = any(:ids)").param("ids", cases).update();
        jdbc.sql(
                        """
                        delete from support.rewrite where conversation in (
                            select conversation from support.support_case where id = any(:ids))
                        """)
                .param("ids", cases)
                .update();
    }
}
