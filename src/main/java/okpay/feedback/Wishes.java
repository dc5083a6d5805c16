package okpay.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import okpay.id.Ids;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.identity.Owners;
import okpay.support.Conversations;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What people tell us to do better. Whoever told us hears what became of it: that it is there now,
/// because they told us, or why it will not come.
@Component
public class Wishes {

    public static final int LONGEST = 2_000;

    /// So much of somebody's words is repeated in a letter about them.
    public static final int IN_A_LETTER = 60;

    private static final int LONGEST_ANSWER = 1_000;
    private static final int A_DAY = 10;
    private static final int PAGE = 50;

    private final JdbcClient jdbc;
    private final Customers customers;
    private final Owners owners;
    private final SaidInPublic said;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Wishes(
            JdbcClient jdbc,
            Customers customers,
            Owners owners,
            SaidInPublic said,
            ApplicationEventPublisher news,
            Clock clock) {
        this.news = news;
        this.said = said;
        this.jdbc = jdbc;
        this.customers = customers;
        this.owners = owners;
        this.clock = clock;
    }

    public enum Kind {
        IDEA,
        PROBLEM,
        PRAISE
    }

    /// The life of a wish. A step that is not drawn here cannot be taken.
    public enum State {
        NEW,
        PLANNED,
        /// It is there now.
        SHIPPED,
        DECLINED;

        private static final Map<State, Set<State>> NEXT =
                Map.of(
                        NEW, EnumSet.of(PLANNED, SHIPPED, DECLINED),
                        PLANNED, EnumSet.of(SHIPPED, DECLINED),
                        DECLINED, EnumSet.of(PLANNED));

        public boolean leadsTo(State next) {
            return NEXT.getOrDefault(this, Set.of()).contains(next);
        }
    }

    /// @param of empty when it was said in public, by nobody we know
    /// @param voice what was said in public, where it was
    /// @param picture of the screen, as the room of files calls it; empty without one
    /// @param screen where they were
    /// @param answer what we told them
    public record Wish(
            UUID id,
            Optional<CustomerId> of,
            Optional<UUID> voice,
            Kind kind,
            String words,
            String picture,
            String screen,
            String device,
            State state,
            String answer,
            Instant at) {}

    /// What somebody says.
    public record Told(Kind kind, String words, String picture, String screen, String device) {}

    public enum Reason {
        EMPTY,
        TOO_LONG,
        /// Ten a day.
        TOO_MANY
    }

    /// @return why not, or nothing when it was taken
    @Transactional
    public Optional<Reason> tell(CustomerId of, Told told) {
        var words = Conversations.tidy(told.words);
        if (words.isEmpty()) {
            return Optional.of(Reason.EMPTY);
        }
        if (words.length() > LONGEST) {
            return Optional.of(Reason.TOO_LONG);
        }
        var now = clock.instant();
        if (countSince(of, now.minus(Duration.ofDays(1))) >= A_DAY) {
            return Optional.of(Reason.TOO_MANY);
        }
        jdbc.sql(
                        """
                        insert into feedback.wish
                            (id, customer, kind, words, picture, screen, device, state, at, moved_at)
                        values (:id, :of, :kind, :words, :picture, :screen, :device, 'NEW', :now, :now)
                        """)
                .param("id", Ids.next())
                .param("of", of.uuid())
                .param("kind", told.kind.name())
                .param("words", words)
                .param("picture", told.picture)
                .param("screen", cut(told.screen, 120))
                .param("device", cut(told.device, 200))
                .param("now", Timestamp.from(now))
                .update();
        return Optional.empty();
    }

