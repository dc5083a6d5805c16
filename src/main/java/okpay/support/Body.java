package okpay.support;

import java.util.Arrays;
import java.util.List;

/// What a message says.
public sealed interface Body {

    /// Words of a person, as they wrote them.
    record Text(String text) implements Body {}

    /// Words of the program: a key in the message bundle and what to fill in, so that each reader
    /// has them in their own language.
    record Words(String key, List<String> arguments) implements Body {
        public Words {
            arguments = List.copyOf(arguments);
        }

        /// As the customer reads it. What a stranger wrote is not said to them in our name.
        public Words forCustomer() {
            return key.equals("chat.signed.out")
                    ? new Words(key + ".mine", arguments.subList(0, 1))
                    : this;
        }

        public static Words of(String key, Object... arguments) {
            return new Words(key, Arrays.stream(arguments).map(Object::toString).toList());
        }
    }

    /// Something that lives elsewhere and is shown as it stands now: a payment, a diagnosis, a
    /// survey.
    record Shown(Reference what) implements Body {}

    /// Whoever wrote it took it back.
    record TakenBack() implements Body {}

    /// Forgotten: its time was over, or its customer asked for it.
    record Erased() implements Body {}
}
