package okpay.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import okpay.house.Story;
import okpay.id.Ids;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ConversationTest extends Story {

    @Autowired private Conversations conversations;

    private ConversationId id;
    private Author li;

    @BeforeEach
    void aConversation() {
        var customer = customer("李雷").customer();
        id = conversations.start(customer.id()).id();
        li = new Author.OfCustomer(customer.id());
    }

    @Test
    void aMessageSentTwiceIsOneMessage() {
        var first = write("你好", "c1");
        var again = write("你好", "c1");

        assertThat(again).isEqualTo(first);
        assertThat(conversations.since(id, 0)).hasSize(1);
    }

    /// Many senders on a bad network: answers get lost, so every message is sent one to four times,
    /// at once.
    @Test
    void nothingIsLostDoubledOrDisorderedOnABadNetwork() throws Exception {
        var dice = new Random(7);
        var tasks = new ArrayList<Callable<Writing>>();
        for (int i = 0; i < 150; i++) {
            var key = "m" + i;
            for (int tries = 0; tries <= dice.nextInt(4); tries++) {
                tasks.add(() -> write(key, key));
            }
        }
        java.util.Collections.shuffle(tasks, dice);
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isInstanceOf(Writing.Accepted.class);
            }
        }

        var all = conversations.since(id, 0);
        assertThat(all)
                .map(Message::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 150).boxed().toList());
        assertThat(all).map(Message::body).doesNotHaveDuplicates();
    }

    /// Devices on a network that loses requests and answers and delivers copies late: each sends
    /// until it has an answer. `-Dokpay.sends=1000000` for a million sends.
    @Test
    void theConversationIsExactlyWhatWasMeant() throws Exception {
        long each = Long.getLong("okpay.sends", 4_000) / DEVICES;
        try (var threads = Executors.newFixedThreadPool(DEVICES)) {
            var devices = new ArrayList<Callable<Long>>();
            for (int i = 0; i < DEVICES; i++) {
                var dice = new Random(40 + i);
                devices.add(() -> talk(dice, each));
            }
            long sent = 0;
            for (var done : threads.invokeAll(devices)) {
                sent += done.get();
            }
            assertThat(sent).isGreaterThanOrEqualTo(each * DEVICES);
        }
    }

    private static final int DEVICES = 8;

    /// @return how often something was sent
    private long talk(Random dice, long sends) {
        var who = customer("李雷");
        var in = conversations.start(who.id()).id();
        var author = new Author.OfCustomer(who.id());
        var meant = new ArrayList<String>();
        var late = new ArrayList<String>();
        long sent = 0;
        while (sent < sends) {
            var text = "m" + meant.size();
            meant.add(text);
            boolean hasAnswer = false;
            while (!hasAnswer) {
                sent++;
                boolean arrives = dice.nextInt(10) > 0;
                if (arrives) {
                    assertThat(conversations.write(in, author, text, text))
                            .isInstanceOf(Writing.Accepted.class);
                }
                if (dice.nextInt(4) == 0) {
                    late.add(text);
                }
                hasAnswer = arrives && dice.nextInt(5) > 0;
            }
            while (!late.isEmpty() && dice.nextInt(3) == 0) {
                sent++;
                var copy = late.remove(dice.nextInt(late.size()));
                var _ = conversations.write(in, author, copy, copy);
            }
        }
        var all = conversations.all(in, 0);
        assertThat(all)
                .map(Message::body)
                .containsExactlyElementsOf(meant.stream().map(Body.Text::new).toList());
        assertThat(all)
                .map(Message::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, meant.size()).boxed().toList());
        return sent;
    }

    @Test
    void aReaderComesBackWithTheLastNumberAndGetsTheRest() {
        for (int i = 1; i <= 5; i++) {
            write("m" + i, "c" + i);
        }

        assertThat(conversations.since(id, 3)).map(Message::seq).containsExactly(4L, 5L);
        assertThat(conversations.since(id, 5)).isEmpty();
        assertThat(conversations.since(id, 99)).isEmpty();
    }

    @Test
    void emptyAndEndlessMessagesAreRefused() {
        assertThat(write("", "a")).isEqualTo(new Writing.NotAccepted(Writing.Reason.EMPTY));
        assertThat(write(" \n\t ", "b")).isEqualTo(new Writing.NotAccepted(Writing.Reason.EMPTY));
        assertThat(write("\u202E\u0000", "c"))
                .isEqualTo(new Writing.NotAccepted(Writing.Reason.EMPTY));
        assertThat(write("长".repeat(100_000), "d"))
                .isEqualTo(new Writing.NotAccepted(Writing.Reason.TOO_LONG));
        assertThat(conversations.since(id, 0)).isEmpty();
    }

    @Test
    void htmlEmojiAndNulComeThroughAsWords() {
        write("<script>alert(1)</script> 🙂\u0000", "a");
        write("abc\u202Edef", "b");

        assertThat(conversations.since(id, 0))
                .map(Message::body)
                .containsExactly(
                        new Body.Text("<script>alert(1)</script> 🙂"), new Body.Text("abcdef"));
    }

    @Test
    void aConversationThatDoesNotExistTakesNothing() {
        var nowhere = new ConversationId(Ids.next());

        assertThat(conversations.write(nowhere, li, "hallo", "a"))
                .isEqualTo(new Writing.NotAccepted(Writing.Reason.NO_SUCH_CONVERSATION));
    }

    private Writing write(String text, String clientId) {
        return conversations.write(id, li, text, clientId);
    }
}
