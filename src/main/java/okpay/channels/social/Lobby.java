package okpay.channels.social;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okpay.channels.Arrival.State;
import okpay.channels.Arrival.Why;
import okpay.channels.ArrivalId;
import okpay.channels.Arrivals;
import okpay.channels.Channel;
import okpay.channels.ChannelSettings;
import okpay.channels.Phrases;
import okpay.channels.social.Bindings.Binding;
import okpay.channels.social.Bindings.Bound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import tools.jackson.databind.json.JsonMapper;

/// Where everybody comes in who writes from a chat: what they say is kept, and goes on when it is
/// known whose chat it is. Whoever is not known is told how to become known.
@Component
class Lobby implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Lobby.class);

    /// More from one chat within an hour nobody writes by hand.
    private static final int MOST = 120;

    /// The same, of a chat that is nobody's.
    private static final int MOST_OF_STRANGERS = 20;

    private static final Set<String> LEAVING = Set.of("解绑", "退订", "stop", "unlink");

    private final Arrivals arrivals;
    private final Bindings bindings;
    private final Codes codes;
    private final Placing placing;
    private final Invitations invitations;
    private final Phrases phrases;
    private final ChannelSettings settings;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<Channel, Messenger> messengers;

    /// What is said in one chat is placed in its order.
    private final List<ExecutorService> threads =
            Stream.generate(() -> Executors.newSingleThreadExecutor(Thread.ofVirtual().factory()))
                    .limit(32)
                    .toList();

    Lobby(
            Arrivals arrivals,
            Bindings bindings,
            Codes codes,
            Placing placing,
            Invitations invitations,
            Phrases phrases,
            ChannelSettings settings,
            JsonMapper json,
            Clock clock,
            List<Messenger> messengers) {
        this.arrivals = arrivals;
        this.bindings = bindings;
        this.codes = codes;
        this.placing = placing;
        this.invitations = invitations;
        this.phrases = phrases;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        this.messengers =
                messengers.stream()
                        .collect(Collectors.toMap(Messenger::channel, Function.identity()));
    }

    /// Keeps what was said, and goes on with it on a thread of its own.
    ///
    /// @return what can be answered at once
    Optional<String> take(Said said) {
        var whose = bindings.find(said.channel(), said.address());
        if (isTooMuch(said, whose)) {
            return Optional.empty();
        }
        var fresh = fresh(said);
        if (whose.isPresent() && lately(said) >= MOST) {
            arrivals.keep(fresh)
                    .ifPresent(it -> arrivals.settle(it, State.PARKED, Why.TOO_MANY, said.text()));
            return Optional.empty();
        }
        var kept = arrivals.keep(fresh);
        if (kept.isEmpty() && !messenger(said.channel()).answersWhenTold()) {
            return Optional.empty();
        }
        if (whose.isEmpty()) {
            kept.ifPresent(it -> arrivals.settle(it, State.IGNORED, Why.UNBOUND, said.text()));
            // Somebody may have confirmed it in this very moment.
            if (bindings.find(said.channel(), said.address()).isPresent()) {
                arrivals.bound(said.channel(), said.address(), clock.instant().minusSeconds(60));
                of(said.address()).execute(() -> placeAll(said.channel(), said.address()));
                return Optional.empty();
            }
            return Optional.of(whoAreYou(said));
        }
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        if (LEAVING.contains(said.text().strip().toLowerCase(Locale.ROOT))) {
            arrivals.settle(kept.get(), State.IGNORED, Why.EMPTY, said.text());
            bindings.release(whose.get().customer(), said.channel(), said.address());
            return Optional.of(phrases.say(language(said), "social.released", List.of()));
        }
        invitations.answered(said.channel(), said.address());
        of(said.address()).execute(() -> tryToPlace(kept.get(), said, whose.get()));
        return Optional.empty();
    }

    private Arrivals.Fresh fresh(Said said) {
        return new Arrivals.Fresh(
                said.channel(),
                said.key(),
                said.address(),
                "",
                said.name(),
                new ByteArrayResource(json.writeValueAsBytes(said)));
    }

    /// Of a customer as much again lies aside, for a person to look at.
    private boolean isTooMuch(Said said, Optional<Binding> whose) {
        return lately(said) >= (whose.isPresent() ? 2 * MOST : MOST_OF_STRANGERS);
    }

    private long lately(Said said) {
        var hour = clock.instant().minus(Duration.ofHours(1));
        return arrivals.since(said.channel(), said.address(), hour);
    }

    private String whoAreYou(Said said) {
        var code = codes.tell(said.channel(), said.address(), said.name());
        var shown = code.substring(0, 5) + "-" + code.substring(5);
        // The code is typed, never followed: a link is sent on too easily.
        return phrases.say(
                language(said),
                "social.who.are.you",
                List.of(
                        shown,
                        Codes.GOOD_FOR.toMinutes(),
                        settings.appUrl() + "/app/security/chats"));
    }

    private static Locale language(Said said) {
        return said.isChinese() ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    /// It is known whose chat it is: what was said there before goes on.
    @TransactionalEventListener
    void on(Bound news) {
        of(news.address()).execute(() -> greet(news));
    }

    private void greet(Bound news) {
        var before = arrivals.waiting(news.channel(), news.address());
        boolean isEnglish = !before.isEmpty() && !said(before.getLast()).isChinese();
        var language = isEnglish ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
        var key = before.isEmpty() ? "social.bound" : "social.bound.heard";
        var told =
                messenger(news.channel())
                        .say(news.address(), phrases.say(language, key, List.of()));
        log.debug("{} was told that it is known: {}", news.channel(), told);
        placeAll(news.channel(), news.address());
    }

    private void placeAll(Channel channel, String address) {
        for (var id : arrivals.waiting(channel, address)) {
            bindings.find(channel, address).ifPresent(whose -> tryToPlace(id, said(id), whose));
        }
    }

    /// What a killed node had begun, and what could not be placed.
    @Scheduled(fixedDelayString = "${okpay.channels.social.again-every:PT1M}")
    void again() {
        for (var channel : messengers.keySet()) {
            for (var id : arrivals.left(channel)) {
                var from = arrivals.find(id).orElseThrow().sender();
                of(from).execute(() -> again(id));
            }
        }
    }

    private void again(ArrivalId id) {
        var said = said(id);
        bindings.find(said.channel(), said.address())
                .ifPresentOrElse(
                        it -> tryToPlace(id, said, it),
                        () -> arrivals.settle(id, State.IGNORED, Why.UNBOUND, said.text()));
    }

    private void tryToPlace(ArrivalId id, Said said, Binding whose) {
        try {
            placing.place(id, said, whose, messenger(said.channel()));
        } catch (Exception e) {
            // Its text may name an address with a secret in it.
            log.warn("{} could not be placed; it is tried again: {}", id, e.getClass().getName());
            if (arrivals.triesOf(id) >= Arrivals.TRIES) {
                arrivals.settle(id, State.PARKED, Why.BROKEN, said.text());
            }
        }
    }

    private ExecutorService of(String address) {
        return threads.get(Math.floorMod(address.hashCode(), threads.size()));
    }

    private Said said(ArrivalId id) {
        return json.readValue(arrivals.raw(id), Said.class);
    }

    private Messenger messenger(Channel channel) {
        return Objects.requireNonNull(messengers.get(channel));
    }

    @Override
    public void destroy() {
        threads.forEach(ExecutorService::shutdown);
    }
}
