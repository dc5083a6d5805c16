package okpay.channels.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okpay.id.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Debian's Postfix and Dovecot with settings, ports, queue and mailboxes of their own, in a folder
/// that is gone afterwards. Postfix takes letters for anybody at `example.com` and `okpay.example`
/// and hands them to Dovecot (LMTP), which has a mailbox for each name. What is for `none-…` is
/// refused; what is for `left-…` is taken and then cannot be delivered. It says of every sender
/// that they were checked.
final class DebianPost implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DebianPost.class);
    private static final Path POSTFIX = Path.of("/usr/sbin/postfix");
    private static final Path DOVECOT = Path.of("/usr/sbin/dovecot");
    private static final Path LMTP = Path.of("/usr/lib/dovecot/lmtp");

    private final String password = Ids.next().toString();
    private final Path folder;
    private final int smtp;
    private final int imap;
    private final int submission;
    private final int sasl;

    /// @param introspection where Dovecot asks what an access token is worth (RFC 7662)
    DebianPost(URI introspection) throws IOException {
        folder = Files.createTempDirectory("okpay-post");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var ports = free(5);
        smtp = ports.get(0);
        imap = ports.get(1);
        submission = ports.get(3);
        sasl = ports.get(4);
        for (var name : List.of("postfix", "queue", "data", "boxes", "run")) {
            Files.createDirectory(folder.resolve(name));
        }
        run("chown", "postfix", folder.resolve("data").toString());
        run("chown", "mail", folder.resolve("boxes").toString());
        write("postfix/main.cf", MAIN, ports.get(2), introspection);
        write("postfix/master.cf", MASTER, ports.get(2), introspection);
        write("dovecot.conf", READ, ports.get(2), introspection);
        write("oauth2.conf", TOKENS, ports.get(2), introspection);
        try {
            startDovecot();
            startPostfix();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// Both want to be root: they become somebody else by themselves.
    static boolean isThere() {
        return Files.exists(POSTFIX)
                && Files.exists(DOVECOT)
                && Files.exists(LMTP)
                && "root".equals(System.getProperty("user.name"))
                && isKnown();
    }

    /// Later ones are set up in other words.
    private static boolean isKnown() {
        try {
            var asked = new ProcessBuilder(DOVECOT.toString(), "--version").start();
            var version = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return version.startsWith("2.3.");
        } catch (IOException _) {
            return false;
        }
    }

    URI smtp() {
        return URI.create("smtp://127.0.0.1:" + smtp);
    }

    /// Lets out only letters of whoever it knows.
    URI submission() {
        return URI.create("smtp://127.0.0.1:" + submission);
    }

    URI imap() {
        return URI.create("imap://127.0.0.1:" + imap);
    }

    /// That opens every mailbox.
    String password() {
        return password;
    }

    void startDovecot() throws IOException {
        run(DOVECOT.toString(), "-c", folder.resolve("dovecot.conf").toString());
    }

    void stopDovecot() throws IOException {
        run("/usr/bin/doveadm", "-c", folder.resolve("dovecot.conf").toString(), "stop");
    }

    void startPostfix() throws IOException {
        run(POSTFIX.toString(), "-c", folder.resolve("postfix").toString(), "start");
    }

    void stopPostfix() throws IOException {
        run(POSTFIX.toString(), "-c", folder.resolve("postfix").toString(), "stop");
    }

    @Override
    public void close() throws IOException {
        stopped("postfix", this::stopPostfix);
        stopped("dovecot", this::stopDovecot);
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            // A server that ends takes its own files away meanwhile.
            folder.toFile().deleteOnExit();
        }
    }

    private interface Stop {
        void run() throws IOException;
    }

    /// Who has stopped already is stopped.
    private static void stopped(String name, Stop stop) {
        try {
            stop.run();
        } catch (IOException e) {
            log.info("{} had stopped", name, e);
        }
    }

    private void write(String name, String text, int lmtp, URI introspection) throws IOException {
        Files.writeString(
                folder.resolve(name),
                text.replace("HERE", folder.toString())
                        .replace("SMTP", Integer.toString(smtp))
                        .replace("SUBMISSION", Integer.toString(submission))
                        .replace("SASL", Integer.toString(sasl))
                        .replace("IMAP", Integer.toString(imap))
                        .replace("LMTP", Integer.toString(lmtp))
                        .replace("PASSWORD", password)
                        .replace("INTROSPECTION", introspection.toString()));
    }

    private static void run(String... command) throws IOException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static List<Integer> free(int many) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        for (int i = 0; i < many; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        var ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (var socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private static final String MAIN =
            """
            compatibility_level = 3.6
            queue_directory = HERE/queue
            data_directory = HERE/data
            maillog_file = HERE/postfix.log
            maillog_file_prefixes = HERE
            myhostname = post.okpay.example
            mydestination =
            mynetworks = 127.0.0.0/8
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            smtp_dns_support_level = disabled
            smtp_host_lookup = native
            virtual_mailbox_domains = okpay.example, example.com
            virtual_mailbox_maps = static:all
            virtual_alias_maps = inline:{ feedback@okpay.example=support@okpay.example }
            virtual_transport = lmtp:inet:127.0.0.1:LMTP
            transport_maps = regexp:{ {/^left-/ local:} }
            recipient_delimiter = +
            message_size_limit = 60000000
            mailbox_size_limit = 0
            smtpd_recipient_restrictions =
              check_recipient_access regexp:{ {/^none-/ 550 5.1.1 nobody of this name} }
              permit_mynetworks, reject
            header_checks = regexp:{ {/^Authentication-Results:/ IGNORE}
              {/^From:/ PREPEND Authentication-Results: post.okpay.example; dmarc=pass} }
            minimal_backoff_time = 1s
            maximal_backoff_time = 2s
            queue_run_delay = 1s
            """;

    private static final String MASTER =
            """
            SMTP      inet  n - n - - smtpd
            SUBMISSION inet n - n - - smtpd
              -o smtpd_sasl_auth_enable=yes
              -o smtpd_sasl_type=dovecot
              -o smtpd_sasl_path=inet:127.0.0.1:SASL
              -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject
            cleanup   unix  n - n - 0 cleanup
            qmgr      unix  n - n 1 1 qmgr
            rewrite   unix  - - n - - trivial-rewrite
            bounce    unix  - - n - 0 bounce
            defer     unix  - - n - 0 bounce
            trace     unix  - - n - 0 bounce
            proxymap  unix  - - n - - proxymap
            local     unix  - n n - - local
            lmtp      unix  - - n - - lmtp
            retry     unix  - - n - - error
            error     unix  - - n - - error
            anvil     unix  - - n - 1 anvil
            postlog   unix-dgram n - n - 1 postlogd
            """;

    private static final String READ =
            """
            protocols = imap lmtp
            listen = 127.0.0.1
            base_dir = HERE/run
            state_dir = HERE/run
            log_path = HERE/dovecot.log
            ssl = no
            disable_plaintext_auth = no
            first_valid_uid = 1
            mail_location = maildir:HERE/boxes/%n
            recipient_delimiter = +
            auth_mechanisms = plain xoauth2
            passdb {
              driver = oauth2
              mechanisms = xoauth2
              args = HERE/oauth2.conf
            }
            passdb {
              driver = static
              mechanisms = plain
              args = password=PASSWORD
            }
            userdb {
              driver = static
              args = uid=mail gid=mail home=HERE/boxes/%n allow_all_users=yes
            }
            namespace inbox {
              inbox = yes
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = IMAP
              }
              inet_listener imaps {
                port = 0
              }
            }
            service auth {
              inet_listener sasl {
                port = SASL
              }
            }
            service anvil {
              chroot =
            }
            service lmtp {
              inet_listener lmtp {
                port = LMTP
              }
            }
            protocol lmtp {
              postmaster_address = postmaster@okpay.example
              hostname = post.okpay.example
            }
            """;

    private static final String TOKENS =
            """
            introspection_mode = auth
            introspection_url = INTROSPECTION
            username_attribute = username
            active_attribute = active
            active_value = true
            """;
}
