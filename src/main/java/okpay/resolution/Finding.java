package okpay.resolution;

import java.util.Arrays;
import java.util.List;

/// One piece of evidence: a key in the message bundle and what to fill in.
public record Finding(String key, List<String> arguments) {
    public Finding {
        arguments = List.copyOf(arguments);
    }

    static Finding of(String key, Object... arguments) {
        return new Finding(key, Arrays.stream(arguments).map(Object::toString).toList());
    }
}
