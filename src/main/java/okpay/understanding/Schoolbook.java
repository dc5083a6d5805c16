package okpay.understanding;

import java.util.List;
import okpay.language.Example;
import okpay.language.Intent;
import okpay.language.Intents;
import okpay.language.Script;

/// What there is to learn before anybody here teaches more.
public interface Schoolbook {

    List<Intent> intents();

    List<Example> examples(Script script);

    /// What is none of the intents.
    List<String> outside(Script script);

    /// What people say in a state that whoever answers should know of, by the names of the tones
    /// and `NONE`.
    List<Example> tones(Script script);

    /// What comes with OKPay.
    static Schoolbook shipped() {
        return new Schoolbook() {
            @Override
            public List<Intent> intents() {
                return Intents.list();
            }

            @Override
            public List<Example> examples(Script script) {
                return Intents.examples(script);
            }

            @Override
            public List<String> outside(Script script) {
                return Intents.outside(script);
            }

            @Override
            public List<Example> tones(Script script) {
                return Intents.tones(script);
            }
        };
    }
}
