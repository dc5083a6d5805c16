package okpay.channels;

/// What comes from outside may be of any length, and hold what no column can.
public final class Beginning {

    private Beginning() {}

    /// The beginning of a text, and no half character at its end; without NUL, which PostgreSQL
    /// does not know.
    public static String of(String text, int longest) {
        var plain = text.replace("\0", "");
        if (plain.length() <= longest) {
            return plain;
        }
        boolean isInTwo = Character.isHighSurrogate(plain.charAt(longest - 1));
        return plain.substring(0, isInTwo ? longest - 1 : longest);
    }
}
