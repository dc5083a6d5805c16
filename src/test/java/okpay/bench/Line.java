package okpay.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One kept-alive HTTP/1.1 connection, as thin as can be: the client shares two cores with what it
/// measures.
final class Line implements AutoCloseable {

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final byte[] buffer = new byte[16_384];
    private Socket socket;
    private int filled;

    Line(int port) throws IOException {
        this.port = port;
        this.socket = connect();
    }

    private Socket connect() throws IOException {
        var fresh = new Socket(InetAddress.getLoopbackAddress(), port);
        fresh.setTcpNoDelay(true);
        fresh.setSoTimeout(15_000);
        return fresh;
    }

    /// @return the status of the answer
    int post(String path, String headers, String body) throws IOException {
        var request =
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + headers
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        int status = read(socket.getInputStream());
        var head = new String(buffer, 0, Math.min(filled, 2_000), StandardCharsets.US_ASCII);
        if (head.contains("Connection: close")) {
            socket.close();
            socket = connect();
        }
        return status;
    }

    String answer() {
        return new String(buffer, 0, filled, StandardCharsets.UTF_8);
    }

    private int read(InputStream in) throws IOException {
        filled = 0;
        int headEnd = -1;
        int length = -1;
        while (true) {
            int n = in.read(buffer, filled, buffer.length - filled);
            if (n < 0) {
                throw new IOException("closed");
            }
            filled += n;
            if (headEnd < 0) {
                headEnd = find(END);
                if (headEnd >= 0) {
                    length = contentLength(headEnd);
                }
            }
            if (headEnd >= 0
                    && (length >= 0
                            ? filled >= headEnd + END.length + length
                            : endsWith(LAST_CHUNK))) {
                return Integer.parseInt(new String(buffer, 9, 3, StandardCharsets.US_ASCII));
            }
        }
    }

    private int contentLength(int headEnd) {
        var head = new String(buffer, 0, headEnd, StandardCharsets.US_ASCII);
        int at = head.indexOf("Content-Length: ");
        if (at < 0) {
            return -1;
        }
        int end = head.indexOf('\r', at);
        return Integer.parseInt(head.substring(at + 16, end < 0 ? head.length() : end));
    }

    private int find(byte[] what) {
        for (int i = 0; i + what.length <= filled; i++) {
            int j = 0;
            while (j < what.length && buffer[i + j] == what[j]) {
                j++;
            }
            if (j == what.length) {
                return i;
            }
        }
        return -1;
    }

    private boolean endsWith(byte[] what) {
        for (int j = 0; j < what.length; j++) {
            if (filled < what.length || buffer[filled - what.length + j] != what[j]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
