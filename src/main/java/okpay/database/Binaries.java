package okpay.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's own programs, unpacked once into the data folder from the jar that carries them.
record Binaries(Path home) {

    /// Raised with the packed version, so that a newer OKPay unpacks its newer programs.
    static final String VERSION = "18";

    static Binaries unpackedInto(Path folder) throws IOException, InterruptedException {
        var done = folder.resolve(".unpacked-" + VERSION);
        if (!Files.exists(done)) {
            Files.createDirectories(folder);
            untar(folder);
            Files.createFile(done);
        }
        return new Binaries(folder);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static void untar(Path folder) throws IOException, InterruptedException {
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
        try (InputStream packed = Binaries.class.getResourceAsStream(name)) {
            if (packed == null) {
                throw new DatabaseTrouble(
                        "The jar holds no " + name + "; build it on this machine.");
            }
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
