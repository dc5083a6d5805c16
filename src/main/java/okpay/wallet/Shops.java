package okpay.wallet;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.CustomerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The shops and billers one can pay.
@Component
public class Shops {

    private static final String SELECT =
            "select id, name, name_en, kind, category, code, owner from wallet.shop ";

    private final JdbcClient jdbc;

    Shops(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    public void open(Shop shop) {
        jdbc.sql(
                        """
                        insert into wallet.shop (id, name, name_en, kind, category, code, owner)
                        values (:id, :name, :nameEn, :kind, :category, :code, :owner)
                        on conflict (id) do nothing
                        """)
                .param("id", shop.id().uuid())
                .param("name", shop.name())
                .param("nameEn", shop.nameEn())
                .param("kind", shop.kind().name())
                .param("category", shop.category())
                .param("code", shop.code())
                .param("owner", shop.owner().map(CustomerId::uuid).orElse(null))
                .update();
    }

    public Optional<Shop> find(ShopId id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id.uuid())
                .query(Shops::row)
                .optional();
    }

    /// By the code under its QR, as a person types it.
    public Optional<Shop> byCode(String code) {
        return jdbc.sql(SELECT + "where code = :code")
                .param("code", code.strip().toUpperCase(Locale.ROOT))
                .query(Shops::row)
                .optional();
    }

    /// Those that belong to somebody, at most 100.
    public List<Shop> of(CustomerId owner) {
        return jdbc.sql(SELECT + "where owner = :owner order by code limit 100")
                .param("owner", owner.uuid())
                .query(Shops::row)
                .list();
    }

    public List<Shop> list(PaymentKind kind) {
        return jdbc.sql(SELECT + "where kind = :kind order by code limit 100")
                .param("kind", kind.name())
                .query(Shops::row)
                .list();
    }

    private static Shop row(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Shop(
                new ShopId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("name_en"),
                PaymentKind.valueOf(row.getString("kind")),
                row.getString("category"),
                row.getString("code"),
                Optional.ofNullable(row.getObject("owner", UUID.class)).map(CustomerId::new));
    }
}
