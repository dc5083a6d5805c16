package okpay.bench;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okpay.database.EmbeddedPostgres;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.EmailAddress;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Letters in and letters out, while the mail server goes away and comes back: half of them are
/// from customers, over SMTP into a mailbox that OKPay reads over IMAP, and each of those begins a
/// case that OKPay answers by a letter. What is in the database, and what lies in the customers'
/// mailboxes, is counted letter by letter.
///
/// Options: `--letters 20000 --restarts 2 --minutes 30`.
///
/// Keys of the last line: `sent, received, lost, doubled, sent_again, restarts, in_per_s, seconds`.
/// `doubled` counts words that are twice in a conversation, and answers that came as two letters;
/// `sent_again` counts answers that came twice as the same letter, by its Message-ID: SMTP cannot
/// tell a sender whose connection broke whether the letter was taken.
final class MailBench {

    private static final String US = "support@okpay.example";
    private static final String CHECKED_BY = "post.bench.example";
    private static final String PASSWORD = "bench";
    private static final String HERE = "127.0.0.1";
    private static final int WRITERS = 8;

    /// The server of this bench looks through a whole mailbox for each question.
    private static final int BOXES = 20;

    private static final int AWAY = 5;

    private final int customers;
    private final int restarts;
    private final Duration longest;
    private final AtomicInteger written = new AtomicInteger();

    MailBench(Options options) {
        customers = options.number("letters", 20_000) / 2;
        restarts = options.number("restarts", 2);
        longest = Duration.ofMinutes(options.number("minutes", 30));
    }

    void run() throws Exception {
        var data = Path.of("target", "bench-mail");
        Folders.wipe(data);
        var smtp = new ServerSetup(free(), HERE, ServerSetup.PROTOCOL_SMTP);
        var imap = new ServerSetup(free(), HERE, ServerSetup.PROTOCOL_IMAP);
        var post = new GreenMail(new ServerSetup[] {smtp, imap});
        post.start();
        var out = new Gate(smtp.getPort());
        var in = new Gate(imap.getPort());
        var settings =
                new ArrayList<>(
                        List.of(
                                "--okpay.sandbank.enabled=false",
                                "--okpay.search.dir=" + data.resolve("search").toAbsolutePath(),
                                "--okpay.channels.mail.address=" + US,
                                "--okpay.channels.mail.checked-by=" + CHECKED_BY,
                                "--okpay.channels.mail.out.server=smtp://"
                                        + HERE
                                        + ":"
                                        + out.port()));
        for (int i = 0; i < BOXES; i++) {
            post.getUserManager().createUser(box(i), box(i), PASSWORD);
            var name = "--okpay.channels.mail.boxes.b" + i;
            settings.add(name + ".server=imap://" + HERE + ":" + in.port());
            settings.add(name + ".user=" + box(i));
            settings.add(name + ".password=" + PASSWORD);
        }
        var result = "";
        try (var database = EmbeddedPostgres.start(data, 0)) {
            people(data, database, post);
            try (var node = new Node(database.owner(), settings)) {
                node.start();
                result =
                        measure(
                                post,
                                List.of(out, in),
                                JdbcClient.create(database.owner().dataSource()));
            }
        } finally {
            out.close();
            in.close();
            post.stop();
        }
        System.out.println(result);
    }

    private static int free() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void people(Path data, EmbeddedPostgres database, GreenMail post) throws Exception {
        try (var okpay = Bare.okpay(data, database)) {
            var all = okpay.getBean(Customers.class);
            for (int i = 0; i < customers; i++) {
                var mail = EmailAddress.read(address(i));
                all.bring(
                        Customer.fresh(
                                CustomerId.next(),
                                "Customer " + i,
                                Optional.empty(),
                                mail,
                                Locale.ENGLISH,
                                Instant.now()),
                        "");
                post.getUserManager().createUser(address(i), address(i), PASSWORD);
            }
        }
    }

    private static String box(int n) {
        return "support" + n % BOXES + "@okpay.example";
    }

    private static String address(int customer) {
        return "b" + customer + "@bench.example";
    }

