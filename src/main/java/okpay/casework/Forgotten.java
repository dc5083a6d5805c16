package okpay.casework;

import okpay.support.CaseErased;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What is erased in a case is erased here, too: what was filled in and what was to be done. What
/// it belongs to, and why it happened, stays.
@Component
class Forgotten {

    private final JdbcClient jdbc;

    Forgotten(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    void on(CaseErased news) {
        var id = news.id().uuid();
        jdbc.sql("delete from casework.value where case_id = :id").param("id", id).update();
        jdbc.sql("delete from casework.item where case_id = :id").param("id", id).update();
    }
}
