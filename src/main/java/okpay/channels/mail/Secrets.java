package okpay.channels.mail;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import okpay.database.Turns;
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

    /// Uses a secret that may be another after it: one after the other, on all nodes.
    ///
    /// @param first what it was before anybody used it
    /// @param use with what it is now
    /// @param next what it is from then on, where that was told
    @Transactional
    public <T> T renew(
            String name,
            String first,
            Function<String, T> use,
            Function<T, Optional<String>> next) {
        Turns.take(jdbc, name);
        var told = use.apply(find(name).orElse(first));
        next.apply(told).ifPresent(it -> put(name, it));
        return told;
    }

    private Optional<String> find(String name) {
        return jdbc.sql("select value from channels.secret where name = :name")
                .param("name", name)
                .query((row, _) -> new String(row.getBytes("value"), StandardCharsets.UTF_8))
                .optional();
    }

    private void put(String name, String value) {
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