    private String measure(GreenMail post, List<Gate> gates, JdbcClient jdbc) throws Exception {
        long began = System.nanoTime();
        var troubles = Executors.newVirtualThreadPerTaskExecutor();
        var done = troubles.submit(() -> trouble(gates, jdbc));
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < customers; i++) {
                int n = i;
                writers.execute(() -> write(n, gates.getFirst().port()));
            }
        }
        System.err.printf("%d letters are written%n", written.get());
        done.get();
        troubles.shutdown();
        while (!isQuiet(jdbc) && System.nanoTime() - began < longest.toNanos()) {
            Thread.sleep(Duration.ofSeconds(1));
        }
        return count(post, jdbc, (System.nanoTime() - began) / 1e9);
    }

    /// The server goes away in the middle of it, with every connection, and comes back.
    private void trouble(List<Gate> gates, JdbcClient jdbc) {
        try {
            for (int i = 1; i <= restarts; i++) {
                while (heard(jdbc) < (long) customers * i / (restarts + 1)) {
                    Thread.sleep(Duration.ofMillis(200));
                }
                System.err.printf("The mail server goes away after %d letters%n", heard(jdbc));
                for (var it : gates) {
                    it.shut();
                }
                Thread.sleep(Duration.ofSeconds(AWAY));
                for (var it : gates) {
                    it.open();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until the server has taken it; a letter that was taken twice is the same letter.
    private void write(int n, int port) {
        var properties = new Properties();
        properties.put("mail.smtp.host", HERE);
        properties.put("mail.smtp.port", Integer.toString(port));
        properties.put("mail.smtp.timeout", "10000");
        properties.put("mail.smtp.connectiontimeout", "10000");
        var session = Session.getInstance(properties);
        while (true) {
            try (var transport = session.getTransport("smtp")) {
                var letter = new Letter(session, "<letter-" + n + "@bench.example>");
                letter.setFrom(new InternetAddress(address(n)));
                letter.setRecipient(Message.RecipientType.TO, new InternetAddress(box(n)));
                letter.setSubject("Question " + n);
                letter.setHeader("Authentication-Results", CHECKED_BY + "; dmarc=pass");
                letter.setText("How do I change my name? This is letter " + n + ".", "utf-8");
                letter.saveChanges();
                transport.connect();
                transport.sendMessage(letter, letter.getAllRecipients());
                written.incrementAndGet();
                return;
            } catch (MessagingException e) {
                try {
                    Thread.sleep(Duration.ofMillis(500));
                } catch (InterruptedException _) {
                    return;
                }
            }
        }
    }

    /// Keeps the name it was given.
    private static final class Letter extends MimeMessage {
        private final String id;

        Letter(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    private static long heard(JdbcClient jdbc) {
        return number(jdbc, "select count(*) from channels.arrival where state = 'TAKEN'");
    }

    private static long number(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /// All is heard, and nothing waits to leave.
    private boolean isQuiet(JdbcClient jdbc) {
        return heard(jdbc) >= customers
                && number(jdbc, "select count(*) from channels.dispatch where state = 'WAITING'")
                        == 0;
    }

    private String count(GreenMail post, JdbcClient jdbc, double seconds) throws Exception {
        long heardOnce = 0;
        long heardMore = 0;
        for (long times :
                jdbc.sql(
                                """
                                select count(*) from support.message
                                where author_kind = 'CUSTOMER' group by body
                                """)
                        .query(Long.class)
                        .list()) {
            heardOnce++;
            heardMore += times - 1;
        }
        var letters = new HashMap<String, Map<String, Integer>>();
        for (var letter : post.getReceivedMessages()) {
            var to = letter.getRecipients(Message.RecipientType.TO)[0].toString();
            if (to.endsWith("@bench.example")) {
                letters.computeIfAbsent(to, _ -> new HashMap<>())
                        .merge(letter.getMessageID().replaceAll("[<>]", ""), 1, Integer::sum);
            }
        }
        var known =
                new HashSet<>(
                        jdbc.sql("select ref from channels.dispatch").query(String.class).list());
        long answered = 0;
        long other = 0;
        long again = 0;
        for (var its : letters.values()) {
            answered++;
            other += its.keySet().stream().filter(it -> !known.contains(it)).count();
            again += its.values().stream().mapToInt(it -> it - 1).sum();
        }
        System.err.printf("Twice heard: %d, answered by two letters: %d%n", heardMore, other);
        return String.format(
                Locale.ROOT,
                "{\"sent\":%d,\"received\":%d,\"lost\":%d,\"doubled\":%d,\"sent_again\":%d,"
                        + "\"restarts\":%d,\"in_per_s\":%.1f,\"seconds\":%.0f}",
                customers * 2L,
                heardOnce + answered,
                customers * 2L - heardOnce - answered,
                heardMore + other,
                again,
                restarts,
                customers / seconds,
                seconds);
    }
}
