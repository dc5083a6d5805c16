package okpay.channels.mail;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okpay.channels.Pulse;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Reads the mailboxes: each has a thread that waits for mail (IMAP IDLE) and hands every letter
/// on. A letter counts as seen once it is kept; until then it is read again.
@Component
class Letterbox implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Letterbox.class);

    /// Larger letters are not fetched; what stands above them is.
    static final int LARGEST = 30_000_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A wait is ended then, so that its lane beats, and what came just before it began is seen.
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Servers servers;
    private final Mailroom mailroom;
    private final Tokens tokens;
    private final Pulse pulse;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService waker =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private volatile boolean isOpen = true;

    Letterbox(Servers servers, Mailroom mailroom, Tokens tokens, Pulse pulse) {
        this.servers = servers;
        this.mailroom = mailroom;
        this.tokens = tokens;
        this.pulse = pulse;
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        servers.boxes()
                .forEach((name, box) -> threads.execute(() -> watch("mail.in." + name, box)));
    }

    private void watch(String lane, MailSettings.Account box) {
        while (isOpen) {
            try (var store = connect(box)) {
                read(lane, store);
            } catch (MessagingException | RuntimeException | StackOverflowError e) {
                if (isOpen) {
                    log.warn("The mailbox {} cannot be read: {}", box, e.toString());
                    tell(lane, e.toString());
                    rest();
                }
            }
        }
    }

    /// Where the database is away the reading goes on when it is back.
    private void tell(String lane, String why) {
        try {
            pulse.failed(lane, why);
        } catch (RuntimeException e) {
            log.warn("{} has failed, and nobody can be told: {}", lane, e.toString());
        }
    }

    private void read(String lane, Store store) throws MessagingException {
        try (var folder = (IMAPFolder) store.getFolder("INBOX")) {
            folder.open(Folder.READ_WRITE);
            while (isOpen) {
                int seen;
                int left;
                do {
                    seen = folder.getMessageCount();
                    left = takeUnseen(lane, folder);
                } while (folder.getMessageCount() != seen);
                if (left == 0) {
                    pulse.beat(lane, Pulse.PATIENCE);
                } else {
                    pulse.failed(lane, left + " letters cannot be kept");
                }
                if (((IMAPStore) store).hasCapability("IDLE")) {
                    await(folder);
                } else {
                    rest();
                }
            }
        }
    }

    /// Until the server tells that something came, or for a round.
    private void await(IMAPFolder folder) throws MessagingException {
        var wake =
                waker.schedule(
                        () -> threads.execute(() -> wake(folder)),
                        ROUND.toMillis(),
                        TimeUnit.MILLISECONDS);
        folder.idle(true);
        wake.cancel(false);
    }

    /// Any question ends the wait.
    private static void wake(IMAPFolder folder) {
        try {
            folder.getMessageCount();
        } catch (MessagingException | IllegalStateException e) {
            log.debug("The wait ended by itself", e);
        }
    }

    /// One that cannot be kept holds up none of the others; it is read again in the next round.
    ///
    /// @return how many could not be kept
    private int takeUnseen(String lane, IMAPFolder folder) throws MessagingException {
        var unseen = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
        var profile = new FetchProfile();
        profile.add(FetchProfile.Item.SIZE);
        folder.fetch(unseen, profile);
        int left = 0;
        int taken = 0;
        for (var message : unseen) {
            if (!isOpen) {
                return left;
            }
            try {
                take(message);
                message.setFlag(Flags.Flag.SEEN, true);
                // Who works off what came over night is alive.
                if (++taken % 20 == 0) {
                    pulse.beat(lane, Pulse.PATIENCE);
                }
            } catch (RuntimeException | StackOverflowError e) {
                left++;
                log.warn("A letter cannot be kept: {}", e.toString());
            }
        }
        return left;
    }

    private void take(Message message) throws MessagingException {
        boolean isLarge = message.getSize() > LARGEST;
        try {
            mailroom.take(isLarge ? head(message) : MailReader.bytes(message), isLarge);
        } catch (IOException e) {
            throw new MessagingException("It could not be fetched", e);
        }
    }

    private static byte[] head(Message message) throws MessagingException {
        var lines = new StringBuilder();
        var all = message.getAllHeaders();
        while (all.hasMoreElements() && lines.length() < 100_000) {
            var one = all.nextElement();
            lines.append(one.getName()).append(": ").append(one.getValue()).append("\r\n");
        }
        return lines.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private Store connect(MailSettings.Account box) throws MessagingException {
        var protocol = Servers.protocol(box.server());
        var properties = Servers.properties(box, PATIENCE);
        var prefix = "mail." + protocol + ".";
        // To fetch is not to have seen: a letter counts as seen once it is kept.
        properties.put(prefix + "peek", "true");
        // A letter of 30 MB comes in pieces, not in one breath.
        properties.put(prefix + "fetchsize", "1000000");
        var store = Session.getInstance(properties).getStore(protocol);
        tokens.connect(store, box);
        // Who does not say who they are is not let in everywhere (NetEase: “Unsafe Login”).
        if (store instanceof IMAPStore it && it.hasCapability("ID")) {
            it.id(Map.of("name", "OKPay", "vendor", "OKPay"));
        }
        return store;
    }

    private static void rest() {
        try {
            Thread.sleep(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void destroy() {
        isOpen = false;
        waker.shutdownNow();
        threads.shutdownNow();
    }
}
