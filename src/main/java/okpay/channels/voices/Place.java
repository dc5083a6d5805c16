package okpay.channels.voices;

/// Where something is said in public.
public enum Place {
    /// Reviews at Google Play (Android Publisher API v3).
    PLAY_STORE(350, true),
    /// Reviews at Apple's App Store (App Store Connect API v1).
    APP_STORE(5970, true),
    /// Mentions at Weibo (Open API 2).
    WEIBO(140, false);

    private final int longest;
    private final boolean hasStars;

    Place(int longest, boolean hasStars) {
        this.longest = longest;
        this.hasStars = hasStars;
    }

    /// How long an answer may be, in characters.
    public int longest() {
        return longest;
    }

    /// Whether people give stars there, one to five.
    public boolean hasStars() {
        return hasStars;
    }
}
