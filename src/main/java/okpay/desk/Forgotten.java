package okpay.desk;

import java.sql.Timestamp;
import java.time.Clock;
import okpay.support.CaseErased;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What is erased in a case is erased here, too: words somebody was about to say, that a second
/// person looked at, that hurt, or that somebody was told of. That they were there stays.
@Component
class Forgotten {

    private final JdbcClient jdbc;
    private final Clock clock;

    Forgotten(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @EventListener
    void on(CaseErased news) {
        var id = news.id().uuid();
        jdbc.sql("delete from desk.draft where case_id = :id").param("id", id).update();
        // Those of the others name a promise or a stage, and no words.
        jdbc.sql(
                        """
                        update desk.notice set detail = '' where case_id = :id
                          and kind not in ('HALF', 'NEAR', 'AN_HOUR_LATE', 'WATCHED')
                        """)
                .param("id", id)
                .update();
        jdbc.sql(
                        """
                        update desk.held_reply set text = '', doubts = '', why = '',
                            decided_at = coalesce(decided_at, :now),
                            state = case when state = 'WAITING' then 'WITHDRAWN' else state end
                        where case_id = :id
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
        jdbc.sql("update desk.strike set words = '' where conversation = :id")
                .param("id", news.conversation().uuid())
                .update();
    }
}
