package okpay.messengers;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Pretend places where people speak of OKPay in public: Google Play, Apple's App Store, Weibo.
/// They speak their documented protocols, believe only who signs as they want it, and misbehave on
/// request.
@Component
public class Square extends Stand {

    private final PlaySide play;
    private final AppleSide apple;
    private final WeiboSide weibo;
    private final Board board;

    Square(PlaySide play, AppleSide apple, WeiboSide weibo, Board board) throws IOException {
        this.play = play;
        this.apple = apple;
        this.weibo = weibo;
        this.board = board;
        serve("/token", exchange -> play.giveToken(exchange, url()));
        serve("/androidpublisher/v3/applications/", play::serve);
        serve("/v1/", exchange -> apple.serve(exchange, url()));
        serve("/2/", weibo::serve);
    }

    public enum Corner {
        PLAY,
        APPLE,
        WEIBO
    }

    /// @param account e-mail address of the service account
    /// @param key its private key, PEM
    public record PlayAccess(String app, String account, String key) {
        @Override
        public String toString() {
            return app;
        }
    }

    /// @param key a private key, PEM
    public record AppleAccess(String app, String issuer, String keyId, String key) {
        @Override
        public String toString() {
            return app;
        }
    }

    /// What stands there.
    ///
    /// @param answer below it; empty when there is none
    /// @param answers how often it was answered
    public record Post(
            Corner corner,
            String id,
            String author,
            int stars,
            String title,
            String words,
            String answer,
            int answers,
            Instant at) {}

    public PlayAccess play() {
        return play.access();
    }

    public AppleAccess apple() {
        return apple.access();
    }

    /// @return the token
    public String weibo() {
        return weibo.token();
    }

    /// Somebody says something.
    ///
    /// @param stars 1 to 5; 0 at Weibo
    /// @return what it is called
    public String say(Corner corner, String author, int stars, String title, String words) {
        return board.add(corner, author, stars, title, words);
    }

    /// They change it.
    public void change(String id, int stars, String title, String words) {
        board.change(id, stars, title, words);
    }

    public void behave(Corner corner, Mood mood) {
        board.behave(corner, mood);
    }

    /// The passes Google Play gave out are worth nothing from now on.
    public void forgetPasses() {
        play.forgetPasses();
    }

    /// The newest first.
    public List<Post> posts(Corner corner) {
        return board.posts(corner);
    }
}
