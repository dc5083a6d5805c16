package okpay.channels.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import okpay.channels.Arrival;
import okpay.channels.Channel;
import okpay.channels.Marks;
import okpay.channels.Parked;
import okpay.desk.Presence;
import okpay.desk.Reveals;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.Customer;
import okpay.identity.Device;
import okpay.identity.PhoneNumber;
import okpay.identity.Role;
import okpay.identity.SignIns;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseErased;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Callers who speak with a colleague, over real SIP, RTP and WebSocket.
class TalkTest extends Story {

    private static final AtomicLong NUMBERS = new AtomicLong(13_700_000_000L);
    private static final List<Integer> CALLER = List.of(400, 500, 650);
    private static final List<Integer> COLLEAGUE = List.of(800, 1_000, 1_250);

    @LocalServerPort private int port;
    @Autowired private Hotline hotline;
    @Autowired private Calls calls;
    @Autowired private Talks talks;
    @Autowired private Switchboard switchboard;
    @Autowired private CallRecords records;
    @Autowired private CallBacks callBacks;
    @Autowired private Recordings recordings;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Promises promises;
    @Autowired private Marks marks;
    @Autowired private Parked parked;
    @Autowired private SignIns signIns;
    @Autowired private JdbcClient jdbc;

    @Autowired private Reveals reveals;
    @Autowired private OurCalls ourCalls;
    @Autowired private ApplicationEventPublisher news;

    private Someone li;
    private Agent han;
    private List<Presence.Place> others = List.of();

    @BeforeEach
    void people() {
        others = presence.all();
        others.forEach(it -> presence.set(it.agent(), Presence.State.AWAY));
        li = customer("李雷").holding("100.00 CNY");
        han = agent("韩梅", Role.AGENT);
    }

    @AfterEach
    void allHangUp() {
        others.forEach(it -> presence.set(it.agent(), Presence.State.HERE));
        hotline.lines().forEach(RtpLine::hangUp);
        eventually(() -> hotline.lines().isEmpty());
    }

    @Test
    void bothHearEachOtherAndWhatWasSaidIsInTheCase() throws Exception {
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        try (var caller = waiting("1")) {
            var talk = first();
            assertThat(talk.customer()).isEmpty();
            assertThat(talk.in()).as("nobody knows yet").isEmpty();
            try (var headset = speaking(talk)) {
                // Who it is becomes known while they speak.
                caller.press(calls.code(li.id()).code());
                eventually(() -> talks.find(talk.call()).flatMap(Talks.Talk::in).isPresent());
                assertThat(cases.find(one.id()).orElseThrow().assignee()).contains(han.id());

                both(caller, headset);
                assertThat(Melody.heard(headset.heard(), CALLER)).isEqualTo(CALLER);
                assertThat(Melody.heard(caller.heard(), COLLEAGUE)).isEqualTo(COLLEAGUE);
                caller.hangUp();
                assertThat(headset.closed()).isEqualTo(1_000);
            }
        }
        eventually(() -> words(one).contains("chat.call.spoken"));
        var mark = marks.of(one.conversation()).values().iterator().next();
        assertThat(mark.channel()).isEqualTo(Channel.PHONE);
        var wav = recorded(li).getFirst();
        try (var played = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            assertThat(played.getFormat().getChannels()).isEqualTo(2);
            assertThat(played.getFormat().getEncoding()).isEqualTo(AudioFormat.Encoding.ALAW);
            assertThat(played.getFrameLength() * 2).isEqualTo(wav.length - 58);
        }
        assertThat(Melody.heard(Melody.ear(wav, 0), CALLER)).isEqualTo(CALLER);
        assertThat(Melody.heard(Melody.ear(wav, 1), COLLEAGUE)).isEqualTo(COLLEAGUE);
        assertThat(Melody.heard(Melody.ear(wav, 0), COLLEAGUE)).isEmpty();
        onlyForAReason(one, okpay.channels.ArrivalId.read(mark.detail()).orElseThrow());
    }

