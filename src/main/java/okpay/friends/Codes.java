package okpay.friends;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.qr.PaymentCodes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The code by which a person is paid. It names nobody: whoever scans it sees half a name.
@Component
public class Codes {

    private final JdbcClient jdbc;
    private final Customers customers;
    private final SecureRandom chance = new SecureRandom();

    Codes(JdbcClient jdbc, Customers customers) {
        this.jdbc = jdbc;
        this.customers = customers;
    }

    /// The text of the customer's own code.
    public String of(Customer customer) {
        var bytes = new byte[12];
        chance.nextBytes(bytes);
        var token =
                jdbc.sql(
                                """
                                insert into friends.code as c (customer, token)
                                values (:customer, :token)
                                on conflict (customer) do update set token = c.token
                                returning token
                                """)
                        .param("customer", customer.id().uuid())
                        .param("token", HexFormat.of().formatHex(bytes))
                        .query(String.class)
                        .single();
        return PaymentCodes.ofPerson(token, customer.maskedName());
    }

    /// From now on the old code is nobody's.
    public void renew(CustomerId customer) {
        jdbc.sql("delete from friends.code where customer = :customer")
                .param("customer", customer.uuid())
                .update();
    }

    /// Whose code this is.
    public Optional<Customer> find(String token) {
        return jdbc.sql("select customer from friends.code where token = :token")
                .param("token", token)
                .query((row, n) -> new CustomerId(row.getObject("customer", UUID.class)))
                .optional()
                .flatMap(customers::find);
    }
}
