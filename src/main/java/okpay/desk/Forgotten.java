package okpay.desk;

import okpay.support.CaseErased;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What is erased in a case is erased here, too: words somebody was about to say, that a second
/// person looked at, that hurt, or that somebody was told of. That they were there stays.
@Component
class Forgotten {

    private final JdbcClient jdbc;

    Forgotten(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    void on(CaseErased news) {
        var id = news.id().uuid();
        jdbc.sql("delete from desk.draft where case_id = :id").param("id", id).update();
        jdbc.sql("update desk.notice set detail = '' where case_id = :id").param("id", id).update();
        jdbc.sql(
                        """
                        update desk.held_reply set text = '', doubts = '', why = ''
                        where case_id = :id
                        """)
                .param("id", id)
                .update();
        jdbc.sql("update desk.strike set words = '' where conversation = :id")
                .param("id", news.conversation().uuid())
                .update();
    }
}
