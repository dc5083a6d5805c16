package okpay.channels;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.EmailAddress;
import okpay.identity.Letter;
import okpay.identity.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// Writes letters down, and hands them to whoever carries them.
@Component
class Letters {

    private final JdbcClient jdbc;
    private final Dispatches dispatches;
    private final Numbers numbers;
    private final Supplier<List<Carrier>> carriers;
    private final Clock clock;

    Letters(
            JdbcClient jdbc,
            Dispatches dispatches,
            Numbers numbers,
            ObjectProvider<Carrier> carriers,
            Clock clock) {
        this.numbers = numbers;
        this.jdbc = jdbc;
        this.dispatches = dispatches;
        this.carriers = SingletonSupplier.of(() -> carriers.stream().toList());
        this.clock = clock;
    }

    /// @param about the number of a case, or nothing
    record Text(Locale language, String subject, String body, String about) {}

    /// Somebody asked for it by this number or address.
    void write(Letter letter, Text text) {
        var via = letter.to().email().isPresent() ? Channel.EMAIL : Channel.SMS;
        var id =
                insert(
                        new Fresh(letter.kind(), via, text, null, letter.secretUntil()),
                        letter.to().text());
        if (carrier(via).isPresent()) {
            dispatches.add(id, via, letter.to().text());
        }
    }

    /// A notice goes this way.
    ///
    /// @return false where it does not lead to the customer
    boolean write(UUID notice, Letter.Kind kind, Customer customer, Channel way, Text text) {
        var to = addresses(customer, way);
        if (to.isEmpty()) {
            return false;
        }
        var shown = way == Channel.PUSH ? "" : to.getFirst();
        var id = insert(new Fresh(kind, way, text, notice, Optional.empty()), shown);
        if (carrier(way).isPresent()) {
            to.forEach(it -> dispatches.add(id, way, it));
        }
        return true;
    }

    boolean leadsTo(Customer customer, Channel way) {
        return !addresses(customer, way).isEmpty();
    }

    Set<CustomerId> leadsTo(Set<CustomerId> some, Channel way) {
        return carrier(way).map(it -> it.leadsTo(some)).orElse(some);
    }

    /// Those that were written of a notice so far.
    List<UUID> of(UUID notice) {
        return jdbc.sql("select id from channels.letter where notice = :notice")
                .param("notice", notice)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /// Where nothing is connected at all, letters are written for who tries OKPay out.
    private List<String> addresses(Customer customer, Channel way) {
        return carrier(way)
                .map(it -> it.addresses(customer))
                .orElseGet(() -> isPaper() ? handle(customer, way).stream().toList() : List.of());
    }

    private static Optional<String> handle(Customer customer, Channel way) {
        return switch (way) {
            case SMS -> customer.phone().map(PhoneNumber::e164);
            case EMAIL -> customer.email().map(EmailAddress::value);
            default -> Optional.empty();
        };
    }

    private boolean isPaper() {
        return carrier(Channel.EMAIL).isEmpty() && carrier(Channel.SMS).isEmpty();
    }

    private Optional<Carrier> carrier(Channel way) {
        return carriers.get().stream().filter(it -> it.channel() == way).findFirst();
    }

    private record Fresh(
            Letter.Kind kind,
            Channel via,
            Text text,
            @Nullable UUID notice,
            Optional<Instant> secretUntil) {}

    private UUID insert(Fresh it, String address) {
        var id = Ids.next();
        jdbc.sql(
                        """
                        insert into channels.letter (id, kind, via, address, language, subject, body,
                            written_at, secret_until, about, notice, number)
                        values (:id, :kind, :via, :address, :language, :subject, :body, :now, :until,
                            :about, :notice, :number)
                        """)
                .param("id", id)
                .param("kind", it.kind.name())
                .param("via", it.via.name())
                .param("address", address)
                .param("language", it.text.language.toLanguageTag())
                .param("subject", it.via == Channel.SMS ? "" : it.text.subject)
                .param("body", it.text.body)
                .param("now", Timestamp.from(clock.instant()))
                .param("until", it.secretUntil.map(Timestamp::from).orElse(null))
                .param("about", it.text.about)
                .param("notice", it.notice)
                .param(
                        "number",
                        it.via == Channel.PUSH ? "" : numbers.give(it.kind, it.via, address))
                .update();
        return id;
    }
}
