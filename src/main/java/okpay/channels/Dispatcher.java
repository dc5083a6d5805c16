package okpay.channels;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import okpay.channels.Carrier.Result;
import okpay.channels.Dispatches.Dispatch;
import okpay.resolution.Continuity;
import okpay.resolution.SignedOut;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.MessageWritten;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sends what is due, each channel on a thread of its own: one that stands still stops no other.
@Component
public class Dispatcher implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final int AT_ONCE = 100;

    /// So long envelopes are begun; the lease on them is longer by what one may take.
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /// Automatic mails to one address within an hour; more is a loop.
    private static final int LOOP = 30;

    private final Map<Channel, Carrier> carriers = new HashMap<>();
    private final ConcurrentHashMap<Channel, Boolean> busy = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Dispatches dispatches;
    private final Departures departures;
    private final Envelopes envelopes;
    private final Ways ways;
    private final Cases cases;
    private final Conversations conversations;
    private final Returns returns;
    private final Telling telling;
    private final Continuity continuity;
    private final ChannelSettings settings;
    private final Clock clock;

    Dispatcher(
            List<Carrier> all,
            Dispatches dispatches,
            Departures departures,
            Envelopes envelopes,
            Ways ways,
            Cases cases,
            Conversations conversations,
            Returns returns,
            Telling telling,
            Continuity continuity,
            ChannelSettings settings,
            Clock clock) {
        all.forEach(it -> carriers.put(it.channel(), it));
        this.dispatches = dispatches;
        this.departures = departures;
        this.envelopes = envelopes;
        this.ways = ways;
        this.cases = cases;
        this.conversations = conversations;
        this.returns = returns;
        this.telling = telling;
        this.continuity = continuity;
        this.settings = settings;
        this.clock = clock;
    }

    /// What an agent or OKPay says goes the way the customer came. In the transaction of whoever
    /// says it: it leaves if and only if it was said. A customer's words in the app end the way.
    @EventListener
    public void on(MessageWritten news) {
        ways.of(news.conversation())
                .filter(it -> carriers.containsKey(it.channel()))
                .ifPresent(way -> sendBy(way, news));
    }

    private void sendBy(Ways.Way way, MessageWritten news) {
        var in = news.conversation();
        var message = conversations.message(in, news.seq()).orElseThrow();
        var author = message.author();
        if (author instanceof Author.OfCustomer && message.body() instanceof Body.Text) {
            ways.closed(in);
        }
        if (author instanceof Author.OfCustomer
                || cases.of(in).filter(SignedOut::isSignedOut).isPresent()) {
            return;
        }
        var rest = author instanceof Author.OfAgent ? settings.rest() : Duration.ZERO;
        dispatches.add(in, news.seq(), way.channel(), way.address(), rest);
    }

    @Scheduled(fixedDelayString = "${okpay.channels.every:PT0.5S}")
    void everyMoment() {
        for (var channel : carriers.keySet()) {
            if (busy.putIfAbsent(channel, true) == null) {
                threads.execute(() -> run(channel));
            }
        }
    }

    private void run(Channel channel) {
        try {
            while (send(channel) == AT_ONCE) {
                log.debug("More waits for {}", channel);
            }
        } catch (RuntimeException e) {
            log.warn("What waits for {} could not be sent", channel, e);
        } finally {
            busy.remove(channel);
        }
    }

    /// Sends what is due now.
    ///
    /// @return how many dispatches were tried
    public int send(Channel channel) {
        var carrier = carriers.get(channel);
        if (carrier == null) {
            return 0;
        }
        var due = dispatches.take(channel, AT_ONCE);
        var end = clock.instant().plus(LONGEST);
        var together = new LinkedHashMap<String, List<Dispatch>>();
        due.forEach(it ->
                together.computeIfAbsent(
                                it.conversation()
                                        .map(in -> in + " " + it.address())
                                        .orElse(it.id().toString()),
                                _ -> new ArrayList<>())
                        .add(it));
        var envelopes =
                new InHand(
                        together.values().stream()
                                .takeWhile(_ -> clock.instant().isBefore(end))
                                .flatMap(it -> envelope(carrier, it).stream())
                                .iterator());
        carry(carrier, envelopes, it -> trySettle(it, due));
        return due.size();
    }

    /// One that breaks whoever carries it stops none of the others.
    private static void carry(Carrier carrier, InHand envelopes, Consumer<Result> told) {
        while (envelopes.hasNext()) {
            try {
                carrier.carry(() -> envelopes, told);
                return;
            } catch (RuntimeException e) {
                log.warn("What {} carries broke it", carrier.channel(), e);
                if (envelopes.last == null) {
                    return;
                }
                told.accept(new Result.Later(envelopes.last, e.toString()));
                envelopes.last = null;
            }
        }
    }

    /// Envelopes, and which of them was taken last.
    private static final class InHand implements Iterator<Envelope> {
        private final Iterator<Envelope> all;
        private @Nullable Envelope last;

        InHand(Iterator<Envelope> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            return all.hasNext();
        }

        @Override
        public Envelope next() {
            last = all.next();
            return last;
        }
    }

    /// What waits for one person, if anything is left to say. What cannot be written down stops
    /// nothing else.
    private Optional<Envelope> envelope(Carrier carrier, List<Dispatch> some) {
        var channel = carrier.channel();
        try {
            var quiet = some.getFirst().letter().flatMap(telling::quietUntil);
            if (quiet.isPresent()) {
                dispatches.delayLetters(
                        List.of(some.getFirst().letter().orElseThrow()), quiet.get());
                return Optional.empty();
            }
            var left = dispatches.begin(some);
            if (left.isEmpty()) {
                return Optional.empty();
            }
            var made = envelopes.make(left).filter(it -> mayGo(carrier, it));
            boolean isLoop = made.filter(it -> isLoop(channel, it)).isPresent();
            if (made.isEmpty() || isLoop) {
                dispatches.end(ids(left), Dispatches.State.NOT_NEEDED, isLoop ? "loop" : "");
                return Optional.empty();
            }
            return made;
        } catch (RuntimeException e) {
            log.warn("What waits for {} cannot be written: {}", channel, e.toString());
            giveUp(dispatches.failed(some, e.toString(), Duration.ZERO));
            return Optional.empty();
        }
    }

    private static boolean mayGo(Carrier carrier, Envelope it) {
        return it.reader().map(who -> carrier.mayReach(it.address(), who)).orElse(true);
    }

    /// Automatic answers in a conversation; letters with codes and warnings always go.
    private boolean isLoop(Channel channel, Envelope it) {
        var hour = clock.instant().minus(Duration.ofHours(1));
        return channel == Channel.EMAIL
                && it.automatic()
                && it.isOfConversation()
                && departures.since(channel, it.address(), hour) >= LOOP;
    }

    /// What cannot be written down now is an orphan when its lease is over; the others go on.
    private void trySettle(Result result, List<Dispatch> due) {
        try {
            settle(result, due);
        } catch (RuntimeException e) {
            log.warn("What came of {} could not be written down", result.of(), e);
        }
    }

    private void settle(Result result, List<Dispatch> due) {
        var of = due.stream().filter(it -> result.of().of().contains(it.id())).toList();
        switch (result) {
            case Result.Sent(var envelope, var ref) -> {
                returns.sent(of.getFirst().channel(), envelope.of(), ref);
                of.forEach(this::reached);
            }
            case Result.Never(var envelope, var why) -> {
                dispatches.end(envelope.of(), Dispatches.State.GIVEN_UP, why);
                returns.cannotGo(of.getFirst());
            }
            case Result.Later(_, var why, var rest) -> giveUp(dispatches.failed(of, why, rest));
        }
    }

    private void giveUp(List<Dispatch> over) {
        over.stream().limit(1).forEach(returns::givenUp);
    }

    private void reached(Dispatch sent) {
        sent.conversation()
                .flatMap(cases::of)
                .ifPresent(it -> continuity.reached(it.id(), sent.seq()));
    }

    private static List<UUID> ids(List<Dispatch> some) {
        return some.stream().map(Dispatch::id).toList();
    }

    @Override
    public void destroy() {
        // What was sent is also written down.
        Ending.gently(threads);
    }
}
