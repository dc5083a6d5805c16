package okpay.support;

/// Points at something another room knows; support carries it and never looks inside.
///
/// @param kind `payment`, `diagnosis`, `survey`, …
public record Reference(String kind, String id) {

    public static Reference to(String kind, Object id) {
        return new Reference(kind, id.toString());
    }

    @Override
    public String toString() {
        return kind + ":" + id;
    }
}
