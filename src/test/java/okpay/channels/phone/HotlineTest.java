package okpay.channels.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import okpay.channels.Arrival;
import okpay.channels.Arrivals;
import okpay.channels.Parked;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import okpay.wallet.Freeze;
import okpay.wallet.Freezes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// People who call, over real SIP and RTP.
class HotlineTest extends Story {

    private static final AtomicLong NUMBERS = new AtomicLong(13_900_000_000L);

    @Autowired private Hotline hotline;
    @LocalServerPort private int port;
    @Autowired private okpay.channels.Phrases phrases;
    @Autowired private Attendant attendant;
    @Autowired private VoiceMail mail;
    @Autowired private okpay.channels.Outbox outbox;
    @Autowired private Calls calls;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Freezes freezes;
    @Autowired private Arrivals arrivals;
    @Autowired private Parked parked;
    @Autowired private JdbcClient jdbc;

    private Someone li;

    @BeforeEach
    void people() {
        li = customer("李雷").holding("100.00 CNY");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void whoTypesTheCodeOfTheirAppIsKnownAndMayFreezeTheWallet(int law) throws Exception {
        try (var caller = caller(law)) {
            assertThat(caller.call()).isEqualTo(200);
            hears(caller);
            caller.press("1");
            caller.press("2" + "0000000000");
            hears(caller);
            assertThat(calls.since(li.id())).as("anybody could guess").isEmpty();
            caller.press(calls.code(li.id()).code());
            eventually(() -> calls.since(li.id()).isPresent());
            assertThat(letters(li)).anyMatch(it -> it.contains("OKPay") && it.contains("致电"));
            assertThat(freezes.of(li.id())).isEmpty();
            caller.press("1");
            eventually(() ->
                    freezes.of(li.id()).stream().anyMatch(it -> it.why() == Freeze.Reason.OWNER));

            assertThat(caller.packets()).isPositive();
            assertThat(loudness(caller.heard())).isGreaterThan(100);
            caller.hangUp();
            eventually(() -> calls.since(li.id()).isEmpty());
        }
    }

    /// A node that was killed says nothing more of its calls.
    @Test
    void aCallNobodySeesAnyMoreIsNotShown() {
        var call = calls.begin("1");
        assertThat(calls.verify(call, calls.code(li.id()).code())).isPresent();
        clock.passes(Duration.ofSeconds(20));
        calls.seen();
        clock.passes(Duration.ofSeconds(20));
        assertThat(calls.since(li.id())).isPresent();
        clock.passes(Duration.ofSeconds(20));
        assertThat(calls.since(li.id())).isEmpty();
        calls.end(call);
    }

    @Test
    void aMessageThatWasKeptAndNotPlacedIsPlacedLater() {
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        var fresh =
                new Arrivals.Fresh(
                        okpay.channels.Channel.PHONE,
                        okpay.id.Ids.next().toString(),
                        "139",
                        "Voice message by phone (7 seconds)",
                        li.id().toString(),
                        new org.springframework.core.io.ByteArrayResource(new byte[50]));
        assertThat(arrivals.keep(fresh)).isPresent();
        mail.again();
        assertThat(ofCustomer(one)).as("somebody may be at it").isEmpty();
        clock.passes(Duration.ofMinutes(3));
        mail.again();
        assertThat(ofCustomer(one)).containsExactly("Voice message by phone (7 seconds)");
    }

    @Test
    void aCodeIsGoodOnceAndNotForLong() throws Exception {
        var code = calls.code(li.id()).code();
        assertThat(calls.verify(calls.begin("1"), "0000000000")).isEmpty();
        assertThat(calls.verify(calls.begin("1"), code + "1")).isEmpty();
        assertThat(calls.verify(calls.begin("1"), code).map(okpay.identity.Customer::id))
                .contains(li.id());
        assertThat(calls.verify(calls.begin("2"), code)).isEmpty();

        var late = calls.code(li.id()).code();
        clock.passes(Calls.GOOD_FOR);
        assertThat(calls.verify(calls.begin("3"), late)).isEmpty();
        var replaced = calls.code(li.id()).code();
        var now = calls.code(li.id()).code();
        assertThat(replaced.equals(now) || calls.verify(calls.begin("4"), replaced).isEmpty())
                .isTrue();
    }

    @Test
    void whatIsSaidAfterTheToneIsInTheCase() throws Exception {
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        try (var caller = caller(8)) {
            caller.call();
            caller.press("2" + "3" + calls.code(li.id()).code());
            eventually(() -> calls.since(li.id()).isPresent());
            // Not urgent; then the menu.
            hears(caller);
            caller.press("00");
            untilTheTone(caller);
            caller.say(Sound.tone(700, 2_000));
            caller.press("#");
            eventually(() -> !ofCustomer(one).isEmpty());
        }
        assertThat(ofCustomer(one).getFirst()).contains("2");
        var kept =
                jdbc.sql("select id from channels.arrival where conversation = :id")
                        .param("id", one.conversation().uuid())
                        .query((row, _) ->
                                new okpay.channels.ArrivalId(
                                        row.getObject("id", java.util.UUID.class)))
                        .single();
        var wav = arrivals.raw(kept);
        assertThat(new String(wav, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        assertThat(loudness(wav)).isGreaterThan(2_000);
        assertThat(hertz(wav)).isBetween(680.0, 720.0);
    }

    @Test
    void whoIsNotKnownMayLeaveAMessageForAPersonToHear() throws Exception {
        var number = Long.toString(NUMBERS.incrementAndGet());
        try (var caller = new Caller(hotline.at().orElseThrow(), number, 0)) {
            caller.call();
            caller.press("1" + "0");
            untilTheTone(caller);
            caller.say(Sound.tone(500, 1_500));
            caller.hangUp();
        }
        eventually(() -> parked.all().stream().anyMatch(it -> it.sender().equals(number)));
        var it = parked.all().stream().filter(p -> p.sender().equals(number)).findFirst();
        assertThat(it.orElseThrow().why()).isEqualTo(Arrival.Why.STRANGER);
        assertThat(parked.done(it.orElseThrow().id())).isTrue();
    }

    @Test
    void whoPressesEverythingHoldsNoLine() throws Exception {
        try (var caller = caller(0)) {
            caller.call();
            caller.press("1" + "*".repeat(100));
            caller.hangUp();
            eventually(() -> hotline.lines().isEmpty());
        }
    }

    /// Where the program is installed; elsewhere there is no hotline, and the app says so.
    @Test
    void textsAreReadAloudInBothLanguages() {
        var voice = new Voice("espeak-ng", recorded(""));
        assumeTrue(voice.isThere());
        for (var it : List.of("您的余额是一百元", "Your balance is one hundred yuan")) {
            var language = it.startsWith("Y") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
            var sound = voice.read(language, it);
            assertThat(Sound.seconds(sound)).isBetween(0.8, 6.0);
            assertThat(loudness(sound)).isGreaterThan(500);
            assertThat(Sound.Law.PCMA.decode(Sound.Law.PCMA.encode(sound))).hasSameSizeAs(sound);
        }
        assertThat(new Voice("no-such-program", recorded("")).isThere()).isFalse();
    }

    /// Where no program reads aloud, a person has spoken; what nobody could know is in the app.
    @Test
    void aPersonsVoiceIsHeardWhereItWasRecorded(@TempDir Path folder) throws Exception {
        for (var language : List.of("zh", "en")) {
            Files.createDirectory(folder.resolve(language));
            for (var key : Recorded.TEXTS) {
                var sound = Sound.wav(Sound.tone(400 + 10 * Recorded.TEXTS.indexOf(key), 300));
                Files.write(folder.resolve(language).resolve(key + ".wav"), sound);
            }
        }
        var voice = new Voice("no-such-program", recorded(folder.toString()));
        assertThat(voice.isThere()).isTrue();
        var english = Locale.ENGLISH;
        var menu = voice.read(english, phrases.say(english, "phone.menu", List.of()));
        assertThat(hertz(Sound.wav(menu))).isBetween(400.0, 420.0);
        var balance = voice.read(english, phrases.say(english, "phone.balance", List.of("1")));
        double inApp = 400 + 10 * Recorded.TEXTS.indexOf(Recorded.IN_APP);
        assertThat(hertz(Sound.wav(balance))).isBetween(inApp - 10, inApp + 10);

        Files.write(folder.resolve("zh/phone.menu.wav"), new byte[] {1, 2, 3});
        assertThat(new Voice("no-such-program", recorded(folder.toString())).isThere())
                .as("one of them is broken")
                .isFalse();
        for (var key : Recorded.TEXTS) {
            assertThat(phrases.say(english, key, List.of("?")))
                    .as("always the same")
                    .isEqualTo(phrases.say(english, key, List.of("!")));
        }
    }

    /// Where a firewall stands before it, sound comes by the ports it lets through.
    @Test
    void soundComesByThePortsThatAreNamed() throws Exception {
        var here = java.net.InetAddress.getLoopbackAddress();
        int first;
        try (var free = new DatagramSocket(0, here)) {
            first = Math.min(free.getLocalPort(), 65_000);
        }
        var ports = new MediaPorts(first, first + 1);
        try (var one = ports.open(here);
                var other = ports.open(here)) {
            assertThat(List.of(one.getLocalPort(), other.getLocalPort()))
                    .containsExactlyInAnyOrder(first, first + 1);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> ports.open(here))
                    .isInstanceOf(java.net.SocketException.class);
        }
    }

    private Recorded recorded(String folder) {
        return new Recorded(
                new PhoneSettings(
                        true, "", 0, "", 0, 0, "", "", folder, 1, 1, Duration.ofHours(1), null),
                phrases);
    }

    @Test
    void whoIsSilentIsBidGoodbye() throws Exception {
        try (var line = new Silent()) {
            attendant.attend(line, "1");
            assertThat(line.said).isGreaterThan(6);
        }
    }

    /// A caller who hears all and says nothing.
    private static final class Silent implements Line, AutoCloseable {
        private int said;

        @Override
        public void say(byte[] linear) {
            said++;
        }

        @Override
        public char key(Duration wait) {
            return ' ';
        }

        @Override
        public void forgetKeys() {}

        @Override
        public byte[] hear(Duration most) {
            return new byte[0];
        }

        @Override
        public void join(Party other) {}

        @Override
        public void close() {}
    }

    @Test
    void whatIsNotForAHotlineIsRefused() throws Exception {
        try (var caller = caller(0)) {
            caller.send(caller.request("REGISTER", 1, ""));
            assertThat(caller.await()).isEqualTo(405);
        }
        try (var caller = caller(0)) {
            caller.send(caller.request("OPTIONS", 1, ""));
            assertThat(caller.await()).isEqualTo(200);
        }
        try (var caller = caller(18)) {
            assertThat(caller.call()).as("only G.729").isEqualTo(488);
        }
        try (var caller = caller(0)) {
            caller.send(caller.request("INVITE", 1, ""));
            assertThat(caller.await()).as("nothing to speak with").isEqualTo(488);
        }
        try (var caller = caller(0)) {
            for (var odd :
                    List.of(
                            "INVITE",
                            "\r\n\r\n",
                            "x".repeat(9_000),
                            "INVITE sip: SIP/2.0\r\n\r\n")) {
                caller.send(odd);
            }
            caller.send(caller.request("BYE", 1, ""));
            assertThat(caller.await()).as("no such call").isIn(200, 481);
            assertThat(caller.call()).as("others are not disturbed").isEqualTo(200);
            caller.hangUp();
        }
    }

    /// Providers ask every few minutes whether a call still goes on (RFC 4028), and put callers on
    /// hold.
    @Test
    void aCallGoesOnWhenItIsRenewedHeldOrTakenBack() throws Exception {
        try (var caller = caller(8)) {
            assertThat(caller.call()).isEqualTo(200);
            hears(caller);
            assertThat(caller.again(2, caller.offer()))
                    .startsWith("SIP/2.0 200")
                    .contains("sendrecv");
            assertThat(caller.again(3, "")).startsWith("SIP/2.0 200").contains("m=audio ");
            hears(caller);

            assertThat(caller.again(4, caller.offer() + "a=sendonly\r\n"))
                    .startsWith("SIP/2.0 200")
                    .contains("a=recvonly");
            Thread.sleep(Duration.ofMillis(100));
            int before = caller.packets();
            Thread.sleep(Duration.ofMillis(300));
            assertThat(caller.packets()).as("on hold").isEqualTo(before);

            assertThat(caller.again(5, caller.offer().replace("AVP 8", "AVP 18")))
                    .as("nothing to speak with changes nothing")
                    .startsWith("SIP/2.0 488");
            assertThat(caller.again(6, caller.offer())).startsWith("SIP/2.0 200");
            hears(caller);
            caller.press("2" + "3" + calls.code(li.id()).code());
            eventually(() -> calls.since(li.id()).isPresent());
            caller.send(caller.request("BYE", 7, ""));
            eventually(() -> calls.since(li.id()).isEmpty());
        }
        try (var nobody = caller(0)) {
            nobody.send(
                    nobody.request("INVITE", 2, nobody.offer())
                            .replace("okpay@127.0.0.1>\r\nCall", "okpay@127.0.0.1>;tag=x\r\nCall"));
            assertThat(nobody.await()).as("a call that is none").isEqualTo(481);
        }
    }

    /// Wherever in the menu somebody hangs up, or is heard of no more, the line is free again.
    @ParameterizedTest
    @ValueSource(strings = {"", "1", "2", "23", "2*", "10", "24", "2#", "29", "1000"})
    void whoHangsUpAnywhereLeavesNothingBehind(String keys) throws Exception {
        int before = hotline.lines().size();
        try (var caller = caller(8)) {
            assertThat(caller.call()).isEqualTo(200);
            hears(caller);
            caller.press(keys);
            Thread.sleep(Duration.ofMillis(150));
            caller.hangUp();
        }
        eventually(() -> hotline.lines().size() <= before);
    }

    /// Known ones too: with what they may do before them.
    @ParameterizedTest
    @ValueSource(strings = {"", "1", "2", "3", "4", "0", "*", "#"})
    void whoIsKnownAndHangsUpIsNoLongerOnThePhone(String keys) throws Exception {
        try (var caller = caller(8)) {
            caller.call();
            hears(caller);
            caller.press("2" + "3" + calls.code(li.id()).code());
            eventually(() -> calls.since(li.id()).isPresent());
            caller.press(keys);
            caller.hangUp();
            eventually(() -> calls.since(li.id()).isEmpty());
        }
    }

    /// Programs that try every door of the world find nothing here, and keep nobody else out.
    @Test
    void thousandsThatScanAndRegisterKeepNobodyOut() throws Exception {
        try (var scanner = caller(0)) {
            for (int i = 1; i <= 2_000; i++) {
                scanner.send(scanner.request(i % 2 == 0 ? "OPTIONS" : "REGISTER", i, ""));
                if (i % 200 == 0) {
                    assertThat(scanner.await()).isIn(200, 405);
                }
            }
        }
        try (var caller = caller(0)) {
            assertThat(caller.call()).isEqualTo(200);
            hears(caller);
            caller.hangUp();
        }
    }

    /// Who never says that they heard our answer, and who never sends a sound.
    @Test
    void whoIsNotThereHoldsNoLine() throws Exception {
        try (var silent = caller(0)) {
            silent.send(silent.request("INVITE", 1, silent.offer()));
            assertThat(silent.await()).isEqualTo(200);
            assertThat(hotline.lines()).isNotEmpty();
            assertThat(silent.packets()).as("nobody speaks before they are heard").isZero();
            silent.send(silent.request("BYE", 2, ""));
        }
        eventually(() -> hotline.lines().isEmpty());
    }

    @Test
    void aProviderIsToldWhereItsCallsGo() throws Exception {
        var fields = "CallSid=CA1&From=%2B8613900000000&To=%2B8695000&Caller=a+b";
        var signed =
                "https://wallet.example.com/hooks/voiceCallSidCA1Callera bFrom+8613900000000"
                        + "To+8695000";
        var mac = javax.crypto.Mac.getInstance("HmacSHA1");
        mac.init(
                new javax.crypto.spec.SecretKeySpec(
                        "of the provider".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        var signature =
                java.util.Base64.getEncoder()
                        .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));

        var answer = knock(fields, signature);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/xml");
        assertThat(answer.body()).contains("<Sip>sip:okpay@calls.example.com</Sip>");
        assertThat(knock(fields + "&More=1", signature).statusCode()).isEqualTo(403);
        assertThat(knock(fields, "guess").statusCode()).isEqualTo(403);
    }

    /// As they do, through the door.
    private HttpResponse<String> knock(String fields, String signature) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/voice"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("X-Twilio-Signature", signature)
                            .POST(HttpRequest.BodyPublishers.ofString(fields))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /// Neither from another address, nor from another port once the call has one; and what means
    /// nothing ends nothing.
    @Test
    void soundFromElsewhereIsNotHeard() throws Exception {
        try (var caller = caller(0);
                var port = new DatagramSocket(0, java.net.InetAddress.getLoopbackAddress());
                var host =
                        new DatagramSocket(
                                0, java.net.InetAddress.getByAddress(new byte[] {127, 0, 0, 2}))) {
            caller.call();
            hears(caller);
            caller.press("2");
            for (int i = 0; i < 20; i++) {
                for (var other : List.of(port, host)) {
                    other.send(new DatagramPacket(event(0xff, i), 16, caller.sound()));
                    other.send(new DatagramPacket(event(0, i), 16, caller.sound()));
                    other.send(new DatagramPacket(new byte[3], 3, caller.sound()));
                }
            }
            hears(caller);
            assertThat(hotline.lines()).isNotEmpty();
            // The menu still waits for a key of the caller's own: 0 from elsewhere left no message.
            caller.press("2" + calls.code(li.id()).code());
            eventually(() -> calls.since(li.id()).isPresent());
            caller.hangUp();
        }
    }

    private static byte[] event(int key, int time) {
        var packet = ByteBuffer.allocate(16).put((byte) 0x80).put((byte) 96);
        packet.putShort((short) time).putInt(time * 1_000).putInt(7);
        return packet.put((byte) key).put((byte) 0x8a).putShort((short) 800).array();
    }

    @Test
    void whoCannotBeHungUpOnIsNotTaken() throws Exception {
        for (var contact : List.of("Contact: *", "Contact: <tel:123>", "X-None: 1")) {
            try (var caller = caller(0)) {
                int before = hotline.lines().size();
                var odd = caller.request("INVITE", 1, caller.offer());
                caller.send(odd.replaceFirst("Contact: [^\r]*", contact));
                assertThat(caller.await()).as(contact).isIn(0, 400);
                assertThat(hotline.lines()).hasSize(before);
            }
        }
    }

    @Test
    void fiftyCallAtOnceAndEachIsHeard() throws Exception {
        var all = new ArrayList<Caller>();
        try {
            for (int i = 0; i < 50; i++) {
                var caller = caller(i % 2 == 0 ? 0 : 8);
                all.add(caller);
                assertThat(caller.call()).isEqualTo(200);
            }
            eventually(() -> all.stream().allMatch(it -> it.packets() > 50));
            for (int i = 0; i < 20; i++) {
                var caller = caller(0);
                all.add(caller);
                if (caller.call() == 486) {
                    break;
                }
            }
            assertThat(hotline.lines()).as("all lines are busy").hasSizeBetween(55, 60);
        } finally {
            for (var it : all) {
                it.send(it.request("BYE", 2, ""));
                it.close();
            }
        }
        eventually(() -> hotline.lines().isEmpty());
    }

    /// Who presses a key does not hear the words to their end; then the tone comes.
    private void untilTheTone(Caller caller) throws Exception {
        hears(caller);
        caller.press("*");
        Thread.sleep(Duration.ofMillis(700));
    }

    private void hears(Caller caller) {
        int before = caller.packets();
        eventually(() -> caller.packets() > before + 20);
    }

    private List<String> letters(Someone who) {
        var to = who.customer().email().orElseThrow().value();
        return outbox.latest(to).stream().map(okpay.channels.Outgoing::body).toList();
    }

    private Caller caller(int law) throws IOException {
        return new Caller(
                hotline.at().orElseThrow(), Long.toString(NUMBERS.incrementAndGet()), law);
    }

    private List<String> ofCustomer(Case one) {
        return conversations.all(one.conversation(), 0).stream()
                .filter(it -> it.author() instanceof Author.OfCustomer)
                .map(it -> it.body() instanceof Body.Text(var text) ? text : "")
                .toList();
    }

    private static double loudness(byte[] linear) {
        var all = ByteBuffer.wrap(linear).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        double sum = 0;
        for (int i = 0; i < all.limit(); i++) {
            sum += (double) all.get(i) * all.get(i);
        }
        return Math.sqrt(sum / Math.max(1, all.limit()));
    }

    /// How often the sound goes up through zero in a second.
    private static double hertz(byte[] wav) {
        var all = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        int begin = all.limit() / 4;
        int end = all.limit() * 3 / 4;
        int ups = 0;
        for (int i = begin + 1; i < end; i++) {
            ups += all.get(i - 1) < 0 && all.get(i) >= 0 ? 1 : 0;
        }
        return ups * (double) Sound.RATE / (end - begin);
    }
}