    /// The same with a telephone we did not write.
    @Test
    @EnabledIf("hasSipp")
    void debiansSippIsPutThroughAndWhatItPlayedIsInTheRecording(@TempDir Path folder)
            throws Exception {
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        var hotline = this.hotline.at().orElseThrow();
        var code = calls.code(li.id()).code();
        try (var sipp = new Sipp(folder, hotline, "24", "1", code, melody(CALLER))) {
            eventually(() -> talks.waiting().stream().anyMatch(it -> it.customer().isPresent()));
            var talk = first();
            assertThat(talk.customer()).contains(li.id());
            try (var headset = speaking(talk)) {
                headset.say(melody(COLLEAGUE));
                eventually(() -> hasMelody(headset.heard()));
                assertThat(headset.closed()).isEqualTo(1_000);
            }
            assertThat(sipp.result()).isZero();
        }
        eventually(() -> words(one).contains("chat.call.spoken"));
        var wav = recorded(li).getFirst();
        assertThat(hasMelody(Melody.ear(wav, 0))).isTrue();
        assertThat(Melody.heard(Melody.ear(wav, 1), COLLEAGUE)).isEqualTo(COLLEAGUE);
    }

    static boolean hasSipp() {
        return Sipp.isThere();
    }

    /// The caller's whole melody; the first one may have begun before anybody listened.
    private static boolean hasMelody(byte[] linear) {
        return Collections.indexOfSubList(Melody.heard(linear, CALLER), CALLER) >= 0;
    }

    /// Who listens says why, and the customer can read it.
    private void onlyForAReason(Case one, okpay.channels.ArrivalId recording) throws Exception {
        var path = "/console/post/" + recording + "/recording";
        assertThat(get(path, han).statusCode()).isEqualTo(303);
        assertThat(reveals.reveal(one, han.id(), Reveals.Field.RECORDING, "checking")).isTrue();
        var all = get(path, han);
        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(new String(all.body(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        assertThat(reveals.of(li.id(), 5)).anyMatch(it -> it.field() == Reveals.Field.RECORDING);
        assertThat(get(path, agent("露西", Role.SUPERVISOR)).statusCode()).isEqualTo(303);

        news.publishEvent(new CaseErased(one.id(), one.number(), one.conversation()));
        assertThat(recorded(li)).allMatch(it -> it.length == 58);
    }

    private HttpResponse<byte[]> get(String path, Agent who) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Cookie", "okpay_desk=" + token(who))
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static void both(Caller caller, Headset headset) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ours =
                    threads.submit(() -> {
                        headset.say(melody(COLLEAGUE));
                        return true;
                    });
            caller.say(melody(CALLER));
            assertThat(ours.get()).isTrue();
        }
        // What is held back, and what is on its way.
        Thread.sleep(Duration.ofMillis(500));
    }

    private static byte[] melody(List<Integer> tones) {
        return Melody.of(tones.stream().mapToInt(it -> it).toArray());
    }

    @Test
    void whoDoesNotAgreeIsNotRecorded() throws Exception {
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        try (var caller = waiting("2")) {
            caller.press(calls.code(li.id()).code());
            eventually(() -> first().customer().isPresent());
            var talk = first();
            try (var headset = speaking(talk)) {
                switchboard.hangUp(talk.call(), han.id());
                assertThat(headset.closed()).isEqualTo(1_000);
            }
            eventually(() -> words(one).contains("chat.call.spoken"));
            eventually(caller::isEnded);
        }
        assertThat(marks.of(one.conversation())).isEmpty();
        assertThat(recorded(li)).isEmpty();
    }

    /// Also when it is long pressed, or pressed before the question.
    @Test
    void whatIsPressedBeforeTheQuestionIsNoConsent() throws Exception {
        try (var caller = called()) {
            caller.press("2" + "411");
            Thread.sleep(Duration.ofMillis(1_500));
            assertThat(talks.waiting()).as("it is asked still").isEmpty();
            caller.press("2");
            eventually(() -> talks.waiting().size() == 1);
            assertThat(first().isRecorded()).isFalse();
            caller.hangUp();
        }
    }

    @Test
    void whoTakesTheirConsentBackLeavesNoRecording() throws Exception {
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        try (var caller = waiting("1")) {
            caller.press(calls.code(li.id()).code());
            eventually(() -> first().customer().isPresent());
            var talk = first();
            try (var headset = speaking(talk)) {
                both(caller, headset);
                switchboard.dropRecording(talk.call(), agent("露西", Role.AGENT).id());
                assertThat(talks.find(talk.call()).orElseThrow().isRecorded()).isTrue();
                switchboard.dropRecording(talk.call(), han.id());
                caller.say(melody(CALLER));
                caller.hangUp();
            }
        }
        eventually(() -> words(one).contains("chat.call.spoken"));
        assertThat(recorded(li)).isEmpty();
        assertThat(parts(one)).isZero();
    }

    /// A laptop that sleeps closes no connection.
    @Test
    void whoFallsAsleepLosesTheCall() throws Exception {
        try (var caller = waiting("2")) {
            var talk = first();
            try (var headset = speaking(talk)) {
                headset.fallAsleep();
                eventually(() -> talks.waiting().size() == 1);
                assertThat(headset.closed()).isEqualTo(1_000);
            }
            caller.hangUp();
        }
    }

    /// As it is when the page of the colleague speaks with another machine.
    @Test
    void whatIsHungUpElsewhereIsOverHere() throws Exception {
        try (var caller = waiting("2")) {
            var talk = first();
            try (var headset = speaking(talk)) {
                talks.over(talk.call().uuid());
                switchboard.look();
                assertThat(headset.closed()).isEqualTo(1_000);
            }
            eventually(caller::isEnded);
        }
    }

    @Test
    void oneCallerIsTakenByOneColleague() throws Exception {
        try (var caller = waiting("2")) {
            var talk = first();
            var all = new ArrayList<Callable<Switchboard.Claim>>();
            for (int i = 0; i < 8; i++) {
                var other = agent("小" + i, Role.AGENT);
                all.add(() -> switchboard.claim(talk.call(), other.id()));
            }
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var claims = threads.invokeAll(all).stream().map(it -> it.resultNow()).toList();
                assertThat(claims).containsOnlyOnce(Switchboard.Claim.YOURS);
                assertThat(claims).filteredOn(Switchboard.Claim.GONE::equals).hasSize(7);
            }
            assertThat(talks.waiting()).isEmpty();
            caller.hangUp();
        }
    }

