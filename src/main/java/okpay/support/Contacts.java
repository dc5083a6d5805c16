package okpay.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import okpay.database.Turns;
import okpay.id.Ids;
import okpay.identity.Handle;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The way to a person for somebody who cannot sign in. Whether there is a customer is looked up
/// later and elsewhere: the answer is the same for everybody, and says nothing about a wallet.
@Component
public class Contacts {

    /// The longest words, in characters.
    public static final int LONGEST = 2_000;

    private static final int A_DAY = 5;

    /// So that who writes in somebody else's name does not soon close the way for the owner.
    private static final int A_DAY_FROM_EVERYWHERE = 30;

    private static final int A_DAY_FROM_AN_ADDRESS = 50;
    private static final Duration KEPT = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Contacts(JdbcClient jdbc, ApplicationEventPublisher news, Clock clock) {
        this.jdbc = jdbc;
        this.news = news;
        this.clock = clock;
    }

    /// What came of it.
    public sealed interface Asking permits Asked, NotAsked {}

    /// Their words are here; an answer goes to the phone number or e-mail address, if it is one we
    /// know.
    public record Asked() implements Asking {}

    public record NotAsked(Reason reason) implements Asking {}

    public enum Reason {
        NO_HANDLE,
        EMPTY,
        TOO_LONG,
        TOO_MANY
    }

    /// News: somebody who could not sign in wrote.
    public record ContactAsked(UUID contact) {}

    /// Somebody's words, unproven: who wrote them may be anybody.
    public record Contact(Handle handle, Locale language, String words) {}

    /// @param handle phone number or e-mail address, as typed
    /// @param address the network address it comes from
    @Transactional
    public Asking ask(String handle, String words, Locale language, String address) {
        var read = Handle.read(handle);
        if (read.isEmpty()) {
            return new NotAsked(Reason.NO_HANDLE);
        }
        var tidy = Conversations.tidy(words);
        if (tidy.isEmpty()) {
            return new NotAsked(Reason.EMPTY);
        }
        if (tidy.length() > LONGEST) {
            return new NotAsked(Reason.TOO_LONG);
        }
        if (isWornOut(read.get().text(), address)) {
            return new NotAsked(Reason.TOO_MANY);
        }
        var id = Ids.next();
        jdbc.sql(
                        """
                        insert into support.contact (id, handle, language, words, address, asked_at)
                        values (:id, :handle, :language, :words, :address, :now)
                        """)
                .param("id", id)
                .param("handle", read.get().text())
                .param("language", language.toLanguageTag())
                .param("words", tidy)
                .param("address", address)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        news.publishEvent(new ContactAsked(id));
        return new Asked();
    }

    public Optional<Contact> find(UUID id) {
        return jdbc.sql("select handle, language, words from support.contact where id = :id")
                .param("id", id)
                .query((row, n) ->
                        new Contact(
                                Handle.of(row.getString("handle")),
                                Locale.forLanguageTag(row.getString("language")),
                                row.getString("words")))
                .optional();
    }

    @Scheduled(cron = "${okpay.support.forget-at:0 45 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from support.contact where asked_at < :then")
                .param("then", Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }

    private boolean isWornOut(String handle, String address) {
        Turns.take(jdbc, "contact " + handle);
        return jdbc.sql(
                        """
                        select count(*) filter (where handle = :handle and address = :address) >= :most
                            or count(*) filter (where handle = :handle) >= :mostOfAll
                            or count(*) filter (where address = :address) >= :mostThere
                        from support.contact
                        where asked_at > :day and (handle = :handle or address = :address)
                        """)
                .param("handle", handle)
                .param("address", address)
                .param("most", A_DAY)
                .param("mostOfAll", A_DAY_FROM_EVERYWHERE)
                .param("mostThere", A_DAY_FROM_AN_ADDRESS)
                .param("day", Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                .query(Boolean.class)
                .single();
    }
}
