package okpay.house;

import java.util.HashMap;
import java.util.List;
import java.util.Set;
import okpay.language.Example;
import okpay.language.Intent;
import okpay.language.Intents;
import okpay.language.Script;
import okpay.understanding.Schoolbook;

/// Three of OKPay's intents, and a few texts about other things.
final class SmallSchoolbook implements Schoolbook {

    private static final Set<String> SOME = Set.of("paid_twice", "forgot_password", "top_up_how");

    @Override
    public List<Intent> intents() {
        return Intents.list().stream().filter(it -> SOME.contains(it.id())).toList();
    }

    @Override
    public List<Example> examples(Script script) {
        return Intents.examples(script).stream().filter(it -> SOME.contains(it.intent())).toList();
    }

    @Override
    public List<String> outside(Script script) {
        return Intents.outside(script).stream().limit(12).toList();
    }

    @Override
    public List<Example> tones(Script script) {
        var seen = new HashMap<String, Integer>();
        return Intents.tones(script).stream()
                .filter(it -> seen.merge(it.intent(), 1, Integer::sum) <= 8)
                .toList();
    }
}
