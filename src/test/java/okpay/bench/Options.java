package okpay.bench;

import java.util.HashMap;
import java.util.Map;

/// `--name value` pairs of a bench.
record Options(Map<String, String> values) {

    static Options of(String[] arguments) {
        var values = new HashMap<String, String>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            values.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
        }
        return new Options(values);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(values.getOrDefault(name, String.valueOf(otherwise)));
    }
}