    @Test
    void whoIsOnThePhoneTakesNoOther() throws Exception {
        try (var first = waiting("2");
                var second = waiting("2")) {
            eventually(() -> talks.waiting().size() == 2);
            var both = talks.waiting();
            assertThat(talks.place(both.get(1).call().uuid())).contains(2);
            assertThat(switchboard.claim(both.get(0).call(), han.id()))
                    .isEqualTo(Switchboard.Claim.YOURS);
            assertThat(switchboard.claim(both.get(1).call(), han.id()))
                    .isEqualTo(Switchboard.Claim.ON_THE_PHONE);
            assertThat(talks.place(both.get(1).call().uuid())).contains(1);
            first.hangUp();
            second.hangUp();
            eventually(() -> talks.waiting().isEmpty());
            assertThat(switchboard.claim(both.get(1).call(), han.id()))
                    .as("has gone")
                    .isEqualTo(Switchboard.Claim.GONE);
        }
    }

    /// A browser that crashes loses no caller.
    @Test
    void whoeverLosesTheirColleagueStandsFirstAgain() throws Exception {
        try (var caller = waiting("1")) {
            var talk = first();
            try (var headset = speaking(talk)) {
                headset.vanish();
            }
            // Back in time, the call goes on.
            try (var again = headset(talk, han)) {
                eventually(() -> again.heard().length > 20 * Jitter.FRAME);
                again.vanish();
            }
            eventually(() -> talks.waiting().size() == 1);
            assertThat(first().since()).isEqualTo(talk.since());
            var lucy = agent("露西", Role.AGENT);
            assertThat(switchboard.claim(talk.call(), lucy.id()))
                    .isEqualTo(Switchboard.Claim.YOURS);
            try (var headset = headset(talk, lucy)) {
                caller.press(calls.code(li.id()).code());
                eventually(() -> talks.find(talk.call()).flatMap(Talks.Talk::in).isPresent());
                both(caller, headset);
                caller.hangUp();
                assertThat(headset.closed()).isEqualTo(1_000);
            }
        }
        eventually(() -> !recorded(li).isEmpty());
        assertThat(Melody.heard(Melody.ear(recorded(li).getFirst(), 0), CALLER)).isEqualTo(CALLER);
    }

