package okpay.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import okpay.support.Case;
import okpay.support.ConversationId;
import okpay.support.Stage;
import okpay.support.Tags;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Abusive words. The first time we ask to stay civil; from the second on a supervisor decides who
/// goes on. Nobody is ever cut off from help with their own money.
@Component
public class Strikes {

    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final int LONGEST = 200;

    private final JdbcClient jdbc;
    private final Tags tags;
    private final Exposures exposures;
    private final Alerts alerts;
    private final Clock clock;

    Strikes(JdbcClient jdbc, Tags tags, Exposures exposures, Alerts alerts, Clock clock) {
        this.jdbc = jdbc;
        this.tags = tags;
        this.exposures = exposures;
        this.alerts = alerts;
        this.clock = clock;
    }

    /// @param seq the message
    /// @param words those that are abusive
    /// @return how often this customer was within 30 days, this time counted; the same message
    ///   counts once
    @Transactional
    public int add(Case one, long seq, String words) {
        var now = clock.instant();
        int fresh =
                jdbc.sql(
                                """
                                insert into desk.strike (conversation, seq, customer, words, at)
                                values (:id, :seq, :customer, :words, :now) on conflict do nothing
                                """)
                        .param("id", one.conversation().uuid())
                        .param("seq", seq)
                        .param("customer", one.customer().uuid())
                        .param("words", words.substring(0, Math.min(words.length(), LONGEST)))
                        .param("now", Timestamp.from(now))
                        .update();
        int count =
                jdbc.sql("select count(*) from desk.strike where customer = :who and at > :then")
                        .param("who", one.customer().uuid())
                        .param("then", Timestamp.from(now.minus(REMEMBERED)))
                        .query(Integer.class)
                        .single();
        if (fresh == 1) {
            tags.put(one.id(), Optional.empty(), Queue.HARD);
            one.assignee()
                    .filter(_ -> one.stage() == Stage.IN_PROGRESS)
                    .ifPresent(it -> exposures.begin(one.id(), it));
        }
        if (fresh == 1 && count > 1) {
            alerts.tellSupervisors(
                    one.id(),
                    Alerts.Kind.STRIKE,
                    words,
                    "strike:" + one.id() + ":" + seq,
                    Optional.empty());
        }
        return count;
    }

    /// The messages of a conversation that are shown blurred.
    public Set<Long> of(ConversationId id) {
        return Set.copyOf(
                jdbc.sql("select seq from desk.strike where conversation = :id")
                        .param("id", id.uuid())
                        .query(Long.class)
                        .list());
    }
}
