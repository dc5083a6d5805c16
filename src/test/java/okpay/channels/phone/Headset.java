package okpay.channels.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a colleague's browser does in a call, without a browser.
final class Headset implements WebSocket.Listener, AutoCloseable {

    private static final byte[] QUIET = new byte[Jitter.FRAME];

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private volatile byte[] words = new byte[0];
    private volatile CountDownLatch said = new CountDownLatch(1);
    private volatile boolean isSilent;

    /// @param token of the colleague's session; empty for nobody
    Headset(int port, String call, String token, String origin) throws Exception {
        var address = URI.create("ws://127.0.0.1:" + port + "/console/phone/" + call + "/sound");
        socket =
                client.newWebSocketBuilder()
                        .header("Cookie", "okpay_desk=" + token)
                        .header("Origin", origin)
                        .buildAsync(address, this)
                        .get(10, TimeUnit.SECONDS);
        Thread.startVirtualThread(this::speak);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean isLast) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        synchronized (heard) {
            heard.writeBytes(bytes);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String why) {
        closed.complete(status);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(-1);
    }

    /// At the speed of speech; it is silent before and after it.
    void say(byte[] linear) throws Exception {
        said = new CountDownLatch(1);
        words = linear;
        assertThat(said.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /// A browser sends sound all the time.
    private void speak() {
        var now = new byte[0];
        int at = 0;
        while (!socket.isOutputClosed() && !isSilent) {
            if (words.length > 0) {
                now = words;
                words = new byte[0];
                at = 0;
            }
            var frame = at < now.length ? Arrays.copyOfRange(now, at, at + Jitter.FRAME) : QUIET;
            at += Jitter.FRAME;
            if (at >= now.length) {
                said.countDown();
            }
            try {
                socket.sendBinary(ByteBuffer.wrap(frame), true).get(5, TimeUnit.SECONDS);
                Thread.sleep(Duration.ofMillis(20));
            } catch (ExecutionException | TimeoutException | InterruptedException _) {
                return;
            }
        }
    }

    /// As a laptop that falls asleep: its connection stands.
    void fallAsleep() {
        isSilent = true;
    }

    void send(byte[] any) throws Exception {
        isSilent = true;
        Thread.sleep(Duration.ofMillis(100));
        socket.sendBinary(ByteBuffer.wrap(any), true).get(5, TimeUnit.SECONDS);
    }

    byte[] heard() {
        synchronized (heard) {
            return heard.toByteArray();
        }
    }

    /// With which status the other side ended it.
    int closed() throws Exception {
        return closed.get(20, TimeUnit.SECONDS);
    }

    /// As a browser that is killed does.
    void vanish() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
