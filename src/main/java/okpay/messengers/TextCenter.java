package okpay.messengers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameters;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// A pretend text message centre: speaks SMPP 3.4 on a loopback port of its own, tells what became
/// of each message, and misbehaves on request.
@Component
@ConditionalOnProperty("okpay.channels.sms.in-house")
public class TextCenter implements SmartLifecycle {

    /// How it takes a message to a number.
    public enum Mood {
        PROMPT,
        /// The telephone is gone: it says so later.
        GONE,
        /// It takes the message and never says what became of it.
        SILENT,
        /// The receipt comes twice.
        TWICE,
        /// Too many at once: not now.
        THROTTLED,
        /// There is no such number.
        REFUSED,
        /// It takes the message, and the connection ends before it says so.
        CUT_OFF
    }

    /// @param at which it was taken
    public record Text(String from, String to, String words, Instant at) {}

    public record Access(int port, String user, String password) {}

    private static final Logger log = LoggerFactory.getLogger(TextCenter.class);
    private static final Duration BIND = Duration.ofSeconds(5);
    private static final byte UCS2 = 8;
    private static final int MOST = 100;

    private final Clock clock;
    private final Receipts receipts = new Receipts();
    private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis());
    private final Map<String, Queue<Text>> texts = new ConcurrentHashMap<>();
    private final Map<String, Mood> moods = new ConcurrentHashMap<>();
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SMPPServerSessionListener door;
    private final Access access;
    private volatile boolean running;

    TextCenter(Clock clock) throws IOException {
        this.clock = clock;
        var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.door = new SMPPServerSessionListener(socket.getLocalPort(), new Loopback(socket));
        this.access = new Access(socket.getLocalPort(), "okpay", Talk.secret(4));
    }

    public Access access() {
        return access;
    }

    public void behave(String to, Mood mood) {
        moods.put(to, mood);
    }

    /// What a telephone got, in order.
    public List<Text> texts(String to) {
        return List.copyOf(texts.getOrDefault(to, new ConcurrentLinkedQueue<>()));
    }

    /// Somebody writes from a telephone.
    ///
    /// @return false when nobody is there to hear it, or it is not taken
    public boolean write(String from, String words) {
        return sessions.stream()
                .findFirst()
                .filter(it -> receipts.deliver(it, from, words))
                .isPresent();
    }

    /// Every connection ends.
    public void hangUp() {
        sessions.forEach(SMPPServerSession::close);
        sessions.clear();
    }

    private void listen() {
        while (running) {
            try {
                var session = door.accept();
                threads.execute(() -> greet(session));
            } catch (IOException e) {
                log.debug("Nobody came: {}", e.toString());
            }
        }
    }

    private void greet(SMPPServerSession session) {
        try {
            session.setMessageReceiverListener(new Listening(this::take));
            var asked = session.waitForBind(BIND.toMillis());
            if (asked.getSystemId().equals(access.user)
                    && access.password.equals(asked.getPassword())) {
                asked.accept("center");
                sessions.add(session);
            } else {
                asked.reject(SMPPConstant.STAT_ESME_RINVPASWD);
                session.close();
            }
        } catch (IOException | TimeoutException | PDUException e) {
            log.info("A pretend text message centre could not greet: {}", e.toString());
            session.close();
        }
    }

    private SubmitSmResult take(SubmitSm sent, SMPPServerSession session)
            throws ProcessRequestException {
        var to = sent.getDestAddress();
        var mood = moods.getOrDefault(to, Mood.PROMPT);
        if (mood == Mood.THROTTLED) {
            throw new ProcessRequestException("slowly", SMPPConstant.STAT_ESME_RTHROTTLED);
        }
        if (mood == Mood.REFUSED) {
            throw new ProcessRequestException("nobody", SMPPConstant.STAT_ESME_RINVDSTADR);
        }
        var all = texts.computeIfAbsent(to, _ -> new ConcurrentLinkedQueue<>());
        all.add(new Text(sent.getSourceAddr(), to, words(sent), clock.instant()));
        if (all.size() > MOST) {
            all.remove();
        }
        if (mood == Mood.CUT_OFF) {
            session.close();
            sessions.remove(session);
        }
        var id = Long.toHexString(numbers.incrementAndGet());
        if (mood != Mood.SILENT && mood != Mood.CUT_OFF) {
            var times = new ArrayList<>(List.of(mood != Mood.GONE));
            if (mood == Mood.TWICE) {
                times.add(true);
            }
            threads.execute(() -> times.forEach(it -> receipts.tell(session, to, id, it)));
        }
        try {
            return new SubmitSmResult(
                    new MessageId(id), OptionalParameters.EMPTY_OPTIONAL_PARAMETERS);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String words(SubmitSm sent) {
        var longer =
                OptionalParameters.get(
                        OptionalParameter.Message_payload.class, sent.getOptionalParameters());
        var bytes = longer == null ? sent.getShortMessage() : longer.getValue();
        return new String(
                bytes,
                sent.getDataCoding() == UCS2
                        ? StandardCharsets.UTF_16BE
                        : StandardCharsets.ISO_8859_1);
    }

    @Override
    public void start() {
        running = true;
        threads.execute(this::listen);
    }

    @Override
    public void stop() {
        running = false;
        hangUp();
        threads.shutdownNow();
        try {
            door.close();
        } catch (IOException e) {
            log.debug("The door was closed: {}", e.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
