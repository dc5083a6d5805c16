package okpay.channels.voices;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import okpay.channels.ChannelSettings;
import okpay.channels.Phrases;
import okpay.channels.voices.PublicPlace.Answered;
import okpay.feedback.PublicWishAnswered;
import okpay.identity.AgentId;
import okpay.resolution.PublicGuard;
import okpay.support.Conversations;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// What we say in public below what was said: nothing about anybody's money, within what the place
/// allows, and sent until it is there.
@Component
public class Replies {

    private static final int AT_ONCE = 20;
    private static final int TRIES = 12;
    private static final int LONGEST = 200;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final PublicGuard guard;
    private final Map<Place, PublicPlace> places;
    private final Voices voices;
    private final Phrases phrases;
    private final ChannelSettings settings;
    private final Clock clock;

    Replies(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            PublicGuard guard,
            List<PublicPlace> places,
            Voices voices,
            Phrases phrases,
            ChannelSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.guard = guard;
        this.places =
                places.stream().collect(Collectors.toMap(PublicPlace::place, Function.identity()));
        this.voices = voices;
        this.phrases = phrases;
        this.settings = settings;
        this.clock = clock;
    }

    /// Why something is not said.
    public enum Reason {
        EMPTY,
        TOO_LONG,
        /// The guard has doubts: see [PublicGuard].
        NOT_IN_PUBLIC,
        NO_SUCH_VOICE,
        /// An answer is on its way.
        ON_ITS_WAY
    }

    /// Below what was said, from now on.
    ///
    /// @return why not
    @Transactional
    public Optional<Reason> answer(UUID voice, String words, AgentId by) {
        var found = voices.find(voice);
        var tidy = Conversations.tidy(words);
        if (found.isEmpty()) {
            return Optional.of(Reason.NO_SUCH_VOICE);
        }
        if (tidy.isEmpty()) {
            return Optional.of(Reason.EMPTY);
        }
        if (tidy.length() > found.get().place().longest()) {
            return Optional.of(Reason.TOO_LONG);
        }
        if (!doubts(found.get(), tidy).isEmpty()) {
            return Optional.of(Reason.NOT_IN_PUBLIC);
        }
        return queue(voice, tidy, Optional.of(by))
                ? Optional.empty()
                : Optional.of(Reason.ON_ITS_WAY);
    }

    /// What may not be said in public.
    public List<PublicGuard.Doubt> doubts(Voice voice, String words) {
        return guard.check(words.replace(way(voice), ""));
    }

    /// By which whoever said it comes to us in private. Whoever else opens it finds nothing but
    /// what stands in public anyhow.
    public String way(Voice voice) {
        return settings.appUrl() + "/app/said/" + voice.code();
    }

    /// What is proposed to be said, in the language of what was said; it names the way to us.
    public String proposed(Voice voice) {
        var reader =
                Phrases.isChinese(voice.title() + voice.words())
                        ? java.util.Locale.SIMPLIFIED_CHINESE
                        : java.util.Locale.ENGLISH;
        return phrases.say(
                reader,
                voice.stars() > 3 ? "voice.proposed.happy" : "voice.proposed",
                List.of(way(voice)));
    }

    private boolean queue(UUID voice, String words, Optional<AgentId> by) {
        return jdbc.sql(
                                """
                                update channels.voice set answer = :words, state = 'WAITING', why = '',
                                    answered_by = :by, tries = 0, next_at = :now
                                where id = :id and state <> 'WAITING'
                                """)
                        .param("words", words)
                        .param("by", by.map(AgentId::uuid).orElse(null))
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", voice)
                        .update()
                == 1;
    }

    /// What they wished is there, or will not come: they read it where they said it. In the
    /// transaction of whoever decided it.
    @EventListener
    public void on(PublicWishAnswered news) {
        var found = voices.find(news.voice());
        if (found.isEmpty()) {
            return;
        }
        var words = cut(news.answer(), found.get().place().longest());
        if (guard.check(words).isEmpty()) {
            queue(news.voice(), words, Optional.empty());
        } else {
            end(news.voice(), Voice.State.REFUSED, Reason.NOT_IN_PUBLIC.name());
        }
    }

    private static String cut(String words, int most) {
        return words.length() <= most ? words : words.substring(0, most - 1) + "…";
    }

    /// Sends what waits.
    @Scheduled(fixedDelayString = "${okpay.channels.voices.answer-every:PT5S}")
    public void send() {
        take().forEach(this::send);
    }

    private List<UUID> take() {
        return transaction.execute(_ ->
                jdbc.sql(
                                """
                                update channels.voice set next_at = :lease, tries = tries + 1
                                where id in (select id from channels.voice
                                    where state = 'WAITING' and next_at <= :now
                                    order by next_at limit :most for update skip locked)
                                returning id
                                """)
                        .param("lease", Timestamp.from(clock.instant().plus(LEASE)))
                        .param("now", Timestamp.from(clock.instant()))
                        .param("most", AT_ONCE)
                        .query((row, _) -> row.getObject("id", UUID.class))
                        .list());
    }

    private void send(UUID id) {
        var voice = voices.find(id).orElseThrow();
        var place = places.get(voice.place());
        if (place == null || !place.isConnected()) {
            end(id, Voice.State.REFUSED, "not connected");
            return;
        }
        switch (place.answer(voice.ref(), voice.answer())) {
            case Answered.Sent() -> end(id, Voice.State.SENT, "");
            case Answered.Refused(var why) -> end(id, Voice.State.REFUSED, why);
            case Answered.Later(var why) -> later(id, why);
        }
    }

    private void end(UUID id, Voice.State state, String why) {
        jdbc.sql("update channels.voice set state = :state, why = :why where id = :id")
                .param("state", state.name())
                .param("why", cut(why, LONGEST))
                .param("id", id)
                .update();
    }

    /// The pause doubles with every try.
    private void later(UUID id, String why) {
        int tries =
                jdbc.sql("select tries from channels.voice where id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single();
        if (tries >= TRIES) {
            end(id, Voice.State.REFUSED, why);
            return;
        }
        var pause = Duration.ofSeconds(10L << tries);
        var next = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        jdbc.sql("update channels.voice set next_at = :next, why = :why where id = :id")
                .param("next", Timestamp.from(clock.instant().plus(next)))
                .param("why", cut(why, LONGEST))
                .param("id", id)
                .update();
    }
}
