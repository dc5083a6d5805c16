package okpay.channels.voices;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import okpay.channels.Beginning;
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

/// What we say in public below what was said: nothing about anybody's money, within what the place
/// allows, and sent until it is there.
@Component
public class Replies {

    /// Why a place did not take an answer, or whether it did, nobody knows.
    static final String UNKNOWN = "UNKNOWN";

    private static final String NOT_CONNECTED = "NOT_CONNECTED";
    private static final int TRIES = 12;
    private static final int LONGEST = 200;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    private final JdbcClient jdbc;
    private final Allowed allowed;
    private final Map<Place, PublicPlace> places;
    private final Voices voices;
    private final Phrases phrases;
    private final ChannelSettings settings;
    private final Clock clock;

    Replies(
            JdbcClient jdbc,
            Allowed allowed,
            List<PublicPlace> places,
            Voices voices,
            Phrases phrases,
            ChannelSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.allowed = allowed;
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
        ON_ITS_WAY,
        /// It says something else by now.
        CHANGED
    }

    /// Below what was said, from now on.
    ///
    /// @param changes of what was said, when whoever answers read it
    /// @return why not
    @Transactional
    public Optional<Reason> answer(UUID voice, String words, int changes, AgentId by) {
        var found = voices.find(voice);
        var tidy = Conversations.tidy(words);
        if (found.isEmpty()) {
            return Optional.of(Reason.NO_SUCH_VOICE);
        }
        if (found.get().changes() != changes) {
            return Optional.of(Reason.CHANGED);
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
        if (found.get().state() == Voice.State.WAITING) {
            return Optional.of(Reason.ON_ITS_WAY);
        }
        queue(voice, tidy, Optional.of(by));
        return Optional.empty();
    }

    /// What may not be said in public.
    public List<PublicGuard.Doubt> doubts(Voice voice, String words) {
        return allowed.doubts(words.replace(way(voice), ""));
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
                        ? Locale.SIMPLIFIED_CHINESE
                        : Locale.ENGLISH;
        var key =
                voice.place().hasStars()
                        ? voice.stars() > 3 ? "voice.proposed.happy" : "voice.proposed"
                        : "voice.proposed.mention";
        return phrases.say(reader, key, List.of(way(voice)));
    }

    /// What waits, and is not in anybody's hand, gives way to it.
    private void queue(UUID voice, String words, Optional<AgentId> by) {
        jdbc.sql(
                        """
                        update channels.voice set answer = :words, state = 'WAITING', why = '',
                            answered_by = :by, answers = changes, turn = turn + 1, tries = 0,
                            begun = false, next_at = :now
                        where id = :id
                        """)
                .param("words", words)
                .param("by", by.map(AgentId::uuid).orElse(null))
                .param("now", Timestamp.from(clock.instant()))
                .param("id", voice)
                .update();
    }

    /// What they wished is there, or will not come: they read it where they said it, in the place
    /// of what a colleague was about to say. In the transaction of whoever decided it, who has
    /// asked whether it may be said.
    @EventListener
    public void on(PublicWishAnswered news) {
        queue(news.voice(), news.answer(), Optional.empty());
    }

    /// Sends what waits, one after another.
    @Scheduled(fixedDelayString = "${okpay.channels.voices.answer-every:PT5S}")
    public void send() {
        for (var it = take(); it.isPresent(); it = take()) {
            send(it.get());
        }
    }

    /// @param orphan whoever began with it never told what came of it
    private record Turn(UUID id, int turn, int tries, boolean orphan) {}

    private Optional<Turn> take() {
        return jdbc.sql(
                        """
                        update channels.voice v set next_at = :lease, tries = v.tries + 1, begun = true
                        from (select id, begun from channels.voice
                            where state = 'WAITING' and next_at <= :now
                            order by next_at limit 1 for update skip locked) due
                        where v.id = due.id
                        returning v.id, v.turn, v.tries, due.begun as orphan
                        """)
                .param("lease", Timestamp.from(clock.instant().plus(LEASE)))
                .param("now", Timestamp.from(clock.instant()))
                .query(Turn.class)
                .optional();
    }

    private void send(Turn it) {
        var voice = voices.find(it.id).orElseThrow();
        var place = places.get(voice.place());
        if (place == null || !place.isConnected()) {
            end(it, Voice.State.REFUSED, NOT_CONNECTED);
        } else if (it.orphan && !voice.place().hasStars()) {
            end(it, Voice.State.REFUSED, UNKNOWN);
        } else {
            switch (place.answer(voice.ref(), voice.answer())) {
                case Answered.Sent() -> end(it, Voice.State.SENT, "");
                case Answered.Refused(var why) -> end(it, Voice.State.REFUSED, why);
                case Answered.Later(var why) -> later(it, why);
            }
        }
    }

    /// What was said to other words than stand there now may be said anew.
    private void end(Turn it, Voice.State state, String why) {
        jdbc.sql(
                        """
                        update channels.voice set why = :why, begun = false,
                            state = case when answers = changes then :state else 'NONE' end
                        where id = :id and turn = :turn and state = 'WAITING'
                        """)
                .param("state", state.name())
                .param("why", Beginning.of(why, LONGEST))
                .param("id", it.id)
                .param("turn", it.turn)
                .update();
    }

    /// The pause doubles with every try.
    private void later(Turn it, String why) {
        if (it.tries >= TRIES) {
            end(it, Voice.State.REFUSED, why);
            return;
        }
        var pause = Duration.ofSeconds(10L << it.tries);
        var next = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        jdbc.sql(
                        """
                        update channels.voice set next_at = :next, why = :why, begun = false
                        where id = :id and turn = :turn and state = 'WAITING'
                        """)
                .param("next", Timestamp.from(clock.instant().plus(next)))
                .param("why", Beginning.of(why, LONGEST))
                .param("id", it.id)
                .param("turn", it.turn)
                .update();
    }
}
