package okpay.bench;

import java.util.HashMap;
import java.util.Map;

/// `--name value` pairs of a bench; a name alone is 1.
record Options(Map<String, String> values) {

    static Options of(String[] arguments) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i++) {
            boolean alone = i + 1 == arguments.length || arguments[i + 1].startsWith("--");
            values.put(arguments[i].replaceFirst("^--", ""), alone ? "1" : arguments[++i]);
        }
        return new Options(values);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(values.getOrDefault(name, String.valueOf(otherwise)));
    }
}
