package okpay.web.site;

import okpay.help.Category;

/// A picture for each shelf.
public final class HelpIcons {

    private HelpIcons() {}

    public static String of(Category category) {
        return switch (category) {
            case TROUBLE -> "exclamation-circle";
            case ACCOUNT -> "key";
            case PAY -> "qr-code-scan";
            case SEND -> "arrow-left-right";
            case MONEY -> "bank";
            case ABROAD -> "globe";
            case DISPUTES -> "chat-left-quote";
            case IDENTITY -> "person-badge";
            case SAFETY -> "shield-lock";
            case START -> "compass";
            case SHOPS -> "shop";
            case APP -> "phone";
            case US -> "headset";
            case DESK -> "people";
        };
    }
}