    private List<byte[]> recorded(Someone who) {
        return cases.of(who.id(), 5).stream()
                .flatMap(it -> marks.of(it.conversation()).values().stream())
                .flatMap(it -> okpay.channels.ArrivalId.read(it.detail()).stream())
                .flatMap(it -> recordings.of(it).stream())
                .map(TalkTest::bytes)
                .toList();
    }

    private static byte[] bytes(Recordings.Kept kept) {
        try {
            return kept.sound().getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A colleague who took a call and never spoke up does not keep it.
    @Test
    void aCallThatIsTakenAndNotSpokenIsFreeAgain() throws Exception {
        try (var caller = waiting("2")) {
            var talk = first();
            var _ = switchboard.claim(talk.call(), han.id());
            assertThat(talks.waiting()).isEmpty();
            clock.passes(Duration.ofSeconds(21));
            calls.seen();
            eventually(() -> talks.waiting().size() == 1);
            caller.hangUp();
        }
    }

    @Test
    void recordingsOfStrangersLieAside() throws Exception {
        String number;
        try (var caller = waiting("1")) {
            var talk = first();
            number = talk.caller();
            try (var headset = speaking(talk)) {
                caller.hangUp();
                assertThat(headset.closed()).isEqualTo(1_000);
            }
        }
        eventually(() -> parked.all().stream().anyMatch(it -> it.sender().equals(number)));
        var it = parked.all().stream().filter(p -> p.sender().equals(number)).findFirst();
        assertThat(it.orElseThrow().why()).isEqualTo(Arrival.Why.STRANGER);
        // Somebody hears whose it is: then it is heard as all others are.
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        assertThat(recordings.of(it.orElseThrow().id()).orElseThrow().of()).isEmpty();
        assertThat(parked.put(it.orElseThrow(), one.number(), han.id())).isTrue();
        assertThat(recordings.of(it.orElseThrow().id()).orElseThrow().of()).contains(one.id());
        onlyForAReason(one, it.orElseThrow().id());
    }

    /// What was said until then is not lost.
    @Test
    void aCallOfAKilledNodeIsWrittenDownByAnother() {
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        var call = calls.begin("139");
        assertThat(calls.verify(call, calls.code(li.id()).code())).isPresent();
        talks.ask(call, Locale.ENGLISH, true);
        assertThat(talks.claim(new CallId(call), han.id())).isTrue();
        talks.through(call);
        var recording = recordings.begin(call);
        var tone = Sound.tone(500, 20);
        for (int i = 0; i < 600; i++) {
            recording.add(tone, new byte[Jitter.FRAME]);
        }
        recording.end().join();
        records.again();
        clock.passes(Duration.ofMinutes(9));
        records.again();
        assertThat(words(one)).as("it may still go on").doesNotContain("chat.call.spoken");
        clock.passes(Duration.ofMinutes(2));
        records.again();
        records.again();
        assertThat(words(one)).containsOnlyOnce("chat.call.spoken");
        var wav = recorded(li).getFirst();
        assertThat(wav).hasSize(58 + 600 * Jitter.FRAME);
        assertThat(Melody.heard(Melody.ear(wav, 0), CALLER)).containsExactly(500);
        calls.end(call);
    }

    /// Who goes back to the menu and asks again loses nothing of what was said before.
    @Test
    void whoAsksTwiceInACallHasOneRecordingOfAll() {
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        var call = calls.begin("139");
        assertThat(calls.verify(call, calls.code(li.id()).code())).isPresent();
        for (int tone : List.of(500, 650)) {
            calls.seen();
            talks.ask(call, Locale.ENGLISH, true);
            assertThat(talks.claim(new CallId(call), han.id())).isTrue();
            talks.through(call);
            var recording = recordings.begin(call);
            for (int i = 0; i < 50; i++) {
                recording.add(Sound.tone(tone, 20), new byte[Jitter.FRAME]);
            }
            recording.end().join();
            talks.over(call);
            clock.passes(Duration.ofMinutes(1));
            records.again();
        }
        // The third time they do not agree, and give up before anybody comes.
        talks.ask(call, Locale.ENGLISH, false);
        talks.over(call);
        clock.passes(Duration.ofMinutes(1));
        records.again();
        assertThat(words(one)).containsOnlyOnce("chat.call.spoken");
        assertThat(recorded(li)).hasSize(1);
        assertThat(Melody.heard(Melody.ear(recorded(li).getFirst(), 0), CALLER))
                .containsExactly(500, 650);
        calls.end(call);
    }

    @Test
    void whereNobodyIsThereACallBackIsPromisedAndKept() throws Exception {
        presence.set(han.id(), Presence.State.BREAK);
        var mine = withNumber(li);
        try (var caller = called()) {
            caller.press("2" + "4");
            hears(caller);
            caller.press("1" + calls.code(mine.id()).code());
            eventually(
                    () -> cases.of(mine.id(), 1).stream().anyMatch(it -> promise(it).isPresent()));
            caller.hangUp();
        }
        var one = cases.of(mine.id(), 1).getFirst();
        assertThat(promise(one).orElseThrow().due())
                .isBetween(clock.instant(), clock.instant().plus(Duration.ofHours(9)));
        assertThat(words(one)).contains("chat.call.back");
        assertThat(callBacks.ask(mine, Locale.ENGLISH)).isPresent();
        assertThat(promises.of(one.id()).stream().filter(TalkTest::isCallBack)).hasSize(1);
        // While we call, the app says so; and not a moment longer.
        assertThat(ourCalls.promised(mine.id())).isPresent();
        assertThat(ourCalls.now(mine.id())).isEmpty();
        ourCalls.begin(one, han.id());
        assertThat(ourCalls.now(mine.id()).orElseThrow().by()).isEqualTo("韩梅");
        assertThat(promises.keep(one.id(), promise(one).orElseThrow().id())).isTrue();
        assertThat(ourCalls.now(mine.id())).isEmpty();
        ourCalls.begin(one, han.id());
        clock.passes(OurCalls.LONGEST);
        assertThat(ourCalls.now(mine.id())).isEmpty();
        var other = customer("韩寒");
        assertThat(callBacks.ask(other.customer(), Locale.ENGLISH)).as("no number").isEmpty();
    }

    private Customer withNumber(Someone who) {
        var number = "+861370" + (1_000_000 + new Random().nextInt(8_999_999));
        jdbc.sql("update identity.customer set phone = :number where id = :id")
                .param("number", PhoneNumber.read(number).orElseThrow().e164())
                .param("id", who.id().uuid())
                .update();
        return customers.find(who.id()).orElseThrow();
    }

    private static boolean isCallBack(Promise it) {
        return it.kind() == Promise.Kind.CALL_BACK;
    }

    private Optional<Promise> promise(Case one) {
        return promises.of(one.id()).stream().filter(TalkTest::isCallBack).findFirst();
    }

    @Test
    void whoWaitsMayLeaveAMessageInstead() throws Exception {
        try (var caller = waiting("2")) {
            var number = first().caller();
            caller.press("*");
            hears(caller);
            caller.press("0");
            hears(caller);
            caller.press("*");
            Thread.sleep(Duration.ofMillis(700));
            caller.say(Sound.tone(700, 1_500));
            caller.hangUp();
            eventually(() -> parked.all().stream().anyMatch(it -> it.sender().equals(number)));
            assertThat(talks.waiting()).isEmpty();
        }
    }

    @Test
    void nobodyElseListens() throws Exception {
        try (var caller = waiting("2")) {
            var talk = first();
            var _ = switchboard.claim(talk.call(), han.id());
            var here = "http://127.0.0.1:" + port;
            var call = talk.call().toString();
            var hers = token(han);
            assertThat(refused(call, "", here)).isEqualTo(302);
            assertThat(refused(call, hers, "https://evil.example")).isEqualTo(403);
            assertThat(refused("call_zzz", hers, here)).isEqualTo(404);
            var other = agent("露西", Role.SUPERVISOR);
            try (var headset = new Headset(port, call, token(other), here)) {
                assertThat(headset.closed()).isEqualTo(4_404);
            }
            try (var headset = headset(talk, han)) {
                sendInVain(headset, new byte[1_000_000]);
                assertThat(headset.closed()).isEqualTo(1_009);
            }
            try (var headset = headset(talk, han)) {
                headset.send(new byte[] {1, 2, 3});
                eventually(() -> headset.heard().length > 20 * Jitter.FRAME);
            }
            caller.hangUp();
        }
    }

    /// It may be cut off while it is still being sent.
    private static void sendInVain(Headset headset, byte[] much) throws Exception {
        try {
            headset.send(much);
        } catch (ExecutionException e) {
            assertThat(e).hasRootCauseInstanceOf(IOException.class);
        }
    }

    private int refused(String call, String token, String origin) throws Exception {
        try (var headset = new Headset(port, call, token, origin)) {
            return headset.closed();
        } catch (ExecutionException e) {
            return e.getCause() instanceof WebSocketHandshakeException it
                    ? it.getResponse().statusCode()
                    : 0;
        }
    }

    /// Whatever comes however unevenly: out it comes even, in order, and never old.
    @Test
    void soundThatComesUnevenlyIsEven() {
        for (long seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var jitter = new Jitter();
            short in = 0;
            short last = 0;
            for (int tick = 0; tick < 500; tick++) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    var piece = new byte[2 * random.nextInt(400)];
                    for (int at = 0; at < piece.length; at += 2) {
                        in++;
                        piece[at] = (byte) in;
                        piece[at + 1] = (byte) (in >> 8);
                    }
                    jitter.add(piece);
                }
                var frame = jitter.take();
                assertThat(frame).as("seed %d", seed).hasSize(Jitter.FRAME);
                for (int at = 0; at < frame.length; at += 2) {
                    short out = (short) ((frame[at] & 0xff) | (frame[at + 1] << 8));
                    if (out != 0) {
                        assertThat((short) (out - last)).as("seed %d", seed).isPositive();
                        assertThat((short) (in - out)).isLessThan((short) 2_500);
                        last = out;
                    }
                }
            }
        }
        // Whoever was late for a moment is not late for good.
        var steady = new Jitter();
        steady.add(Sound.tone(500, 5_000));
        int left = 0;
        while (steady.take()[3] != 0) {
            left++;
        }
        assertThat(left * Jitter.FRAME).isLessThanOrEqualTo(Jitter.HELD_BACK);
        var jitter = new Jitter();
        jitter.add(new byte[] {1});
        jitter.add(Arrays.copyOf(Melody.of(500), 100_000));
        assertThat(jitter.take()).hasSize(Jitter.FRAME);
    }

