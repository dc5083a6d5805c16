package okpay.channels.phone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sound of one call (RFC 3550) and the keys that are pressed in it (RFC 4733).
final class RtpLine implements Line {

    private static final Logger log = LoggerFactory.getLogger(RtpLine.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KEYS = "0123456789*#";

    /// A telephone that sends nothing for so long is none.
    private static final Duration DEAF = Duration.ofSeconds(20);

    /// One that sent some and then no more, not even silence, has gone without a word.
    private static final Duration GONE = Duration.ofMinutes(2);

    private static final int HEAD = 12;
    private static final int LARGEST = 2_000;
    private static final char ENDED = '.';

    /// Who presses more keys than are waited for is not heard.
    private final BlockingQueue<Character> keys = new ArrayBlockingQueue<>(64);

    private final DatagramSocket socket;
    private volatile Sdp theirs;
    private volatile Set<InetAddress> from;
    private final Runnable bye;
    private final int source = RANDOM.nextInt();
    private final long began = System.nanoTime();
    private final AtomicInteger version = new AtomicInteger(1);
    private volatile boolean isLatched;
    private volatile Optional<InetSocketAddress> left = Optional.empty();
    private volatile long heardOf = System.nanoTime();
    private volatile boolean isOver;
    private volatile InetSocketAddress to;
    private volatile Tape tape = new Tape(0);
    private volatile Optional<Jitter> ear = Optional.empty();
    private int sequence = RANDOM.nextInt(0x8000);
    private int timestamp = RANDOM.nextInt();
    private final Strokes strokes = new Strokes();

    /// @param from the addresses sound may come from; all else is not for us
    /// @param bye tells the other side that we hang up
    RtpLine(DatagramSocket socket, Sdp theirs, Set<InetAddress> from, Runnable bye) {
        this.socket = socket;
        this.theirs = theirs;
        this.from = Set.copyOf(from);
        this.bye = bye;
        this.to = new InetSocketAddress(theirs.at(), theirs.port());
        Thread.ofVirtual().name("rtp-" + socket.getLocalPort()).start(this::listen);
    }

    private void listen() {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        while (!isOver) {
            try {
                packet.setLength(LARGEST);
                socket.receive(packet);
                if (from.contains(packet.getAddress())) {
                    take(packet);
                }
            } catch (RuntimeException e) {
                log.debug("A packet that means nothing: {}", e.toString());
            } catch (IOException e) {
                if (!isOver) {
                    log.debug("The sound of a call ended: {}", e.toString());
                }
                over();
            }
        }
    }

    private void take(DatagramPacket packet) {
        if (packet.getLength() < HEAD) {
            return;
        }
        var data = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        int first = data.get() & 0xff;
        int payload = data.get() & 0x7f;
        int begin = HEAD + 4 * (first & 0x0f);
        if (first >> 6 != 2 || (first & 0x10) != 0 || begin > packet.getLength()) {
            return;
        }
        var there = new InetSocketAddress(packet.getAddress(), packet.getPort());
        if (isLatched && there.equals(to)) {
            // Also who keeps silent, and sends nothing but the noise of it.
            heardOf = System.nanoTime();
        }
        if ((payload != theirs.digits() && payload != theirs.law().payload)
                || (isLatched && !there.equals(to))) {
            return;
        }
        if (!isLatched && left.filter(there::equals).isPresent()) {
            return;
        }
        // Behind a router the sound comes from another port than was offered: answers go where the
        // first of it came from, and nobody else is heard.
        to = there;
        isLatched = true;
        heardOf = System.nanoTime();
        var body = Arrays.copyOfRange(packet.getData(), begin, packet.getLength());
        if (payload == theirs.digits()) {
            event(body, data.getInt(8), data.getInt(4));
        } else if (payload == theirs.law().payload) {
            tape.keep(body);
            ear.ifPresent(it -> it.add(theirs.law().decode(body)));
        }
    }

    private void event(byte[] body, int source, int began) {
        if (body.length < 4 || (body[0] & 0xff) >= KEYS.length()) {
            return;
        }
        if (strokes.isNew(source, began)) {
            press(KEYS.charAt(body[0]));
        }
    }

    /// They speak from elsewhere from now on, or put us on hold, or take us back.
    void follow(Sdp offer, Set<InetAddress> from) {
        if (!offer.at().equals(theirs.at()) || offer.port() != theirs.port()) {
            // What is still on its way from there is no sign that they speak there.
            left = Optional.of(to);
            this.from = Set.copyOf(from);
            to = new InetSocketAddress(offer.at(), offer.port());
            isLatched = false;
        }
        heardOf = System.nanoTime();
        theirs = offer;
        version.incrementAndGet();
    }

    Sound.Law law() {
        return theirs.law();
    }

    /// What we answer to what they offered last.
    String answer(String host) {
        return theirs.answer(host, socket.getLocalPort(), version.get());
    }

    /// By whichever way it came.
    void press(char key) {
        if (!keys.offer(key)) {
            log.debug("More keys than anybody waits for");
        }
    }

    @Override
    public void say(byte[] linear) throws HungUp {
        var sound = theirs.law().encode(linear);
        var beat = new Beat();
        for (int at = 0; at < sound.length && keys.isEmpty(); at += Sound.FRAME) {
            ifNotOver();
            send(sound, at, at == 0);
            beat.await();
        }
    }

    @Override
    public void join(Party other) throws HungUp {
        var heard = new Jitter();
        ear = Optional.of(heard);
        var beat = new Beat();
        boolean isFirst = true;
        try {
            while (other.isThere()) {
                ifNotOver();
                var key = keys.poll();
                if (key != null && key != ENDED) {
                    other.pressed(key);
                }
                send(theirs.law().encode(other.exchange(heard.take())), 0, isFirst);
                isFirst = false;
                beat.await();
            }
        } finally {
            ear = Optional.empty();
        }
    }

    private void ifNotOver() throws HungUp {
        if (isOver) {
            throw new HungUp();
        }
    }

    private void send(byte[] sound, int at, boolean isFirst) {
        int length = Math.min(Sound.FRAME, sound.length - at);
        var packet = ByteBuffer.allocate(HEAD + length);
        packet.put((byte) 0x80)
                .put((byte) (theirs.law().payload | (isFirst ? 0x80 : 0)))
                .putShort((short) sequence++)
                .putInt(timestamp)
                .putInt(source)
                .put(sound, at, length);
        timestamp += Sound.FRAME;
        if (theirs.isHold()) {
            return;
        }
        try {
            socket.send(new DatagramPacket(packet.array(), packet.capacity(), to));
        } catch (IOException e) {
            log.debug("A piece of sound could not be sent: {}", e.toString());
        }
    }

    @Override
    public char key(Duration wait) throws HungUp {
        ifNotOver();
        try {
            var key = keys.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
            if (isOver || (key != null && key == ENDED)) {
                throw new HungUp();
            }
            return key == null ? ' ' : key;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new HungUp();
        }
    }

    @Override
    public void forgetKeys() {
        keys.removeIf(it -> it != ENDED);
    }

    /// Too long, or nothing comes from where the sound is sent to.
    boolean isStale(Duration longest) {
        var now = System.nanoTime();
        var quiet = now - heardOf;
        return now - began > longest.toNanos()
                || (!theirs.isHold() && quiet > (isLatched ? GONE : DEAF).toNanos());
    }

    @Override
    public byte[] hear(Duration most) {
        var mine = new Tape((int) (most.toMillis() * Sound.RATE / 1000));
        tape = mine;
        try {
            var _ = key(most);
        } catch (HungUp _) {
            log.debug("Whoever spoke has hung up; what they said is kept");
        }
        return theirs.law().decode(mine.stop());
    }

    void hangUp() {
        if (!isOver) {
            try {
                bye.run();
            } finally {
                over();
            }
        }
    }

    /// The other side hung up, or the call was lost.
    void over() {
        isOver = true;
        press(ENDED);
        socket.close();
    }
}
