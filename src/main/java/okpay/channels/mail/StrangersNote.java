package okpay.channels.mail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okpay.identity.Brake;
import okpay.identity.Courier;
import okpay.identity.EmailAddress;
import okpay.identity.Handle;
import okpay.identity.Letter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Whoever writes from an address we do not know is told once a day how to reach us: it says the
/// same to everybody, and nothing about a wallet.
@Component
class StrangersNote {

    private final Courier courier;
    private final TransactionTemplate transaction;
    private final Brake daily = new Brake(1, Duration.ofDays(1));
    private final Brake inAll = new Brake(500, Duration.ofHours(1));

    StrangersNote(Courier courier, TransactionTemplate transaction) {
        this.courier = courier;
        this.transaction = transaction;
    }

    void send(EmailAddress to, Mail mail) {
        if (daily.isWornOut(to.value()) || inAll.isWornOut("all")) {
            return;
        }
        transaction.executeWithoutResult(_ ->
                courier.carry(
                        new Letter(
                                Letter.Kind.NOT_KNOWN,
                                new Handle.Email(to),
                                mail.language(),
                                List.of(),
                                Optional.empty())));
    }
}