    /// In the queue, with the main menu and the consent behind them.
    private Caller waiting(String consent) throws Exception {
        int before = talks.waiting().size();
        var caller = called();
        caller.press("2" + "4");
        // The question is heard before it is answered.
        Thread.sleep(Duration.ofMillis(1_300));
        caller.press(consent);
        eventually(() -> talks.waiting().size() == before + 1);
        hears(caller);
        return caller;
    }

    private Caller called() throws Exception {
        var caller =
                new Caller(hotline.at().orElseThrow(), Long.toString(NUMBERS.incrementAndGet()), 8);
        assertThat(caller.call()).isEqualTo(200);
        hears(caller);
        return caller;
    }

    private static void hears(Caller caller) {
        int before = caller.packets();
        eventually(() -> caller.packets() > before + 20);
    }

    private Talks.Talk first() {
        return talks.waiting().getFirst();
    }

    /// 韩梅 takes the call and hears the caller.
    private Headset speaking(Talks.Talk talk) throws Exception {
        assertThat(switchboard.claim(talk.call(), han.id())).isEqualTo(Switchboard.Claim.YOURS);
        var headset = headset(talk, han);
        eventually(() -> headset.heard().length > 20 * Jitter.FRAME);
        return headset;
    }

    private Headset headset(Talks.Talk talk, Agent who) throws Exception {
        return new Headset(port, talk.call().toString(), token(who), "http://127.0.0.1:" + port);
    }

    private String token(Agent who) {
        var in = signIns.agent(who.email().value(), PASSWORD, Device.UNKNOWN, "127.0.0.1");
        return ((SignIns.SignedIn) in).token().secret();
    }

    private List<String> words(Case one) {
        return conversations.all(one.conversation(), 0).stream()
                .map(it -> it.body() instanceof Body.Words it2 ? it2.key() : "")
                .toList();
    }

    private long parts(Case of) {
        return jdbc.sql(
                        """
                        select count(*) from channels.talk_sound s join channels.talk t using (call)
                        where t.case_id = :id
                        """)
                .param("id", of.id().uuid())
                .query(Long.class)
                .single();
    }
}
