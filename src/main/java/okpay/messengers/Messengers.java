package okpay.messengers;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// The pretend companies' servers, on one loopback port of their own, and their people's phones.
@Component
public class Messengers extends Stand {

    private final TelegramSide telegram;
    private final WechatSide wechat;
    private final WhatsappSide whatsapp;
    private final FacebookSide facebook;
    private final Chats chats;

    Messengers(
            TelegramSide telegram,
            WechatSide wechat,
            WhatsappSide whatsapp,
            FacebookSide facebook,
            Chats chats)
            throws IOException {
        this.telegram = telegram;
        this.wechat = wechat;
        this.whatsapp = whatsapp;
        this.facebook = facebook;
        this.chats = chats;
        serve("/bot" + telegram.access().token(), telegram::serve);
        serve("/file/bot" + telegram.access().token(), telegram::hand);
        serve("/cgi-bin", wechat::serve);
        serve("/" + whatsapp.access().phoneId(), whatsapp::serve);
        serve("/media", exchange -> whatsapp.hand(exchange, url()));
        serve("/" + facebook.access().pageId(), facebook::serve);
        serve("/attachments", facebook::hand);
    }

    /// @param secret which comes with every update
    public record TelegramAccess(String token, String secret) {}

    public record WechatAccess(String appId, String appSecret, String token, String aesKey) {}

    /// @param template which it has approved
    public record WhatsappAccess(
            String phoneId,
            String accessToken,
            String appSecret,
            String verifyToken,
            String template) {}

    public record FacebookAccess(
            String pageId, String accessToken, String appSecret, String verifyToken) {}

    /// Somebody with a phone.
    ///
    /// @param address a Telegram chat's number, a WeChat OpenID, a WhatsApp phone number in digits,
    ///   somebody's number at a Facebook page
    public record Person(Company company, String address, String name) {}

    /// One thing that was said.
    public record Line(boolean byOkpay, String text, Instant at) {}

    public TelegramAccess telegram() {
        return telegram.access();
    }

    public WechatAccess wechat() {
        return wechat.access();
    }

    public WhatsappAccess whatsapp() {
        return whatsapp.access();
    }

    public FacebookAccess facebook() {
        return facebook.access();
    }

    /// Somebody writes to OKPay; what it answers at once is in the chat afterwards.
    public void write(Person who, String text) {
        write(who, text, new byte[0]);
    }

    /// The same, with a picture.
    ///
    /// @param photo none when it is empty
    public void write(Person who, String text, byte[] photo) {
        chats.add(who.company(), who.address(), false, text);
        side(who.company()).tell(who, text, photo, chats.next());
    }

    /// The company tells OKPay once more what it told it before: the same number.
    public void repeat(Person who, String text, long number) {
        side(who.company()).tell(who, text, new byte[0], number);
    }

    /// What was said in somebody's chat with OKPay, in order.
    public List<Line> chat(Company company, String address) {
        return chats.of(company, address);
    }

    public void behave(Company company, String address, Mood mood) {
        chats.behave(company, address, mood);
    }

    private Side side(Company company) {
        return switch (company) {
            case TELEGRAM -> telegram;
            case WECHAT -> wechat;
            case WHATSAPP -> whatsapp;
            case FACEBOOK -> facebook;
        };
    }
}
