package okpay.identity;

/// What the programs told us about the device somebody signed in from. Unknown parts are empty,
/// never invented.
///
/// @param appVersion version of the OKPay app or web app, `web 0.1.0`
/// @param model `Pixel 9`, `Mac`, or empty
/// @param system operating system and version
public record Device(String appVersion, String model, String system) {

    public static final Device UNKNOWN = new Device("", "", "");

    public Device {
        appVersion = cut(appVersion);
        model = cut(model);
        system = cut(system);
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80);
    }
}
