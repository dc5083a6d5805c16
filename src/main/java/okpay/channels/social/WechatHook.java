package okpay.channels.social;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import me.chanjar.weixin.common.error.WxRuntimeException;
import me.chanjar.weixin.common.util.crypto.SHA1;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import okpay.channels.Channel;
import okpay.channels.Hook;
import okpay.channels.Ways;
import okpay.channels.social.SocialSettings.Wechat;
import okpay.id.Digests;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// Where WeChat tells what people say to our official account, in its encrypted envelope. It waits
/// five seconds; what can be said within them is said in the answer (被动回复).
@Component
class WechatHook implements Hook {

    /// What WeChat calls a good answer without words.
    private static final String NOTHING = "success";

    private static final XMLInputFactory XML = XMLInputFactory.newFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    private final Lines lines;
    private final Lobby lobby;
    private final Ways ways;
    private final Clock clock;

    WechatHook(Lines lines, Lobby lobby, Ways ways, Clock clock) {
        this.lines = lines;
        this.lobby = lobby;
        this.ways = ways;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "wechat";
    }

    @Override
    public Answer take(Knock knock) {
        var line = lines.wechat();
        if (line.isEmpty()) {
            return Answer.NOBODY;
        }
        if (knock.asks()) {
            var signature = signature(line.get(), knock.query("timestamp"), knock.query("nonce"));
            return Digests.isSame(signature, knock.query("signature"))
                    ? Answer.text(knock.query("echostr"))
                    : Answer.NOT_SIGNED;
        }
        try {
            var envelope = read(new String(knock.body().getByteArray(), StandardCharsets.UTF_8));
            var crypt =
                    new WxCryptUtil(line.get().token(), line.get().aesKey(), line.get().appId());
            var message =
                    read(
                            crypt.decryptContent(
                                    knock.query("msg_signature"),
                                    knock.query("timestamp"),
                                    knock.query("nonce"),
                                    envelope.getOrDefault("Encrypt", "")));
            return take(message, crypt);
        } catch (XMLStreamException _) {
            return Answer.NOT_UNDERSTOOD;
        } catch (WxRuntimeException | IllegalArgumentException _) {
            return Answer.NOT_SIGNED;
        }
    }

    private static String signature(Wechat line, String timestamp, String nonce) {
        return timestamp.isEmpty() || nonce.isEmpty()
                ? ""
                : SHA1.gen(line.token(), timestamp, nonce);
    }

    private Answer take(Map<String, String> message, WxCryptUtil crypt) {
        if (message.getOrDefault("Event", "").equals("unsubscribe")) {
            ways.closed(Channel.WECHAT, message.getOrDefault("FromUserName", ""));
            return Answer.text(NOTHING);
        }
        var said = said(message);
        if (said.isEmpty()) {
            return Answer.text(NOTHING);
        }
        return lobby.take(said.get())
                .map(it -> reply(message, it, crypt))
                .orElseGet(() -> Answer.text(NOTHING));
    }

    private static Optional<Said> said(Map<String, String> message) {
        var from = message.getOrDefault("FromUserName", "");
        var type = message.getOrDefault("MsgType", "").toLowerCase(Locale.ROOT);
        boolean follows = message.getOrDefault("Event", "").equals("subscribe");
        if (from.isEmpty() || (type.equals("event") && !follows)) {
            return Optional.empty();
        }
        // Events have no number: WeChat says to tell them apart by these two.
        var key =
                message.getOrDefault("MsgId", from + ":" + message.getOrDefault("CreateTime", ""));
        var media = message.getOrDefault("MediaId", "");
        var name = type.equals("image") ? "photo.jpg" : type;
        return Optional.of(
                new Said(
                        Channel.WECHAT,
                        key,
                        from,
                        "",
                        "zh",
                        type.equals("text") ? message.getOrDefault("Content", "") : "",
                        media.isEmpty() ? List.of() : List.of(new Said.File(media, name))));
    }

    private Answer reply(Map<String, String> to, String text, WxCryptUtil crypt) {
        var words =
                "<xml>"
                        + element("ToUserName", to.getOrDefault("FromUserName", ""))
                        + element("FromUserName", to.getOrDefault("ToUserName", ""))
                        + element("CreateTime", Long.toString(clock.instant().getEpochSecond()))
                        + element("MsgType", "text")
                        + element("Content", text)
                        + "</xml>";
        return new Answer(200, MediaType.APPLICATION_XML_VALUE, crypt.encrypt(words));
    }

    private static String element(String name, String text) {
        return "<" + name + "><![CDATA[" + text.replace("]]>", "") + "]]></" + name + ">";
    }

    /// The elements within the outermost one.
    private static Map<String, String> read(String xml) throws XMLStreamException {
        var all = new HashMap<String, String>();
        var reader = XML.createXMLStreamReader(new StringReader(xml));
        try {
            reader.nextTag();
            while (reader.nextTag() == XMLStreamReader.START_ELEMENT) {
                var name = reader.getLocalName();
                all.put(name, reader.getElementText());
            }
        } finally {
            reader.close();
        }
        return all;
    }
}
