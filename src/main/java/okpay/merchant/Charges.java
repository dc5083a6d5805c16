package okpay.merchant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import okpay.database.Turns;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.money.Money;
import okpay.qr.PaymentCodes;
import okpay.wallet.Attempt;
import okpay.wallet.Attempt.NotMade;
import okpay.wallet.PayOrder;
import okpay.wallet.Payments;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import okpay.wallet.Shops;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Bills of shops, each paid once: shown by the shop as a code, or put before the customer whose
/// code the shop scanned.
@Component
public class Charges {

    private static final String SELECT =
            "select id, shop, amount, currency, note, payer, made_at, until from merchant.charge ";

    private final JdbcClient jdbc;
    private final Shops shops;
    private final Payments payments;
    private final ShownCodes codes;
    private final MerchantSettings settings;
    private final Clock clock;

    Charges(
            JdbcClient jdbc,
            Shops shops,
            Payments payments,
            ShownCodes codes,
            MerchantSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.shops = shops;
        this.payments = payments;
        this.codes = codes;
        this.settings = settings;
        this.clock = clock;
    }

    /// Writes a bill that anybody may pay.
    ///
    /// @param amount more than nothing
    /// @param note at most 200 characters, which the payer reads
    @Transactional
    public Charge ask(Shop shop, Money amount, String note) {
        return ask(shop, amount, note, Optional.empty(), Ids.next().toString()).orElseThrow();
    }

    /// Puts a bill before whoever shows this code; empty when nobody shows it now.
    ///
    /// @param digits as scanned or typed
    @Transactional
    public Optional<Charge> ask(Shop shop, Money amount, String note, String digits) {
        return ask(shop, amount, note, Optional.of(digits), Ids.next().toString());
    }

    /// The one or the other, once under one key of the shop's: a second try gets the bill of the
    /// first, whatever it says.
    ///
    /// @param key 1 to 100 characters
    @Transactional
    public Optional<Charge> ask(
            Shop shop, Money amount, String note, Optional<String> digits, String key) {
        Turns.take(jdbc, "charge %s %s".formatted(shop.id(), key));
        var before =
                jdbc.sql(SELECT + "where shop = :shop and client_key = :key")
                        .param("shop", shop.id().uuid())
                        .param("key", key)
                        .query(Charges::row)
                        .optional();
        if (before.isPresent()) {
            return before;
        }
        return digits.isEmpty()
                ? Optional.of(write(shop, amount, note, Optional.empty(), key))
                : codes.take(shop.id(), digits.get())
                        .filter(payer -> shop.owner().filter(payer::equals).isEmpty())
                        .map(payer -> write(shop, amount, note, Optional.of(payer), key));
    }

    private Charge write(
            Shop shop, Money amount, String note, Optional<CustomerId> payer, String key) {
        if (!amount.isPositive() || note.length() > 200) {
            throw new IllegalArgumentException("No bill: " + amount);
        }
        var now = clock.instant();
        var charge =
                new Charge(
                        ChargeId.next(),
                        shop.id(),
                        amount,
                        note.replace("\0", ""),
                        payer,
                        now,
                        now.plus(settings.chargeLasts()));
        jdbc.sql(
                        """
                        insert into merchant.charge
                            (id, shop, amount, currency, note, payer, client_key, made_at, until)
                        values (:id, :shop, :amount, :currency, :note, :payer, :key, :now, :until)
                        """)
                .param("id", charge.id().uuid())
                .param("shop", shop.id().uuid())
                .param("amount", amount.minor())
                .param("currency", amount.currency().getCurrencyCode())
                .param("note", charge.note())
                .param("payer", payer.map(CustomerId::uuid).orElse(null))
                .param("key", key)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(charge.until()))
                .update();
        return charge;
    }

    public Optional<Charge> find(ChargeId id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id.uuid())
                .query(Charges::row)
                .optional();
    }

    /// One this customer may see: for anybody, or for them.
    public Optional<Charge> find(ChargeId id, CustomerId customer) {
        return find(id).filter(charge -> charge.payer().map(customer::equals).orElse(Boolean.TRUE));
    }

    /// What a shop has just put before a customer and is not paid.
    public Optional<Charge> waitingFor(CustomerId customer) {
        return jdbc.sql(
                        SELECT
                                + "where payer = :payer and until > :now"
                                + " order by made_at desc limit 1")
                .param("payer", customer.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .query(Charges::row)
                .optional()
                .filter(charge -> payments.find(charge.payment()).isEmpty());
    }

    /// The customer before whom it was put does not want it.
    public void decline(CustomerId customer, Charge charge) {
        jdbc.sql("update merchant.charge set until = :now where id = :id and payer = :customer")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", charge.id().uuid())
                .param("customer", customer.uuid())
                .update();
    }

    public boolean isPaid(Charge charge) {
        return payments.find(charge.payment()).isPresent();
    }

    public Shop shop(Charge charge) {
        return shops.find(charge.shop()).orElseThrow();
    }

    /// The text of its code.
    public String code(Charge charge) {
        return PaymentCodes.ofCharge(
                Merchants.seller(shop(charge)), charge.id().toString(), charge.amount());
    }

    /// Pays a bill, once; asked again, whoever paid it sees that payment.
    ///
    /// @param charge one of [#find]
    /// @param shop as the payer shall read its name
    /// @param key 1 to 100 characters: one for each try
    public Attempt pay(Customer payer, Charge charge, Shop shop, String key, String pin) {
        var before = payments.find(charge.payment());
        if (before.isPresent()) {
            return before.filter(it -> it.customer().equals(payer.id()))
                    .<Attempt>map(Attempt.Made::new)
                    .orElse(new NotMade(Attempt.Reason.PAID_ALREADY));
        }
        if (charge.isOverAt(clock.instant())) {
            return new NotMade(Attempt.Reason.BILL_IS_OVER);
        }
        var order = new PayOrder(charge.amount(), charge.note(), key, pin);
        return payments.pay(payer, shop, order, charge.payment());
    }

    private static Charge row(ResultSet row, int n) throws SQLException {
        return new Charge(
                new ChargeId(row.getObject("id", UUID.class)),
                new ShopId(row.getObject("shop", UUID.class)),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                row.getString("note"),
                Optional.ofNullable(row.getObject("payer", UUID.class)).map(CustomerId::new),
                row.getTimestamp("made_at").toInstant(),
                row.getTimestamp("until").toInstant());
    }
}
