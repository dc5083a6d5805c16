package okpay.channels.social;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.channels.Arrivals;
import okpay.channels.Channel;
import okpay.channels.Dispatches;
import okpay.channels.Phrases;
import okpay.channels.Ways;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.identity.Owners;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Which chats elsewhere are whose: a customer confirmed it in the app.
@Component
public class Bindings {

    private final JdbcClient jdbc;

    /// What was said before a chat was confirmed is taken along if it is not older.
    private static final Duration FRESH = Duration.ofDays(1);

    private final Ways ways;
    private final Arrivals arrivals;
    private final Customers customers;
    private final Owners owners;
    private final Phrases phrases;
    private final Dispatches dispatches;
    private final Invitations invitations;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Bindings(
            JdbcClient jdbc,
            Ways ways,
            Arrivals arrivals,
            Customers customers,
            Owners owners,
            Phrases phrases,
            Dispatches dispatches,
            Invitations invitations,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.ways = ways;
        this.arrivals = arrivals;
        this.customers = customers;
        this.owners = owners;
        this.phrases = phrases;
        this.dispatches = dispatches;
        this.invitations = invitations;
        this.news = news;
        this.clock = clock;
    }

    /// @param name by which they call themselves there; proves nothing
    public record Binding(
            Channel channel, String address, String name, CustomerId customer, Instant at) {}

    /// News: a chat is a customer's from now on.
    record Bound(Channel channel, String address) {}

    /// @return false when it is somebody's already
    @Transactional
    boolean bind(Channel channel, String address, String name, CustomerId customer) {
        boolean isNew =
                jdbc.sql(
                                        """
                                        insert into channels.binding
                                            (channel, address, name, customer, bound_at)
                                        values (:channel, :address, :name, :customer, :now)
                                        on conflict do nothing
                                        """)
                                .param("channel", channel.name())
                                .param("address", address)
                                .param("name", name)
                                .param("customer", customer.uuid())
                                .param("now", Timestamp.from(clock.instant()))
                                .update()
                        == 1;
        if (isNew) {
            invitations.forget(channel, address);
            arrivals.bound(channel, address, clock.instant().minus(FRESH));
            tell(customer, Letter.Kind.CHAT_CONNECTED, channel);
            news.publishEvent(new Bound(channel, address));
        }
        return isNew;
    }

    /// From now on nothing goes there, and what is said there is nobody's.
    ///
    /// @return false when it is not this customer's
    @Transactional
    public boolean release(CustomerId customer, Channel channel, String address) {
        int gone =
                jdbc.sql(
                                """
                                delete from channels.binding where channel = :channel
                                    and address = :address and customer = :customer
                                """)
                        .param("channel", channel.name())
                        .param("address", address)
                        .param("customer", customer.uuid())
                        .update();
        if (gone == 1) {
            invitations.forget(channel, address);
            ways.closed(channel, address);
            dispatches.drop(channel, address);
        }
        return gone == 1;
    }

    /// Whether what a customer is told may be said there, at this moment.
    boolean isOf(Channel channel, String address, CustomerId customer) {
        return find(channel, address).filter(it -> it.customer.equals(customer)).isPresent();
    }

    /// On every way we know: whoever did it may hold one of them.
    private void tell(CustomerId customer, Letter.Kind what, Channel channel) {
        customers
                .find(customer)
                .ifPresent(it ->
                        owners.tell(
                                it,
                                what,
                                phrases.say(it.language(), "channel." + channel, List.of()),
                                clock.instant()));
    }

    Optional<Binding> find(Channel channel, String address) {
        return jdbc.sql(
                        """
                        select channel, address, name, customer, bound_at from channels.binding
                        where channel = :channel and address = :address
                        """)
                .param("channel", channel.name())
                .param("address", address)
                .query(Bindings::row)
                .optional();
    }

    /// A customer's chats, the newest first.
    public List<Binding> of(CustomerId customer) {
        return jdbc.sql(
                        """
                        select channel, address, name, customer, bound_at from channels.binding
                        where customer = :customer order by bound_at desc
                        """)
                .param("customer", customer.uuid())
                .query(Bindings::row)
                .list();
    }

    private static Binding row(ResultSet row, int n) throws SQLException {
        return new Binding(
                Channel.valueOf(row.getString("channel")),
                row.getString("address"),
                row.getString("name"),
                new CustomerId(row.getObject("customer", UUID.class)),
                row.getTimestamp("bound_at").toInstant());
    }
}
