package okpay.abroad;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import okpay.money.Money;
import okpay.wallet.Wallets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The countries OKPay sends to: rows of a table, so that opening one takes no release.
@Component
public class Corridors {

    /// What is sent leaves a wallet in this currency.
    public static final Currency FROM = Wallets.HOME;

    private static final String SELECT =
            """
            select country, currency, scheme, fee, margin_bp, least, most, days, zone, calendar
            from abroad.corridor
            """;

    private final JdbcClient jdbc;

    Corridors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Corridor> list() {
        return jdbc.sql(SELECT + " order by country").query(Corridors::row).list();
    }

    /// @param country two letters, in any case
    public Optional<Corridor> find(String country) {
        return jdbc.sql(SELECT + " where country = upper(:country)")
                .param("country", country)
                .query(Corridors::row)
                .optional();
    }

    private static Corridor row(ResultSet row, int n) throws SQLException {
        return new Corridor(
                row.getString("country"),
                Currency.getInstance(row.getString("currency")),
                AccountScheme.valueOf(row.getString("scheme")),
                new Money(row.getLong("fee"), FROM),
                row.getInt("margin_bp"),
                new Money(row.getLong("least"), FROM),
                new Money(row.getLong("most"), FROM),
                row.getInt("days"),
                ZoneId.of(row.getString("zone")),
                row.getString("calendar"));
    }
}
