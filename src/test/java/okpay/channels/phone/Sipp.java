package okpay.channels.phone;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// A call by Debian's sipp: it dials, types what it is told (RFC 4733) and plays a melody (G.711) a
/// few times. It sends sound as raw packets, and so wants to be root.
final class Sipp implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/sipp");

    private static final int NET_RAW = 13;

    private final Process process;
    private final Path errors;

    /// @param menu what is typed first, `consent` when the question is heard, `code` after that
    /// @param melody linear
    Sipp(
            Path folder,
            InetSocketAddress hotline,
            String menu,
            String consent,
            String code,
            byte[] melody)
            throws IOException {
        var scenario = folder.resolve("caller.xml");
        var sound = folder.resolve("melody.pcap");
        errors = folder.resolve("sipp.txt");
        Files.write(sound, captured(Sound.Law.PCMA.encode(melody)));
        Files.writeString(
                scenario,
                SCENARIO.replace("MENU", menu)
                        .replace("CONSENT", consent)
                        .replace("CODE", code)
                        .replace("MELODY", sound.toString()));
        process =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "127.0.0.1:" + hotline.getPort(),
                                "-sf",
                                scenario.toString(),
                                "-m",
                                "1",
                                "-i",
                                "127.0.0.1",
                                "-p",
                                Integer.toString(free()),
                                "-mp",
                                Integer.toString(free() & ~1),
                                "-nostdin",
                                "-timeout",
                                "60s",
                                "-timeout_error")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(errors.toFile())
                        .start();
    }

    static boolean isThere() {
        return Files.isExecutable(PROGRAM) && maySendRaw();
    }

    private static boolean maySendRaw() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(it -> it.startsWith("CapEff:"))
                    .map(it -> Long.parseUnsignedLong(it.substring(7).strip(), 16))
                    .anyMatch(it -> (it & (1L << NET_RAW)) != 0);
        } catch (IOException _) {
            return false;
        }
    }

    /// 0 when everything went as it stands in the scenario.
    int result() throws IOException, InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("sipp did not end: " + Files.readString(errors));
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static int free() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// As a network card would have heard it: 20 ms in each packet.
    private static byte[] captured(byte[] sound) {
        int packets = sound.length / Sound.FRAME;
        int length = 14 + 20 + 8 + 12 + Sound.FRAME;
        var file = ByteBuffer.allocate(24 + packets * (16 + length)).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        file.putInt(0).putInt(0).putInt(65_535).putInt(1);
        for (int i = 0; i < packets; i++) {
            int at = i * 20_000;
            file.putInt(at / 1_000_000).putInt(at % 1_000_000).putInt(length).putInt(length);
            file.put(packet(i, Arrays.copyOfRange(sound, i * 160, (i + 1) * 160)));
        }
        return file.array();
    }

    private static byte[] packet(int number, byte[] sound) {
        var packet = ByteBuffer.allocate(14 + 20 + 8 + 12 + sound.length);
        packet.put(new byte[12]).putShort((short) 0x0800);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) (20 + 8 + 12 + sound.length));
        packet.putInt(0).put((byte) 64).put((byte) 17).putShort((short) 0);
        packet.putInt(0x7f000001).putInt(0x7f000001);
        packet.putShort((short) 40_000).putShort((short) 40_000);
        packet.putShort((short) (8 + 12 + sound.length)).putShort((short) 0);
        packet.put((byte) 0x80).put((byte) 8).putShort((short) number);
        packet.putInt(number * 160).putInt(0x0b0e).put(sound);
        return packet.array();
    }

    private static final String SCENARIO =
            """
            <?xml version="1.0" encoding="ISO-8859-1"?>
            <scenario name="a caller">
              <send retrans="500"><![CDATA[
            INVITE sip:okpay@[remote_ip]:[remote_port] SIP/2.0
            Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
            From: <sip:13700099999@[local_ip]:[local_port]>;tag=[pid]
            To: <sip:okpay@[remote_ip]:[remote_port]>
            Call-ID: [call_id]
            CSeq: 1 INVITE
            Contact: <sip:caller@[local_ip]:[local_port]>
            Max-Forwards: 70
            Content-Type: application/sdp
            Content-Length: [len]

            v=0
            o=caller 1 1 IN IP4 [local_ip]
            s=-
            c=IN IP4 [media_ip]
            t=0 0
            m=audio [media_port] RTP/AVP 8 96
            a=rtpmap:8 PCMA/8000
            a=rtpmap:96 telephone-event/8000
            a=fmtp:96 0-15
              ]]></send>
              <recv response="100" optional="true"/>
              <recv response="180" optional="true"/>
              <recv response="200"/>
              <send><![CDATA[
            ACK sip:okpay@[remote_ip]:[remote_port] SIP/2.0
            Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
            From: <sip:13700099999@[local_ip]:[local_port]>;tag=[pid]
            To: <sip:okpay@[remote_ip]:[remote_port]>[peer_tag_param]
            Call-ID: [call_id]
            CSeq: 1 ACK
            Max-Forwards: 70
            Content-Length: 0

              ]]></send>
              <pause milliseconds="1000"/>
              <nop><action><exec play_dtmf="MENU"/></action></nop>
              <pause milliseconds="3000"/>
              <nop><action><exec play_dtmf="CONSENT"/></action></nop>
              <pause milliseconds="2000"/>
              <nop><action><exec play_dtmf="CODE"/></action></nop>
              <pause milliseconds="7000"/>
              <nop><action><exec play_pcap_audio="MELODY"/></action></nop>
              <pause milliseconds="2500"/>
              <nop><action><exec play_pcap_audio="MELODY"/></action></nop>
              <pause milliseconds="2500"/>
              <nop><action><exec play_pcap_audio="MELODY"/></action></nop>
              <pause milliseconds="2500"/>
              <nop><action><exec play_pcap_audio="MELODY"/></action></nop>
              <pause milliseconds="2500"/>
              <nop><action><exec play_pcap_audio="MELODY"/></action></nop>
              <pause milliseconds="2500"/>
              <send retrans="500"><![CDATA[
            BYE sip:okpay@[remote_ip]:[remote_port] SIP/2.0
            Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
            From: <sip:13700099999@[local_ip]:[local_port]>;tag=[pid]
            To: <sip:okpay@[remote_ip]:[remote_port]>[peer_tag_param]
            Call-ID: [call_id]
            CSeq: 2 BYE
            Max-Forwards: 70
            Content-Length: 0

              ]]></send>
              <recv response="200"/>
            </scenario>
            """;
}
