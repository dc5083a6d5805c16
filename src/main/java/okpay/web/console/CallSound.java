package okpay.web.console;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import okpay.channels.phone.CallId;
import okpay.channels.phone.Switchboard;
import okpay.identity.AgentId;
import okpay.identity.Person;
import okpay.identity.Sessions;
import okpay.identity.Token;
import okpay.web.Cookies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.BinaryWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// The sound of a call, to and from the browser of whoever took it: frames of 16-bit sound as the
/// telephone has it, over a WebSocket of this site's own pages.
@Component
@EnableWebSocket
class CallSound extends BinaryWebSocketHandler implements WebSocketConfigurer {

    private static final Logger log = LoggerFactory.getLogger(CallSound.class);
    private static final String PATH = "/console/phone/*/sound";
    private static final Pattern CALL = Pattern.compile("/console/phone/([^/]+)/sound");
    private static final String SPEAKER = "speaker";

    /// Not a call of theirs, or over.
    static final CloseStatus GONE = new CloseStatus(4404, "gone");

    /// A call that came in at another machine.
    static final CloseStatus ELSEWHERE = new CloseStatus(4421, "elsewhere");

    /// A second; what is older nobody wants to hear.
    private static final int MOST_WAITING = 50;

    /// Whoever is signed out hears no more after ten seconds.
    private static final int LOOK_EVERY = 500;

    private final Switchboard switchboard;
    private final Sessions sessions;
    private final Map<String, Outlet> outlets = new ConcurrentHashMap<>();

    CallSound(Switchboard switchboard, Sessions sessions) {
        this.switchboard = switchboard;
        this.sessions = sessions;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        // From other sites' pages none opens: that is Spring's default.
        registry.addHandler(this, PATH).addInterceptors(new WhoSpeaks());
    }

    private record Speaker(AgentId agent, Token token, CallId call) {
        static Speaker of(WebSocketSession session) {
            return (Speaker) Objects.requireNonNull(session.getAttributes().get(SPEAKER));
        }
    }

    private final class WhoSpeaks implements HandshakeInterceptor {
        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                Map<String, Object> attributes) {
            var token =
                    request instanceof ServletServerHttpRequest it
                            ? Cookies.token(it.getServletRequest())
                            : Optional.<Token>empty();
            var agent = token.flatMap(CallSound.this::agent);
            var path = CALL.matcher(request.getURI().getPath());
            var call = path.matches() ? CallId.read(path.group(1)) : Optional.<CallId>empty();
            if (agent.isEmpty() || call.isEmpty()) {
                response.setStatusCode(HttpStatus.NOT_FOUND);
                return false;
            }
            attributes.put(SPEAKER, new Speaker(agent.get(), token.get(), call.get()));
            return true;
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                @org.jspecify.annotations.Nullable Exception e) {}
    }

    private Optional<AgentId> agent(Token token) {
        return sessions.find(token)
                .filter(Person.OfAgent.class::isInstance)
                .map(it -> ((Person.OfAgent) it).agent().id());
    }

    /// Sends what is heard, on a thread of its own: the line waits for no browser.
    private final class Outlet implements Switchboard.Ear {
        private final WebSocketSession session;
        private final BlockingQueue<byte[]> frames = new ArrayBlockingQueue<>(MOST_WAITING);
        private volatile boolean isOver;
        private Optional<Switchboard.Mouth> mouth = Optional.empty();

        Outlet(WebSocketSession session) {
            this.session = session;
        }

        @Override
        public void hear(byte[] linear) {
            if (!frames.offer(linear)) {
                log.trace("A browser is too slow for sound");
            }
        }

        @Override
        public void over() {
            isOver = true;
            frames.clear();
            hear(new byte[0]);
        }

        void run() {
            var how = CloseStatus.NORMAL;
            try {
                for (int sent = 1; !isOver; sent++) {
                    var frame = frames.take();
                    if (frame.length > 0) {
                        session.sendMessage(new BinaryMessage(frame));
                    }
                    if (sent % LOOK_EVERY == 0 && isSignedOut()) {
                        how = CloseStatus.POLICY_VIOLATION;
                        break;
                    }
                }
            } catch (IOException | RuntimeException e) {
                log.debug("A browser has gone: {}", e.toString());
                how = CloseStatus.SERVER_ERROR;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                close(how);
            }
        }

        private void close(CloseStatus how) {
            try {
                session.close(how);
            } catch (IOException e) {
                log.debug("A browser has gone before it was told: {}", e.toString());
            }
        }

        /// A database that is away signs nobody out.
        private boolean isSignedOut() {
            try {
                return agent(Speaker.of(session).token).isEmpty();
            } catch (DataAccessException e) {
                log.debug("It is not known who is signed in: {}", e.toString());
                return false;
            }
        }
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        var outlet = new Outlet(session);
        var speaker = Speaker.of(session);
        switch (switchboard.connect(speaker.call, speaker.agent, outlet)) {
            case Switchboard.Connection.Connected(var mouth) -> {
                outlet.mouth = Optional.of(mouth);
                outlets.put(session.getId(), outlet);
                Thread.ofVirtual().name("sound").start(outlet::run);
            }
            case Switchboard.Connection.Gone _ -> session.close(GONE);
            case Switchboard.Connection.Elsewhere _ -> session.close(ELSEWHERE);
        }
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        var said = message.getPayload();
        var linear = new byte[said.remaining()];
        said.get(linear);
        Optional.ofNullable(outlets.get(session.getId()))
                .flatMap(it -> it.mouth)
                .ifPresent(it -> it.say(linear));
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        Optional.ofNullable(outlets.remove(session.getId()))
                .ifPresent(it -> {
                    it.mouth.ifPresent(Switchboard.Mouth::leave);
                    it.over();
                });
    }
}
