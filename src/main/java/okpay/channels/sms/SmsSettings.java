package okpay.channels.sms;

import java.net.URI;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The text message centre OKPay sends by.
///
/// @param smpp as `smpp://user:password@host:2775`, or `smpps` where the connection is encrypted
/// @param from how people see the sender: at most eleven letters, or a number
/// @param inHouse talks to a pretend one in this process instead: for trying OKPay out
@ConfigurationProperties("okpay.channels.sms")
record SmsSettings(
        Optional<URI> smpp,
        @DefaultValue("OKPay") String from,
        @DefaultValue("false") boolean inHouse) {

    /// The address holds a password.
    @Override
    public String toString() {
        return "text messages from " + from;
    }
}
