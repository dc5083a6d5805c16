package okpay.channels.voices;

import java.time.Duration;

/// Where something is said in public.
public enum Place {
    /// Reviews at Google Play (Android Publisher API v3).
    PLAY_STORE(350, true, Duration.ofMinutes(10)),
    /// Reviews at Apple's App Store (App Store Connect API v1).
    APP_STORE(5970, true, Duration.ofMinutes(10)),
    /// Mentions at Weibo (Open API 2), which allows a hundred questions a day.
    WEIBO(140, false, Duration.ofMinutes(30));

    private final int longest;
    private final boolean hasStars;
    private final Duration every;

    Place(int longest, boolean hasStars, Duration every) {
        this.longest = longest;
        this.hasStars = hasStars;
        this.every = every;
    }

    /// How often it is listened to.
    Duration every() {
        return every;
    }

    /// When it is asked again that did not answer.
    Duration again() {
        return this == WEIBO ? every : Duration.ofMinutes(1);
    }

    /// How long an answer may be, in characters.
    public int longest() {
        return longest;
    }

    /// Whether people give stars there, one to five, and a second answer takes the place of the
    /// first.
    public boolean hasStars() {
        return hasStars;
    }
}
