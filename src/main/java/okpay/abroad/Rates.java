package okpay.abroad;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Currency;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What a currency is worth in the middle of the market. Whoever runs OKPay brings the figures.
@Component
public class Rates {

    private final JdbcClient jdbc;
    private final AbroadSettings settings;
    private final Clock clock;

    Rates(JdbcClient jdbc, AbroadSettings settings, Clock clock) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param cny what one unit of the currency costs, above zero
    @Transactional
    public void set(Currency currency, BigDecimal cny) {
        if (cny.signum() <= 0) {
            throw new IllegalArgumentException("A rate is above zero: " + cny);
        }
        jdbc.sql(
                        """
                        insert into abroad.rate (currency, cny, at) values (:currency, :cny, :now)
                        on conflict (currency) do update set cny = excluded.cny, at = excluded.at
                        """)
                .param("currency", currency.getCurrencyCode())
                .param("cny", cny)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// Empty while nobody has said it, and when what was said is too old.
    Optional<BigDecimal> of(Currency currency) {
        return jdbc.sql("select cny from abroad.rate where currency = :currency and at > :since")
                .param("currency", currency.getCurrencyCode())
                .param("since", Timestamp.from(clock.instant().minus(settings.ratesLast())))
                .query(BigDecimal.class)
                .optional();
    }
}
