package okpay.channels.mail;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Secrets that others change from time to time, the same on every node.
@Component
class Secrets {

    private final JdbcClient jdbc;

    Secrets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> find(String name) {
        return jdbc.sql("select value from channels.secret where name = :name")
                .param("name", name)
                .query((row, _) -> new String(row.getBytes("value"), StandardCharsets.UTF_8))
                .optional();
    }

    @Transactional
    public void put(String name, String value) {
        jdbc.sql(
                        """
                        insert into channels.secret (name, value) values (:name, :value)
                        on conflict (name) do update set value = :value
                        """)
                .param("name", name)
                .param("value", value.getBytes(StandardCharsets.UTF_8))
                .update();
    }
}
