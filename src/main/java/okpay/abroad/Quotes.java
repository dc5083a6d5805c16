package okpay.abroad;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.CustomerId;
import okpay.money.Money;
import okpay.wallet.PaymentId;
import okpay.wallet.Wallets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What sending abroad costs: asked by anybody, promised to a customer for half an hour.
@Component
public class Quotes {

    private final JdbcClient jdbc;
    private final Corridors corridors;
    private final Rates rates;
    private final WorkingDays days;
    private final Wallets wallets;
    private final AbroadSettings settings;
    private final Clock clock;

    Quotes(
            JdbcClient jdbc,
            Corridors corridors,
            Rates rates,
            WorkingDays days,
            Wallets wallets,
            AbroadSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.corridors = corridors;
        this.rates = rates;
        this.days = days;
        this.wallets = wallets;
        this.settings = settings;
        this.clock = clock;
    }

    /// Whether we would send this there, and for what.
    public sealed interface Asked permits Offered, NotOffered {}

    public record Offered(Offer offer) implements Asked {}

    public record NotOffered(Reason reason) implements Asked {}

    public enum Reason {
        /// We do not send to that country.
        COUNTRY_NOT_SERVED,
        /// Nobody has told us the price of its currency.
        NO_RATE_NOW,
        LESS_THAN_WE_SEND,
        MORE_THAN_WE_SEND
    }

    /// @param country ISO 3166-1, two letters
    /// @param send in CNY
    public Asked ask(String country, Money send) {
        var corridor = corridors.find(country);
        if (corridor.isEmpty()) {
            return new NotOffered(Reason.COUNTRY_NOT_SERVED);
        }
        if (corridor.get().least().exceeds(send)) {
            return new NotOffered(Reason.LESS_THAN_WE_SEND);
        }
        if (send.exceeds(corridor.get().most())
                || send.plus(corridor.get().fee()).exceeds(wallets.mostAtOnce(Corridors.FROM))) {
            return new NotOffered(Reason.MORE_THAN_WE_SEND);
        }
        // Whoever pays at the last moment of the promise shall find it kept.
        var arrives = days.arrival(corridor.get(), clock.instant().plus(settings.quoteLasts()));
        return rates.of(corridor.get().currency())
                .map(mid -> Offer.of(corridor.get(), send, mid, arrives))
                .<Asked>map(Offered::new)
                .orElse(new NotOffered(Reason.NO_RATE_NOW));
    }

    /// Promises an offer to a customer.
    @Transactional
    public Quote lock(CustomerId customer, Offer offer) {
        var now = clock.instant();
        var quote = new Quote(QuoteId.next(), customer, offer, now.plus(settings.quoteLasts()));
        jdbc.sql(
                        """
                        insert into abroad.quote (id, customer, country, send, fee, margin, payout,
                            payout_currency, mid, rate, arrives_by, made_at, until)
                        values (:id, :customer, :country, :send, :fee, :margin, :payout, :currency,
                            :mid, :rate, :arrives, :now, :until)
                        """)
                .param("id", quote.id().uuid())
                .param("customer", customer.uuid())
                .param("country", offer.corridor().country())
                .param("send", offer.send().minor())
                .param("fee", offer.fee().minor())
                .param("margin", offer.margin().minor())
                .param("payout", offer.payout().minor())
                .param("currency", offer.payout().currency().getCurrencyCode())
                .param("mid", offer.mid())
                .param("rate", offer.rate())
                .param("arrives", Timestamp.from(offer.arrivesBy()))
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(quote.until()))
                .update();
        return quote;
    }

    /// A customer's own quote, also when it is over; somebody else's does not exist.
    public Optional<Quote> find(QuoteId id, CustomerId customer) {
        return find(id.uuid()).filter(it -> it.customer().equals(customer));
    }

    Optional<Quote> of(PaymentId payment) {
        return find(payment.uuid());
    }

    private Optional<Quote> find(UUID id) {
        return jdbc.sql(
                        """
                        select id, customer, country, send, fee, margin, payout, payout_currency,
                            mid, rate, arrives_by, until
                        from abroad.quote where id = :id
                        """)
                .param("id", id)
                .query(this::row)
                .optional();
    }

    private Quote row(ResultSet row, int n) throws SQLException {
        var corridor = corridors.find(row.getString("country")).orElseThrow();
        return new Quote(
                new QuoteId(row.getObject("id", UUID.class)),
                new CustomerId(row.getObject("customer", UUID.class)),
                new Offer(
                        corridor,
                        new Money(row.getLong("send"), Corridors.FROM),
                        new Money(row.getLong("fee"), Corridors.FROM),
                        new Money(row.getLong("margin"), Corridors.FROM),
                        new Money(
                                row.getLong("payout"),
                                Currency.getInstance(row.getString("payout_currency"))),
                        row.getBigDecimal("mid"),
                        row.getBigDecimal("rate"),
                        row.getTimestamp("arrives_by").toInstant()),
                row.getTimestamp("until").toInstant());
    }
}
