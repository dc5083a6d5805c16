package okpay.web;

/// Keys that make a thing happen once, as forms and programs send them.
public final class Keys {

    private Keys() {}

    /// 1 to 100 characters.
    ///
    /// @param field named when it is not
    public static String checked(String key, String field) {
        if (key.isBlank() || key.length() > 100) {
            throw new Problems.Mistake(field);
        }
        return key;
    }

    /// Of what a shop does: 1 to 60 letters, digits, `_` and `-`.
    public static String plain(String key, String field) {
        if (!key.matches("[A-Za-z0-9_-]{1,60}")) {
            throw new Problems.Mistake(field);
        }
        return key;
    }
}
