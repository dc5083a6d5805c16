package okpay.understanding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import okpay.language.Example;
import okpay.language.Intent;
import okpay.language.Script;

/// What was taught here, beyond what came with OKPay.
///
/// @param examples of intents of either kind; the script is that of the text
public record Teaching(List<Intent> intents, List<Example> examples) {

    public static final Teaching NOTHING = new Teaching(List.of(), List.of());

    /// So many sentences of a language at least, for an intent to be learned in it.
    static final int FEWEST = 8;

    private static final int MOST_INTENTS = 200;
    private static final int MOST_EXAMPLES = 5_000;

    /// Why something is not taken.
    public enum Flaw {
        /// Small letters and underscores, 3 to 40 of them; and both names and an explanation.
        NAME,
        /// There is an intent of this name.
        TAKEN,
        /// There is no such intent.
        NO_SUCH_INTENT,
        /// A sentence has 2 to 300 characters.
        SENTENCE,
        /// That sentence is an example already, of this intent or of another one.
        KNOWN,
        TOO_MANY,
        /// An intent of one's own needs eight sentences in a language it has any in, and in one.
        TOO_FEW,
        /// Nothing differs from what readers get now.
        NOTHING_NEW
    }

    public Teaching {
        intents = List.copyOf(intents);
        examples = List.copyOf(examples);
    }

    List<Example> examples(Script script) {
        return examples.stream().filter(it -> Script.of(it.text()) == script).toList();
    }

    Teaching with(Intent intent) {
        return new Teaching(Stream.concat(intents.stream(), Stream.of(intent)).toList(), examples);
    }

    Teaching with(List<Example> more) {
        return new Teaching(
                intents, Stream.concat(examples.stream(), more.stream()).distinct().toList());
    }

    Teaching without(String text) {
        return new Teaching(
                intents, examples.stream().filter(it -> !it.text().equals(text)).toList());
    }

    /// Without an intent of one's own and all its sentences.
    Teaching withoutIntent(String id) {
        return intents.stream().noneMatch(it -> it.id().equals(id))
                ? this
                : new Teaching(
                        intents.stream().filter(it -> !it.id().equals(id)).toList(),
                        examples.stream().filter(it -> !it.intent().equals(id)).toList());
    }

    /// Why this cannot be learned; nothing when it can.
    List<Flaw> flaws(Schoolbook book) {
        var flaws = new ArrayList<Flaw>();
        if (intents.size() > MOST_INTENTS || examples.size() > MOST_EXAMPLES) {
            flaws.add(Flaw.TOO_MANY);
        }
        boolean isThin =
                intents.stream()
                        .anyMatch(it ->
                                count(it, Script.CHINESE) + count(it, Script.ENGLISH) == 0
                                        || isThin(count(it, Script.CHINESE))
                                        || isThin(count(it, Script.ENGLISH)));
        if (isThin) {
            flaws.add(Flaw.TOO_FEW);
        }
        var names = new HashSet<>(book.intents().stream().map(Intent::id).toList());
        if (!intents.stream().allMatch(it -> names.add(it.id()))) {
            flaws.add(Flaw.TAKEN);
        }
        return flaws;
    }

    private long count(Intent intent, Script script) {
        return examples(script).stream().filter(it -> it.intent().equals(intent.id())).count();
    }

    private static boolean isThin(long count) {
        return count > 0 && count < FEWEST;
    }
}
