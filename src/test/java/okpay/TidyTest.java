package okpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The house rules the compiler cannot see.
class TidyTest {

    private static final Pattern METHOD =
            Pattern.compile("^    (?:[a-z@].*)?[\\w>\\])] \\w+\\(.*|^    [\\w<].*\\) .*\\{$");
    private static final List<String> UGLY =
            List.of(
                    "Service", "Impl", "Manager", "Helper", "Util", "Utils", "Dto", "Entity",
                    "Mapper");
    private static final Pattern SAID =
            Pattern.compile(
                    "(?:page\\.say\\(|Words\\.of\\(|Finding\\.of\\(|say\\(one, )\\s*\"([a-z][\\w.-]*[\\w])\"");

    @Test
    void filesAreShort() throws IOException {
        assertThat(code("src/main/java"))
                .allSatisfy(file ->
                        assertThat(Files.readAllLines(file))
                                .as("%s: split it by a noun, not by a layer", file)
                                .hasSizeLessThanOrEqualTo(300));
    }

    /// The formatter breaks code at 100; words and SQL may be a little longer.
    @Test
    void linesAreShort() throws IOException {
        var longer = new ArrayList<String>();
        for (var file : code("src")) {
            var lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > 120) {
                    longer.add(file + ":" + (i + 1));
                }
            }
        }
        assertThat(longer).isEmpty();
    }

    @Test
    void methodsAreShortNotCountingTheirSql() throws IOException {
        var longer = new ArrayList<String>();
        for (var file : code("src/main/java")) {
            var lines = Files.readAllLines(file);
            int start = -1;
            int sql = 0;
            boolean quoted = false;
            for (int i = 0; i < lines.size(); i++) {
                var line = lines.get(i);
                if (METHOD.matcher(line).matches() && !line.endsWith(";")) {
                    start = i;
                    sql = 0;
                }
                quoted ^= line.contains("\"\"\"");
                sql += quoted ? 1 : 0;
                if (line.equals("    }") && start >= 0) {
                    int long40 = i - start + 1 - sql;
                    if (long40 > 40) {
                        longer.add(file + ":" + (start + 1) + " has " + long40 + " lines");
                    }
                    start = -1;
                }
            }
        }
        assertThat(longer).isEmpty();
    }

    @Test
    void namesAreTheFields() throws IOException {
        for (var file : code("src/main/java")) {
            var name = file.getFileName().toString().replace(".java", "");
            assertThat(UGLY).as("%s needs a name from the field", file).noneMatch(name::endsWith);
        }
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        var later =
                Pattern.compile(
                        "\\b(TO"
                                + "DO|FIX"
                                + "ME|XX"
                                + "X)\\b|@Disabled|Thread\\.sleep\\((?!Duration)");
        for (var file : code("src")) {
            if (file.endsWith("TidyTest.java")) {
                continue;
            }
            assertThat(later.matcher(Files.readString(file)).find()).as("%s", file).isFalse();
        }
    }

    @Test
    void aRoomsSqlNamesNoOtherRoomsTables() throws IOException {
        var rooms =
                List.of(
                        "identity",
                        "ledger",
                        "wallet",
                        "support",
                        "feedback",
                        "resolution",
                        "sandbank",
                        "bank",
                        "abroad",
                        "verification",
                        "merchant",
                        "disputes",
                        "friends",
                        "bills",
                        "passkeys",
                        "understanding",
                        "help",
                        "hours",
                        "desk",
                        "files",
                        "webhooks",
                        "casework",
                        "errors",
                        "retention",
                        "channels");
        for (var file : code("src/main/java/okpay")) {
            var room = Path.of("src/main/java/okpay").relativize(file).getName(0).toString();
            for (var other : rooms) {
                if (!other.equals(room)) {
                    assertThat(Files.readString(file))
                            .as("%s reads %s's tables", file, other)
                            .doesNotContainPattern(
                                    "(?i)(from|join|into|update)\\s+" + other + "\\.\\w+");
                }
            }
        }
        for (var room : rooms) {
            try (var files = Files.walk(Path.of("src/main/resources/db/migration", room))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    for (var other : rooms) {
                        if (!other.equals(room)) {
                            assertThat(Files.readString(file))
                                    .as("%s", file)
                                    .doesNotContainPattern("references\\s+" + other + "\\.");
                        }
                    }
                }
            }
        }
    }

    @Test
    void everyTextIsThereInBothLanguages() throws IOException {
        var english = keys("messages.properties");
        var chinese = keys("messages_zh.properties");

        assertThat(chinese).isEqualTo(english);
        assertThat(said()).as("keys that are said and not written").isSubsetOf(english);
    }

    /// A text with places for values is a pattern, in which an apostrophe is written twice; any
    /// other text is shown as it stands.
    @Test
    void everyApostropheIsShownOnce() throws IOException {
        for (var file : List.of("messages.properties", "messages_zh.properties")) {
            assertThat(Files.readAllLines(Path.of("src/main/resources", file)))
                    .allMatch(it ->
                            it.matches(".*\\{\\d.*")
                                    ? !it.replace("''", "").contains("'")
                                    : !it.contains("''"));
        }
    }

    @Test
    void everyRefusalAndStateHasItsWords() throws IOException {
        var english = keys("messages.properties");
        assertThat(wanted("state.", okpay.wallet.PaymentState.values())).isSubsetOf(english);
        assertThat(wanted("state.explained.", okpay.wallet.PaymentState.values()))
                .isSubsetOf(english);
        assertThat(wanted("pay.refused.", okpay.wallet.Attempt.Reason.values()))
                .isSubsetOf(english);
        assertThat(wanted("amount.refused.", okpay.money.Amounts.Flaw.values()))
                .isSubsetOf(english);
        assertThat(wanted("chat.refused.", okpay.support.Writing.Reason.values()))
                .isSubsetOf(english);
        assertThat(wanted("sign-in.refused.", okpay.identity.SignIns.Reason.values()))
                .isSubsetOf(english);
        assertThat(wanted("four.eyes.refused.", okpay.resolution.FourEyes.Why.values()))
                .isSubsetOf(english);
        assertThat(wanted("cause.", okpay.resolution.Cause.values())).isSubsetOf(english);
        assertThat(wanted("cause.explained.", okpay.resolution.Cause.values())).isSubsetOf(english);
        assertThat(wanted("who.", okpay.resolution.WhoActs.values())).isSubsetOf(english);
        assertThat(wanted("remedy.", okpay.resolution.Remedy.values())).isSubsetOf(english);
        assertThat(wanted("stage.", okpay.support.Stage.values())).isSubsetOf(english);
        assertThat(wanted("promise.", okpay.support.Promise.Kind.values())).isSubsetOf(english);
        assertThat(wanted("kind.", okpay.wallet.PaymentKind.values())).isSubsetOf(english);
        assertThat(wanted("purpose.", okpay.ledger.Purpose.values())).isSubsetOf(english);
        assertThat(wanted("role.", okpay.identity.Role.values())).isSubsetOf(english);
        assertThat(wanted("evidence.hold.", okpay.ledger.Hold.State.values())).isSubsetOf(english);
        assertThat(wanted("help.category.", okpay.help.Category.values())).isSubsetOf(english);
        assertThat(wanted("help.why.", okpay.help.Complaint.values())).isSubsetOf(english);
        assertThat(wanted("desk.help.flaw.", okpay.help.Wording.Flaw.values())).isSubsetOf(english);
        assertThat(wanted("desk.help.audience.", okpay.help.Audience.values())).isSubsetOf(english);
        assertThat(wanted("desk.teach.flaw.", okpay.understanding.Teaching.Flaw.values()))
                .isSubsetOf(english);
        assertThat(wanted("desk.teach.state.", okpay.understanding.Version.State.values()))
                .isSubsetOf(english);
        assertThat(wanted("tone.", okpay.language.Tone.Kind.values())).isSubsetOf(english);
        assertThat(wanted("evidence.bank.", okpay.wallet.Rail.Why.values())).isSubsetOf(english);
    }

    @Test
    void everyStepOfAPaymentHasItsWords() throws IOException {
        var step = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)\"");
        var steps = new TreeSet<String>();
        for (var name : List.of("Payments", "Settlements", "Refunds")) {
            var text = Files.readString(Path.of("src/main/java/okpay/wallet", name + ".java"));
            step.matcher(text).results().map(it -> "step." + it.group(1)).forEach(steps::add);
        }
        steps.remove("step.NEVER_ARRIVED");

        assertThat(steps).hasSizeGreaterThan(5).isSubsetOf(keys("messages.properties"));
    }

    private static List<String> wanted(String prefix, Enum<?>[] all) {
        return Stream.of(all).map(one -> prefix + one.name()).toList();
    }

    private static Set<String> said() throws IOException {
        var keys = new TreeSet<String>();
        for (var folder : List.of("src/main/java", "src/main/jte")) {
            try (var files = Files.walk(Path.of(folder))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    SAID.matcher(Files.readString(file))
                            .results()
                            .map(it -> it.group(1))
                            .forEach(keys::add);
                }
            }
        }
        return keys;
    }

    private static Set<String> keys(String file) throws IOException {
        var properties = new Properties();
        try (var reader =
                Files.newBufferedReader(
                        Path.of("src/main/resources", file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    private static List<Path> code(String folder) throws IOException {
        try (var files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
