package okpay.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands before a server, so that it can go away: at once, with every connection, in the middle of
/// whatever is said.
final class Gate implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final int behind;
    private final int port;
    private final Set<Socket> through = ConcurrentHashMap.newKeySet();
    private ServerSocket door;

    /// @param behind the port of the server
    Gate(int behind) throws IOException {
        this.behind = behind;
        door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        port = door.getLocalPort();
        listen(door);
    }

    int port() {
        return port;
    }

    void shut() throws IOException {
        door.close();
        for (var it : through) {
            // Neither side hears a goodbye.
            try (it) {
                it.setSoLinger(true, 0);
            } catch (SocketException e) {
                log.trace("It has gone by itself", e);
            }
        }
        through.clear();
    }

    void open() throws IOException {
        door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        listen(door);
    }

    private void listen(ServerSocket at) {
        Thread.startVirtualThread(() -> {
            while (!at.isClosed()) {
                try {
                    var outside = at.accept();
                    var inside = new Socket(InetAddress.getLoopbackAddress(), behind);
                    through.add(outside);
                    through.add(inside);
                    Thread.startVirtualThread(() -> carry(outside, inside));
                    Thread.startVirtualThread(() -> carry(inside, outside));
                } catch (IOException e) {
                    log.trace("Nobody came through", e);
                }
            }
        });
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            log.trace("That is how it ends", e);
        } finally {
            through.remove(from);
            through.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        shut();
    }
}
