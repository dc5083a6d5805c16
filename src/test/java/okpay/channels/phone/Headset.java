package okpay.channels.phone;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// What a colleague's browser does in a call, without a browser.
final class Headset implements WebSocket.Listener, AutoCloseable {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;

    /// @param token of the colleague's session; empty for nobody
    Headset(int port, String call, String token, String origin) throws Exception {
        var address = URI.create("ws://127.0.0.1:" + port + "/console/phone/" + call + "/sound");
        socket =
                client.newWebSocketBuilder()
                        .header("Cookie", "okpay_desk=" + token)
                        .header("Origin", origin)
                        .buildAsync(address, this)
                        .get(10, TimeUnit.SECONDS);
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

    /// At the speed of speech.
    void say(byte[] linear) throws Exception {
        for (int at = 0; at < linear.length; at += Jitter.FRAME) {
            var frame = ByteBuffer.wrap(linear, at, Math.min(Jitter.FRAME, linear.length - at));
            socket.sendBinary(frame, true).get(5, TimeUnit.SECONDS);
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    void send(byte[] any) throws Exception {
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
