package okpay.database;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's own programs, unpacked once into the data folder from the jar that carries them.
record Binaries(Path home) {

    /// Unpacks what this jar carries, unless it lies there already; another version has another
    /// size.
    static Binaries unpackedInto(Path folder) throws IOException, InterruptedException {
        var packed = packed();
        var done = folder.resolve(".unpacked-" + packed.openConnection().getContentLengthLong());
        if (!Files.exists(done)) {
            Files.createDirectories(folder);
            untar(packed, folder);
            Files.createFile(done);
        }
        return new Binaries(folder);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static URL packed() {
        String arch =
                switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    case String other ->
                            throw new DatabaseTrouble(
                                    "No embedded PostgreSQL for "
                                            + other
                                            + ": set OKPAY_DATABASE_URL to one of yours.");
                };
        String name = "/postgres-linux-" + arch + ".txz";
        var found = Binaries.class.getResource(name);
        if (found == null) {
            throw new DatabaseTrouble("The jar holds no " + name + "; build it on this machine.");
        }
        return found;
    }

    private static void untar(URL url, Path folder) throws IOException, InterruptedException {
        try (var packed = url.openStream()) {
            var tar =
                    new ProcessBuilder("tar", "-x", "--no-same-owner", "-C", folder.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var into = tar.getOutputStream()) {
                new XZInputStream(packed).transferTo(into);
            }
            if (!tar.waitFor(2, TimeUnit.MINUTES) || tar.exitValue() != 0) {
                throw new DatabaseTrouble("tar could not unpack PostgreSQL into " + folder);
            }
        }
    }
}
