package okpay.channels.phone;

import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TooManyListenersException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import okpay.channels.Ending;
import okpay.channels.Pulse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The telephone that rings at OKPay (RFC 3261). It takes calls and nothing else: nobody registers
/// here, and it calls nobody.
@Component
@EnableConfigurationProperties(PhoneSettings.class)
class Hotline implements SipListener, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Hotline.class);
    static final String LANE = "phone";
    private static final Pattern SIGNAL = Pattern.compile("(?m)^Signal *= *([0-9*#])\\s*$");

    private final PhoneSettings settings;
    private final Attendant attendant;
    private final Voice voice;
    private final Pulse pulse;
    private final Set<RtpLine> lines = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Optional<Wires> wires = Optional.empty();

    Hotline(PhoneSettings settings, Attendant attendant, Voice voice, Pulse pulse) {
        this.settings = settings;
        this.attendant = attendant;
        this.voice = voice;
        this.pulse = pulse;
    }

    /// A call we have taken; it begins when the caller knows it.
    private record Taken(RtpLine line, String caller, AtomicBoolean begun) {}

    /// Where it listens; empty when it does not.
    Optional<InetSocketAddress> at() {
        return wires.map(it -> new InetSocketAddress(settings.host(), it.port()));
    }

    @Override
    public void start() {
        if (!settings.on()) {
            return;
        }
        if (!voice.isThere()) {
            log.info("No hotline: {} is not installed (Debian: espeak-ng)", settings.voice());
            return;
        }
        try {
            wires =
                    Optional.of(
                            new Wires(settings.host(), settings.media(), settings.port(), this));
            log.info("The hotline listens at {}", at().orElseThrow());
        } catch (SipException
                | InvalidArgumentException
                | TooManyListenersException
                | IOException e) {
            log.warn("There is no hotline: {}", e.toString());
        }
    }

    @Override
    public void processRequest(RequestEvent event) {
        try {
            take(event, wires.orElseThrow());
        } catch (SipException
                | InvalidArgumentException
                | ParseException
                | IOException
                | RuntimeException e) {
            log.info("A {} cannot be answered: {}", event.getRequest().getMethod(), e.toString());
        }
    }

    private void take(RequestEvent event, Wires on)
            throws SipException, InvalidArgumentException, ParseException, IOException {
        switch (event.getRequest().getMethod()) {
            case Request.INVITE -> invited(event, on);
            case Request.ACK -> taken(event.getDialog()).ifPresent(this::begin);
            case Request.BYE -> {
                taken(event.getDialog()).ifPresent(it -> it.line.over());
                on.answer(event, Response.OK);
            }
            case Request.INFO -> {
                var key = SIGNAL.matcher(body(event.getRequest()));
                if (key.find()) {
                    taken(event.getDialog()).ifPresent(it -> it.line.press(key.group(1).charAt(0)));
                }
                on.answer(event, Response.OK);
            }
            // We answer at once: whoever takes their call back has it already, and says BYE.
            case Request.CANCEL -> on.answer(event, Response.OK);
            case Request.OPTIONS -> on.answerAndForget(event, Response.OK);
            default -> on.answerAndForget(event, Response.METHOD_NOT_ALLOWED);
        }
    }

    private void invited(RequestEvent event, Wires on)
            throws SipException, InvalidArgumentException, ParseException, IOException {
        var request = event.getRequest();
        if (((ToHeader) request.getHeader(ToHeader.NAME)).getTag() != null) {
            again(event, on);
            return;
        }
        var offer = Sdp.read(body(request));
        if (offer.isEmpty()) {
            on.answer(event, Response.NOT_ACCEPTABLE_HERE);
            return;
        }
        // Without one we could not hang up.
        if (!(request.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
                && !contact.getAddress().isWildcard()
                && contact.getAddress().getURI() instanceof SipURI)) {
            on.answer(event, Response.BAD_REQUEST);
            return;
        }
        if (lines.size() >= settings.most()) {
            on.answer(event, Response.BUSY_HERE);
            return;
        }
        var call = on.transaction(event);
        var dialog = call.getDialog();
        var socket = settings.ports().open(InetAddress.getByName(settings.host()));
        var line =
                new RtpLine(socket, offer.get(), from(request, offer.get()), () -> on.bye(dialog));
        lines.add(line);
        dialog.setApplicationData(new Taken(line, caller(request), new AtomicBoolean()));
        try {
            on.accept(call, request, line.answer(settings.media()));
        } catch (SipException | InvalidArgumentException | ParseException | RuntimeException e) {
            line.over();
            lines.remove(line);
            throw e;
        }
    }

    /// In a call: it goes on as before (RFC 4028), from elsewhere, on hold, or no longer so. What
    /// we cannot speak with changes nothing.
    private void again(RequestEvent event, Wires on)
            throws SipException, InvalidArgumentException, ParseException {
        var request = event.getRequest();
        var call = taken(event.getDialog());
        if (call.isEmpty()) {
            on.answer(event, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        var line = call.get().line;
        var offer = Sdp.read(body(request), List.of(line.law()));
        if (offer.isEmpty() && !body(request).isBlank()) {
            on.answer(event, Response.NOT_ACCEPTABLE_HERE);
            return;
        }
        offer.ifPresent(it -> line.follow(it, from(request, it)));
        on.accept(on.transaction(event), request, line.answer(settings.media()));
    }

    /// Where its sound may come from.
    private static Set<InetAddress> from(Request request, Sdp offer) {
        return Set.copyOf(List.of(((SIPRequest) request).getRemoteAddress(), offer.at()));
    }

    private void begin(Taken taken) {
        if (taken.begun.compareAndSet(false, true)) {
            threads.execute(() -> attend(taken));
        }
    }

    private void attend(Taken taken) {
        try {
            attendant.attend(taken.line, taken.caller);
        } catch (RuntimeException e) {
            log.warn("A call ended badly", e);
        } finally {
            taken.line.hangUp();
            lines.remove(taken.line);
        }
    }

    private static Optional<Taken> taken(Dialog dialog) {
        return dialog != null && dialog.getApplicationData() instanceof Taken it
                ? Optional.of(it)
                : Optional.empty();
    }

    /// The number a caller shows: it says nothing of who they are.
    private static String caller(Request request) {
        var from = ((FromHeader) request.getHeader(FromHeader.NAME)).getAddress().getURI();
        return from instanceof SipURI it && it.getUser() != null ? it.getUser() : "";
    }

    private static String body(Request request) {
        var raw = request.getRawContent();
        return raw == null ? "" : new String(raw, StandardCharsets.UTF_8);
    }

    @Override
    public void processResponse(ResponseEvent event) {
        log.debug("Answered: {}", event.getResponse().getStatusCode());
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        log.debug("Nobody answers any more");
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        log.debug("Nobody is there any more: {}", event.getHost());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        log.trace("A transaction is over");
    }

    /// Also when nobody ever said that they heard our answer.
    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        taken(event.getDialog())
                .ifPresent(it -> {
                    it.line.over();
                    lines.remove(it.line);
                });
    }

    /// Whether it still listens, and has a voice; and nobody holds a line for ever.
    @Scheduled(fixedDelayString = "${okpay.channels.phone.watch-every:PT10S}")
    void look() {
        if (!settings.on() || !voice.isThere()) {
            return;
        }
        lines.stream().filter(it -> it.isStale(settings.longest())).forEach(RtpLine::hangUp);
        if (wires.isEmpty()) {
            pulse.failed(LANE, "it does not listen");
        } else {
            pulse.beat(LANE, Pulse.PATIENCE);
        }
    }

    List<RtpLine> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void stop() {
        lines().forEach(RtpLine::hangUp);
        // What was being said is still kept.
        Ending.gently(threads);
        wires.ifPresent(Wires::stop);
        wires = Optional.empty();
    }

    @Override
    public boolean isRunning() {
        return wires.isPresent();
    }
}
