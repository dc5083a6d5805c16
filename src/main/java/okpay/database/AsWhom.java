package okpay.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// PostgreSQL will not run as root. Root starts it inside a user namespace of its own, or as
/// nobody.
final class AsWhom {

    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    private static final List<String> PREFIX = find();

    private AsWhom() {}

    /// What stands before a command of PostgreSQL's; empty for everybody but root.
    static List<String> prefix() {
        return PREFIX;
    }

    static boolean nobodyIsNeeded() {
        return PREFIX.equals(NOBODY);
    }

    static void giveToNobody(List<Path> paths) throws IOException {
        for (var path : paths) {
            Files.setAttribute(path, "unix:uid", 65534);
        }
    }

    private static List<String> find() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        return works(NAMESPACE) ? NAMESPACE : NOBODY;
    }

    private static boolean works(List<String> prefix) {
        try {
            var command = new java.util.ArrayList<>(prefix);
            command.add("true");
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
