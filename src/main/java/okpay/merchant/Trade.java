package okpay.merchant;

import java.util.Locale;

/// What a shop sells, with its merchant category code (ISO 18245).
public enum Trade {
    FOOD("5812"),
    MARKET("5411"),
    TRANSPORT("4121"),
    CINEMA("7832"),
    PHARMACY("5912"),
    BOOKS("5942"),
    HOME("5719"),
    TRAVEL("4722");

    private final String mcc;

    Trade(String mcc) {
        this.mcc = mcc;
    }

    public String mcc() {
        return mcc;
    }

    /// How shops of this trade are filed.
    public String category() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String mccOf(String category) {
        for (var trade : values()) {
            if (trade.category().equals(category)) {
                return trade.mcc;
            }
        }
        // Miscellaneous.
        return "5999";
    }
}
