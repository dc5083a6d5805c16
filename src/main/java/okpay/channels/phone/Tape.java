package okpay.channels.phone;

import java.io.ByteArrayOutputStream;

/// What is heard, while anybody listens.
final class Tape {
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private int room;

    Tape(int room) {
        this.room = room;
    }

    synchronized void keep(byte[] law) {
        if (law.length <= room) {
            room -= law.length;
            heard.writeBytes(law);
        }
    }

    synchronized byte[] stop() {
        room = 0;
        return heard.toByteArray();
    }
}
