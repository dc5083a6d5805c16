package okpay.channels.voices;

import okpay.channels.voices.PublicPlace.Answered;

/// What an answer's HTTP status says of it.
final class Statuses {

    private Statuses() {}

    /// A pass that is over is made anew, and too many at once are fewer later; all else of 4xx will
    /// not be better the next time.
    static Answered of(int status) {
        if (status >= 200 && status < 300) {
            return new Answered.Sent();
        }
        return status == 401 || status == 408 || status == 429 || status >= 500
                ? new Answered.Later("HTTP " + status)
                : new Answered.Refused("HTTP " + status);
    }
}
