package okpay.channels.phone;

import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.concurrent.ThreadLocalRandom;

/// The ports sound comes in by: any, or those a firewall lets through.
///
/// @param from 0 for any
/// @param to the last of them
record MediaPorts(int from, int to) {

    MediaPorts {
        if (from < 0 || to > 65_535 || from > to) {
            throw new IllegalArgumentException("No ports for sound: " + from + " to " + to);
        }
    }

    /// @throws SocketException all of them are taken
    DatagramSocket open(InetAddress at) throws SocketException {
        if (from == 0) {
            return new DatagramSocket(0, at);
        }
        int many = to - from + 1;
        int first = ThreadLocalRandom.current().nextInt(many);
        for (int i = 0; i < many; i++) {
            try {
                return new DatagramSocket(from + (first + i) % many, at);
            } catch (BindException _) {
                // Somebody speaks there; the next.
            }
        }
        throw new SocketException("No port for sound is free");
    }
}
