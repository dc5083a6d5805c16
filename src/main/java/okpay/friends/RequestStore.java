package okpay.friends;

import static okpay.database.Columns.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Requests as rows.
@Component
class RequestStore {

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final String SELECT =
            "select id, asker, payer, amount, currency, note, state, made_at, until"
                    + " from friends.request ";

    private final JdbcClient jdbc;

    RequestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Those made under a key.
    List<MoneyRequest> made(CustomerId asker, String key) {
        return jdbc.sql(SELECT + "where asker = :asker and client_key = :key order by id")
                .param("asker", asker.uuid())
                .param("key", key)
                .query(RequestStore::row)
                .list();
    }

    /// Each is a letter to somebody: counted whether it is paid, declined or taken back.
    boolean mayAsk(CustomerId asker, List<Customer> payers, Instant now, FriendSettings settings) {
        return jdbc.sql(
                        """
                        select count(*) + :more <= :most and not exists (
                            select 1 from friends.request
                            where asker = :asker and made_at > :since
                              and payer = any(:payers::uuid[])
                            group by payer having count(*) >= :toOne)
                        from friends.request where asker = :asker and made_at > :since
                        """)
                .param("more", payers.size())
                .param("most", settings.mostRequests())
                .param("asker", asker.uuid())
                .param("since", Timestamp.from(now.minus(A_DAY)))
                .param("payers", texts(payers, it -> it.id().uuid()))
                .param("toOne", settings.mostToOne())
                .query(Boolean.class)
                .single();
    }

    /// @param together what several of one bill have in common
    void insert(MoneyRequest request, @Nullable UUID together, String key) {
        jdbc.sql(
                        """
                        insert into friends.request (id, asker, payer, amount, currency, note,
                            split, state, client_key, made_at, until)
                        values (:id, :asker, :payer, :amount, :currency, :note, :split, 'OPEN', :key,
                            :now, :until)
                        """)
                .param("id", request.id().uuid())
                .param("asker", request.asker().uuid())
                .param("payer", request.payer().uuid())
                .param("amount", request.amount().minor())
                .param("currency", request.amount().currency().getCurrencyCode())
                .param("note", request.note())
                .param("split", together)
                .param("key", key)
                .param("now", Timestamp.from(request.madeAt()))
                .param("until", Timestamp.from(request.until()))
                .update();
    }

    List<MoneyRequest> of(CustomerId customer, boolean asked) {
        return jdbc.sql(
                        SELECT
                                + "where %s = :customer order by made_at desc, id limit 100"
                                        .formatted(asked ? "asker" : "payer"))
                .param("customer", customer.uuid())
                .query(RequestStore::row)
                .list();
    }

    Optional<MoneyRequest> find(RequestId id, CustomerId customer) {
        return jdbc.sql(SELECT + "where id = :id and :customer in (asker, payer)")
                .param("id", id.uuid())
                .param("customer", customer.uuid())
                .query(RequestStore::row)
                .optional();
    }

    /// @return false when it is over already, or not the customer's
    boolean end(RequestId id, CustomerId customer, MoneyRequest.State as) {
        return jdbc.sql(
                                """
                                update friends.request set state = :state
                                where id = :id and state = 'OPEN' and :customer in (asker, payer)
                                """)
                        .param("state", as.name())
                        .param("id", id.uuid())
                        .param("customer", customer.uuid())
                        .update()
                == 1;
    }

    private static MoneyRequest row(ResultSet row, int n) throws SQLException {
        return new MoneyRequest(
                new RequestId(row.getObject("id", UUID.class)),
                new CustomerId(row.getObject("asker", UUID.class)),
                new CustomerId(row.getObject("payer", UUID.class)),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                row.getString("note"),
                MoneyRequest.State.valueOf(row.getString("state")),
                row.getTimestamp("made_at").toInstant(),
                row.getTimestamp("until").toInstant());
    }
}
