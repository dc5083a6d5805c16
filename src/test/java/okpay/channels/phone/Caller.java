package okpay.channels.phone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import okpay.id.Ids;

/// A telephone of our own for tests: SIP and RTP by hand, with nothing of what the hotline uses.
public final class Caller implements AutoCloseable {

    private static final int DIGITS = 96;

    private final DatagramSocket sip = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final InetSocketAddress hotline;
    private final String id = Ids.next().toString();
    private final String tag = id.substring(0, 8);
    private final String number;
    private final int law;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final AtomicInteger packets = new AtomicInteger();
    private final AtomicInteger missed = new AtomicInteger();
    private int last = -1;
    private volatile boolean isEnded;
    private String to = "";
    private InetSocketAddress sound = new InetSocketAddress(0);
    private int sequence;
    private int timestamp;

    public Caller(InetSocketAddress hotline, String number, int law) throws IOException {
        this.hotline = hotline;
        this.number = number;
        this.law = law;
        Thread.ofVirtual().start(this::listen);
        Thread.ofVirtual().start(this::hear);
    }

    private void listen() {
        var packet = new DatagramPacket(new byte[10_000], 10_000);
        while (!sip.isClosed()) {
            try {
                packet.setLength(10_000);
                sip.receive(packet);
                var text =
                        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                if (text.startsWith("BYE")) {
                    isEnded = true;
                    send(answer(text));
                } else {
                    said.add(text);
                }
            } catch (IOException _) {
                return;
            }
        }
    }

    private static String answer(String request) {
        var lines = new StringBuilder("SIP/2.0 200 OK\r\n");
        request.lines()
                .filter(it -> it.matches("(Via|From|To|Call-ID|CSeq):.*"))
                .forEach(it -> lines.append(it).append("\r\n"));
        return lines.append("Content-Length: 0\r\n\r\n").toString();
    }

    private void hear() {
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        while (!rtp.isClosed()) {
            try {
                packet.setLength(2_000);
                rtp.receive(packet);
                packets.incrementAndGet();
                int number = (packet.getData()[2] & 0xff) << 8 | (packet.getData()[3] & 0xff);
                if (last >= 0) {
                    missed.addAndGet(Math.floorMod(number - last - 1, 0x10000));
                }
                last = number;
                synchronized (heard) {
                    heard.write(packet.getData(), 12, packet.getLength() - 12);
                }
            } catch (IOException _) {
                return;
            }
        }
    }

    void send(String message) throws IOException {
        var bytes = message.getBytes(StandardCharsets.UTF_8);
        sip.send(new DatagramPacket(bytes, bytes.length, hotline));
    }

    /// @return the status of the final answer
    public int call() throws IOException, InterruptedException {
        var invitation = request("INVITE", 1, offer());
        int status = 0;
        // What is lost on the way is said again (RFC 3261, timer A).
        for (int i = 0; i < 5 && status == 0; i++) {
            send(invitation);
            status = await();
        }
        if (status == 200) {
            send(request("ACK", 1, ""));
        }
        return status;
    }

    /// The first final answer.
    int await() throws InterruptedException {
        while (true) {
            var answer = said.poll(5, TimeUnit.SECONDS);
            if (answer == null) {
                return 0;
            }
            int status = Integer.parseInt(answer.substring(8, 11));
            if (status >= 200) {
                take(answer);
                return status;
            }
        }
    }

    private void take(String answer) {
        var their = Pattern.compile("(?m)^To:.*?(;tag=\\S+)").matcher(answer);
        to = their.find() ? their.group(1) : "";
        var audio = Pattern.compile("m=audio (\\d+) ").matcher(answer);
        if (audio.find()) {
            sound =
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), Integer.parseInt(audio.group(1)));
        }
    }

    String request(String method, int number, String body) {
        return method
                + " sip:okpay@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
                + sip.getLocalPort()
                + ";branch=z9hG4bK"
                + Ids.next()
                + "\r\nFrom: <sip:"
                + this.number
                + "@127.0.0.1>;tag="
                + tag
                + "\r\nTo: <sip:okpay@127.0.0.1>"
                + to
                + "\r\nCall-ID: "
                + id
                + "\r\nCSeq: "
                + number
                + " "
                + method
                + "\r\nContact: <sip:me@127.0.0.1:"
                + sip.getLocalPort()
                + ">\r\nMax-Forwards: 70\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    /// In the call: something else is wanted from now on.
    ///
    /// @return the answer, whole
    String again(int number, String body) throws IOException, InterruptedException {
        said.clear();
        send(request("INVITE", number, body));
        while (true) {
            var answer = said.poll(5, TimeUnit.SECONDS);
            if (answer == null || !answer.startsWith("SIP/2.0 1")) {
                send(request("ACK", number, ""));
                return String.valueOf(answer);
            }
        }
    }

    String offer() {
        return "v=0\r\no=me 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                + rtp.getLocalPort()
                + " RTP/AVP "
                + law
                + " "
                + DIGITS
                + "\r\na=rtpmap:"
                + DIGITS
                + " telephone-event/8000\r\n";
    }

    /// Each key is told five times, as telephones do.
    public void press(String keys) throws IOException, InterruptedException {
        for (int k = 0; k < keys.length(); k++) {
            char key = keys.charAt(k);
            timestamp += 1_600;
            for (int i = 0; i < 5; i++) {
                var event = ByteBuffer.allocate(4);
                event.put((byte) "0123456789*#".indexOf(key));
                event.put((byte) (i > 2 ? 0x8a : 0x0a)).putShort((short) (160 * i));
                packet(DIGITS, event.array());
            }
            Thread.sleep(Duration.ofMillis(40));
        }
    }

    /// Says something, at the speed of speech.
    void say(byte[] linear) throws IOException, InterruptedException {
        var all = law().encode(linear);
        for (int at = 0; at < all.length; at += Sound.FRAME) {
            timestamp += Sound.FRAME;
            packet(law, java.util.Arrays.copyOfRange(all, at, Math.min(all.length, at + 160)));
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    private Sound.Law law() {
        return law == 0 ? Sound.Law.PCMU : Sound.Law.PCMA;
    }

    private void packet(int payload, byte[] body) throws IOException {
        var packet = ByteBuffer.allocate(12 + body.length);
        packet.put((byte) 0x80).put((byte) payload).putShort((short) sequence++);
        packet.putInt(timestamp).putInt(4711).put(body);
        rtp.send(new DatagramPacket(packet.array(), packet.capacity(), sound));
    }

    public void hangUp() throws IOException, InterruptedException {
        send(request("BYE", 2, ""));
        var _ = await();
    }

    /// @return linear
    byte[] heard() {
        synchronized (heard) {
            return law().decode(heard.toByteArray());
        }
    }

    /// The loudest moment of the latest frames.
    public int loudest(int frames) {
        var all = heard();
        int loudest = 0;
        for (int at = Math.max(0, all.length - frames * 320); at < all.length; at += 2) {
            loudest = Math.max(loudest, Math.abs((all[at] & 0xff) | (all[at + 1] << 8)));
        }
        return loudest;
    }

    /// How many frames of what it heard never came.
    public int missed() {
        return missed.get();
    }

    /// A tone, at the speed of speech.
    ///
    /// @return how many frames it was
    public int sing(int seconds) throws IOException, InterruptedException {
        say(Sound.tone(600, seconds * 1_000));
        return seconds * 50;
    }

    public int packets() {
        return packets.get();
    }

    public boolean isEnded() {
        return isEnded;
    }

    InetSocketAddress sound() {
        return sound;
    }

    @Override
    public void close() {
        sip.close();
        rtp.close();
    }
}
