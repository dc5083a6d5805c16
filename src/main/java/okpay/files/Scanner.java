package okpay.files;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Asks ClamAV's daemon (clamd, its command INSTREAM) whether a file is known to do harm.
@Component
class Scanner {

    private static final Logger log = LoggerFactory.getLogger(Scanner.class);
    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_ANSWER = 1_000;

    private final FileSettings settings;

    Scanner(FileSettings settings) {
        this.settings = settings;
    }

    enum Finding {
        CLEAN,
        INFECTED,
        /// No answer, or none that says either.
        SILENT
    }

    Finding look(byte[] body) {
        if (settings.clamd().isBlank()) {
            return Finding.CLEAN;
        }
        int colon = settings.clamd().lastIndexOf(':');
        var host = settings.clamd().substring(0, colon);
        int port = Integer.parseInt(settings.clamd().substring(colon + 1));
        int patience = Math.toIntExact(settings.patience().toMillis());
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), patience);
            socket.setSoTimeout(patience);
            send(new DataOutputStream(socket.getOutputStream()), body);
            var answer = socket.getInputStream().readNBytes(LONGEST_ANSWER);
            return read(new String(answer, StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.warn("The virus scanner did not answer: {}", e.toString());
            return Finding.SILENT;
        }
    }

    /// `zINSTREAM\0`, then chunks with their length before them, then a length of nothing.
    private static void send(DataOutputStream out, byte[] body) throws IOException {
        out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
        for (int from = 0; from < body.length; from += CHUNK) {
            int length = Math.min(CHUNK, body.length - from);
            out.writeInt(length);
            out.write(body, from, length);
        }
        out.writeInt(0);
        out.flush();
    }

    /// `stream: OK`, `stream: Name FOUND`, or an error.
    private static Finding read(String answer) {
        var said = answer.replace("\0", "").strip();
        if (said.equals("stream: OK")) {
            return Finding.CLEAN;
        }
        if (said.endsWith(" FOUND")) {
            log.warn("The virus scanner found {}", said);
            return Finding.INFECTED;
        }
        log.warn("The virus scanner said {}", said);
        return Finding.SILENT;
    }
}
