package okpay.identity;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the programs told us about the device somebody signed in from. Unknown parts are empty,
/// never invented.
///
/// @param appVersion version of the OKPay app or web app, `web 0.1.0`
/// @param model `Pixel 9`, `Mac`, or empty
/// @param system operating system and version
/// @param mark made by the person's program once and kept there, so that it is known again
public record Device(String appVersion, String model, String system, String mark) {

    public static final Device UNKNOWN = new Device("", "", "", "");

    public Device {
        appVersion = cut(appVersion);
        model = cut(model);
        system = cut(system);
        mark = cut(mark);
    }

    public Device marked(String mark) {
        return new Device(appVersion, model, system, mark);
    }

    /// What its owner calls it: `Pixel 9, Android 16`; empty when nothing is known.
    public String name() {
        return Stream.of(model, system, appVersion)
                .filter(part -> !part.isBlank())
                .limit(2)
                .collect(Collectors.joining(", "));
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80);
    }
}
