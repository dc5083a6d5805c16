package okpay.channels.sms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;

/// Connects within a time, and where it is encrypted with nobody but whom we meant.
///
/// @param isEncrypted by TLS
record Sockets(boolean isEncrypted, Duration patience) implements ConnectionFactory {

    @Override
    public Connection createConnection(String host, int port) throws IOException {
        var plain = new Socket();
        boolean isOpen = false;
        try {
            plain.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
            var socket = isEncrypted ? encrypted(plain, host, port) : plain;
            isOpen = true;
            return new SocketConnection(socket);
        } finally {
            if (!isOpen) {
                plain.close();
            }
        }
    }

    private Socket encrypted(Socket plain, String host, int port) throws IOException {
        plain.setSoTimeout((int) patience.toMillis());
        var socket =
                (SSLSocket)
                        ((SSLSocketFactory) SSLSocketFactory.getDefault())
                                .createSocket(plain, host, port, true);
        var named = socket.getSSLParameters();
        named.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(named);
        socket.startHandshake();
        return socket;
    }
}
