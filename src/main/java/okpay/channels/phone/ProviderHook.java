package okpay.channels.phone;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeMap;
import okpay.channels.Hook;
import okpay.id.Digests;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/// Where a company that takes calls for us asks what to do with one: it is to lead the call here,
/// or to say that we are busy. It asks and is answered as with TwiML; what is not signed is not
/// heard.
@Component
class ProviderHook implements Hook {

    private final Optional<PhoneSettings.Provider> provider;
    private final PhoneSettings settings;
    private final Hotline hotline;

    ProviderHook(PhoneSettings settings, Hotline hotline) {
        this.provider = Optional.ofNullable(settings.provider());
        this.settings = settings;
        this.hotline = hotline;
    }

    @Override
    public String name() {
        return "voice";
    }

    @Override
    public Answer take(Knock knock) {
        if (provider.isEmpty()) {
            return Answer.NOBODY;
        }
        return isSigned(knock, provider.get()) ? lead(provider.get()) : Answer.NOT_SIGNED;
    }

    private Answer lead(PhoneSettings.Provider to) {
        boolean isFree = hotline.at().isPresent() && hotline.lines().size() < settings.most();
        return new Answer(
                200,
                "application/xml",
                isFree
                        ? "<Response><Dial answerOnBridge=\"true\"><Sip>"
                                + HtmlUtils.htmlEscape(to.to())
                                + "</Sip></Dial></Response>"
                        : "<Response><Reject reason=\"busy\"/></Response>");
    }

    /// The address they called, and behind it every field by its name, in order.
    private static boolean isSigned(Knock knock, PhoneSettings.Provider by) {
        var all = new StringBuilder(by.hook());
        new TreeMap<>(knock.query()).forEach((name, value) -> all.append(name).append(value));
        var mac =
                Digests.hmacSha1(
                        by.token().getBytes(StandardCharsets.UTF_8),
                        all.toString().getBytes(StandardCharsets.UTF_8));
        return Digests.isSame(
                Base64.getEncoder().encodeToString(mac), knock.header("x-twilio-signature"));
    }
}