    /// Somebody said it in public; said once more in other words, it is read anew.
    ///
    /// @param voice names what was said
    @Transactional
    public void heard(UUID voice, Kind kind, String words, String device) {
        var tidy = cut(Conversations.tidy(words), LONGEST);
        if (tidy.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into feedback.wish
                            (id, voice, kind, words, device, state, at, moved_at)
                        values (:id, :voice, :kind, :words, :device, 'NEW', :now, :now)
                        on conflict (voice) do update
                        set kind = :kind, words = :words, theme = null, state = 'NEW', answer = '',
                            moved_at = :now, moved_by = null
                        where wish.words <> :words or wish.kind <> :kind
                        """)
                .param("id", Ids.next())
                .param("voice", voice)
                .param("kind", kind.name())
                .param("words", tidy)
                .param("device", cut(device, 200))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// Goes on to another state. Once it is there, or will not come, whoever told us hears of it.
    ///
    /// @param answer in the customer's language; needed for what they hear
    /// @return false when that step is not drawn, or they would hear nothing
    @Transactional
    public boolean move(UUID id, State next, String answer, AgentId by) {
        var wish = locked(id);
        var tidy = Conversations.tidy(answer);
        boolean isTold = next == State.SHIPPED || next == State.DECLINED;
        if (wish.isEmpty()
                || !wish.get().state.leadsTo(next)
                || tidy.length() > LONGEST_ANSWER
                || (isTold && tidy.isEmpty())
                || (isTold && !mayBeSaid(wish.get(), tidy))) {
            return false;
        }
        write(id, next, tidy, by);
        if (isTold) {
            answer(wish.get(), next, tidy);
        }
        return true;
    }

    /// What answers something said in public is read by everybody.
    boolean mayBeSaid(Wish wish, String answer) {
        return wish.voice.map(it -> said.mayBeSaid(it, answer)).orElse(true);
    }

    private void write(UUID id, State next, String answer, AgentId by) {
        jdbc.sql(
                        """
                        update feedback.wish
                        set state = :state, answer = :answer, moved_at = :now, moved_by = :by
                        where id = :id
                        """)
                .param("state", next.name())
                .param("answer", answer)
                .param("now", Timestamp.from(clock.instant()))
                .param("by", by.uuid())
                .param("id", id)
                .update();
    }

    /// It is there now, with all else of a release.
    ///
    /// @param isTold whether this is what they hear of it by; one letter tells of all
    void ship(Wish wish, String answer, AgentId by, boolean isTold) {
        var tidy = cut(answer, LONGEST_ANSWER);
        write(wish.id, State.SHIPPED, tidy, by);
        if (isTold) {
            answer(wish, State.SHIPPED, tidy);
        }
    }

    private void answer(Wish wish, State next, String answer) {
        var kind = next == State.SHIPPED ? Letter.Kind.WISH_SHIPPED : Letter.Kind.WISH_DECLINED;
        wish.of
                .flatMap(customers::find)
                .ifPresent(it -> owners.tell(it, kind, cut(wish.words, IN_A_LETTER), answer));
        wish.voice.ifPresent(it -> news.publishEvent(new PublicWishAnswered(it, answer)));
    }

    /// The latest first.
    ///
    /// @param skip how many to leave out, for the next page
    public List<Wish> in(State state, int skip) {
        return jdbc.sql(
                        """
                        select * from feedback.wish where state = :state
                        order by at desc, id desc limit :most offset :skip
                        """)
                .param("state", state.name())
                .param("most", PAGE)
                .param("skip", Math.clamp(skip, 0, 10_000))
                .query(Wishes::row)
                .list();
    }

    /// Somebody's own, the latest first.
    public List<Wish> of(CustomerId of) {
        return jdbc.sql(
                        """
                        select * from feedback.wish where customer = :of order by at desc limit 20
                        """)
                .param("of", of.uuid())
                .query(Wishes::row)
                .list();
    }

    private Optional<Wish> locked(UUID id) {
        return jdbc.sql("select * from feedback.wish where id = :id for update")
                .param("id", id)
                .query(Wishes::row)
                .optional();
    }

    private long countSince(CustomerId of, Instant since) {
        return jdbc.sql("select count(*) from feedback.wish where customer = :of and at > :since")
                .param("of", of.uuid())
                .param("since", Timestamp.from(since))
                .query(Long.class)
                .single();
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    static Wish row(ResultSet row, int n) throws SQLException {
        return new Wish(
                row.getObject("id", UUID.class),
                Optional.ofNullable(row.getObject("customer", UUID.class)).map(CustomerId::new),
                Optional.ofNullable(row.getObject("voice", UUID.class)),
                Kind.valueOf(row.getString("kind")),
                row.getString("words"),
                row.getString("picture"),
                row.getString("screen"),
                row.getString("device"),
                State.valueOf(row.getString("state")),
                row.getString("answer"),
                row.getTimestamp("at").toInstant());
    }
}
