package okpay.web.widget;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import okpay.channels.OwnKeys;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Token;
import okpay.wallet.PaymentId;
import org.springframework.stereotype.Component;

/// What a customer has while they speak with us in another site's page: good for the chat and for
/// nothing else, for half an hour. No session: with it nobody pays, and nobody reads what else
/// there is. It lies in the frame's memory, never in a cookie or an address.
@Component
class Passes {

    private static final String KEY = "widget-pass";
    private static final int DIGITS = 64;
    private static final String NOTHING = "-";

    private final WidgetSettings settings;
    private final OwnKeys keys;
    private final Customers customers;
    private final Clock clock;

    Passes(WidgetSettings settings, OwnKeys keys, Customers customers, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.customers = customers;
        this.clock = clock;
    }

    /// @param about the payment they ask about
    record Pass(Customer customer, Optional<PaymentId> about) {}

    Token issue(CustomerId of, Optional<PaymentId> about) {
        var customer = customers.find(of).orElseThrow();
        var words =
                customer.id()
                        + "."
                        + about.map(PaymentId::toString).orElse(NOTHING)
                        + "."
                        + clock.instant().plus(settings.lasts()).getEpochSecond();
        return new Token(words + "." + keys.sign(KEY, signed(words, customer), DIGITS));
    }

    Optional<Pass> find(Token token) {
        var parts = token.secret().split("\\.", -1);
        if (!settings.isOn() || parts.length != 4 || parts[3].length() != DIGITS) {
            return Optional.empty();
        }
        var words = token.secret().substring(0, token.secret().lastIndexOf('.'));
        return CustomerId.read(parts[0])
                .flatMap(customers::find)
                .filter(it -> keys.isSigned(KEY, signed(words, it), parts[3]))
                .filter(_ ->
                        Instant.ofEpochSecond(Long.parseLong(parts[2])).isAfter(clock.instant()))
                .map(it -> new Pass(it, PaymentId.read(parts[1])));
    }

    /// When somebody gets back in by a new password, what they had before is worth nothing.
    private static String signed(String words, Customer customer) {
        return words + "." + customer.cautiousUntil();
    }
}
