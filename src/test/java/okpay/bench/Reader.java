package okpay.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A customer's open page: follows its stream, and when that breaks comes back to whichever node is
/// there as a browser does: after the pause it was told, with the last number it has.
final class Reader implements Runnable {

    private static final Pattern MESSAGE =
            Pattern.compile(
                    "id=\"m-(\\d+)\".*?class=\"bubble\"[^>]*>b-(\\d+)</div>", Pattern.DOTALL);

    /// What all readers saw.
    static final class Seen {
        final ConcurrentHashMap<Long, Long> arrived = new ConcurrentHashMap<>();
        final AtomicInteger open = new AtomicInteger();
        final AtomicLong doubled = new AtomicLong();
        final AtomicLong disordered = new AtomicLong();
        volatile boolean over;
    }

    private final String path;
    private final String cookie;
    private final List<Integer> ports;
    private final Seen seen;
    private long patience = 100;
    private int turn;
    private long last;
    private String lastEvent = "";
    private @Nullable Socket socket;

    Reader(String path, String cookie, List<Integer> ports, int turn, Seen seen) {
        this.path = path;
        this.cookie = cookie;
        this.ports = List.copyOf(ports);
        this.turn = turn;
        this.seen = seen;
    }

    @Override
    public void run() {
        while (!seen.over) {
            try (var there = new Socket(InetAddress.getLoopbackAddress(), ports.get(turn % 2))) {
                socket = there;
                follow(there);
            } catch (IOException _) {
                // The next one.
            }
            turn++;
            if (!seen.over) {
                LockSupport.parkNanos(patience * 1_000_000);
            }
        }
    }

    void leave() {
        var there = socket;
        if (there != null) {
            try {
                there.close();
            } catch (IOException _) {
                // It is gone.
            }
        }
    }

    private void follow(Socket there) throws IOException {
        var request =
                "GET %s?after=0 HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nCookie: %s\r\n%s\r\n"
                        .formatted(path, cookie, lastEvent);
        there.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var in =
                new BufferedReader(
                        new InputStreamReader(there.getInputStream(), StandardCharsets.UTF_8), 512);
        var status = in.readLine();
        if (status == null || !status.contains(" 200")) {
            return;
        }
        seen.open.incrementAndGet();
        try {
            var data = new StringBuilder();
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("retry:")) {
                    patience = Long.parseLong(line.substring(6).strip());
                } else if (line.startsWith("id:")) {
                    lastEvent = "Last-Event-ID: " + line.substring(3).strip() + "\r\n";
                } else if (line.startsWith("data:")) {
                    data.append(line, 5, line.length()).append('\n');
                } else if (line.isEmpty() && !data.isEmpty()) {
                    take(data.toString());
                    data.setLength(0);
                }
            }
        } finally {
            seen.open.decrementAndGet();
        }
    }

    private void take(String html) {
        var message = MESSAGE.matcher(html);
        if (!message.find()) {
            return;
        }
        long now = System.nanoTime();
        long seq = Long.parseLong(message.group(1));
        if (seen.arrived.putIfAbsent(Long.parseLong(message.group(2)), now) != null) {
            seen.doubled.incrementAndGet();
        } else if (seq <= last) {
            seen.disordered.incrementAndGet();
        }
        last = Math.max(last, seq);
    }
}
