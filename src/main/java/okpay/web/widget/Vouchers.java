package okpay.web.widget;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okpay.channels.OwnKeys;
import okpay.id.Ids;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What a site says of who is there: a JSON Web Token (RFC 7519), signed with HMAC-SHA256 and the
/// secret that only its servers and we know. `sub` is the customer, `exp` at most five minutes
/// after `iat`, and `payment` the payment they ask about, if any. Nobody is believed without it,
/// and a stranger's words never become a customer's.
@Component
class Vouchers {

    static final String PAYMENT = "payment";

    /// Clocks of two companies differ.
    private static final Duration OFF = Duration.ofSeconds(30);

    private static final int LONGEST = 4_096;

    private final WidgetSettings settings;
    private final OwnKeys keys;
    private final Customers customers;
    private final Payments payments;
    private final Clock clock;

    Vouchers(
            WidgetSettings settings,
            OwnKeys keys,
            Customers customers,
            Payments payments,
            Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.customers = customers;
        this.payments = payments;
        this.clock = clock;
    }

    sealed interface Read permits Known, NotKnown {}

    /// @param about the payment of theirs they ask about
    record Known(CustomerId customer, Optional<PaymentId> about) implements Read {}

    record NotKnown(Refusal reason) implements Read {}

    Read read(String token) {
        if (token.length() > LONGEST) {
            return new NotKnown(Refusal.NOT_SIGNED_FOR_US);
        }
        try {
            var signed = SignedJWT.parse(token);
            return isSignedForUs(signed)
                    ? read(signed.getJWTClaimsSet())
                    : new NotKnown(Refusal.NOT_SIGNED_FOR_US);
        } catch (ParseException | JOSEException _) {
            return new NotKnown(Refusal.NOT_SIGNED_FOR_US);
        }
    }

    private boolean isSignedForUs(SignedJWT token) throws JOSEException {
        if (!JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())) {
            return false;
        }
        for (var secret : secrets()) {
            if (token.verify(new MACVerifier(secret))) {
                return true;
            }
        }
        return false;
    }

    private Read read(JWTClaimsSet claims) throws ParseException {
        var begins = claims.getIssueTime();
        var ends = claims.getExpirationTime();
        if (begins == null || ends == null) {
            return new NotKnown(Refusal.GOOD_FOR_TOO_LONG);
        }
        var now = clock.instant();
        if (begins.toInstant().isAfter(now.plus(OFF))) {
            return new NotKnown(Refusal.NOT_YET);
        }
        if (!ends.toInstant().isAfter(now)) {
            return new NotKnown(Refusal.OVER);
        }
        if (Duration.between(begins.toInstant(), ends.toInstant()).compareTo(settings.longest())
                > 0) {
            return new NotKnown(Refusal.GOOD_FOR_TOO_LONG);
        }
        return known(claims.getSubject(), claims.getStringClaim(PAYMENT));
    }

    private Read known(@Nullable String subject, @Nullable String payment) {
        var customer =
                Optional.ofNullable(subject)
                        .flatMap(CustomerId::read)
                        .filter(it -> customers.find(it).isPresent());
        var about = Optional.ofNullable(payment).flatMap(PaymentId::read);
        boolean isTheirs =
                payment == null
                        || (customer.isPresent()
                                && about.flatMap(payments::find)
                                        .filter(it -> it.customer().equals(customer.get()))
                                        .isPresent());
        return customer.isPresent() && isTheirs
                ? new Known(customer.get(), about)
                : new NotKnown(Refusal.NOBODY_WE_KNOW);
    }

    /// As a site would write it, for our own page that shows the widget.
    String own(CustomerId customer) throws JOSEException {
        var now = clock.instant();
        var claims =
                new JWTClaimsSet.Builder()
                        .subject(customer.toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(settings.longest())))
                        .jwtID(Ids.next().toString())
                        .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(inHouse()));
        return token.serialize();
    }

    private List<byte[]> secrets() {
        return Stream.concat(
                        settings.secrets().stream().map(it -> it.getBytes(StandardCharsets.UTF_8)),
                        settings.inHouse() ? Stream.of(inHouse()) : Stream.empty())
                .toList();
    }

    private byte[] inHouse() {
        return keys.kept("widget-in-house");
    }
}
