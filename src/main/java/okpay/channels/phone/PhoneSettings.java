package okpay.channels.phone;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the hotline listens.
///
/// @param on whether there is one
/// @param host the address it listens at, for signalling (SIP over UDP) and sound (RTP)
/// @param port of SIP; 0 takes a free one
/// @param announced the address callers are told to send their sound to, where it is another one
/// @param number people dial, as it is shown
/// @param voice the program that reads aloud, called as espeak-ng is; `tones` beeps instead.
///   Without it there is no hotline
/// @param most calls at once; whoever comes then hears that all lines are busy
/// @param mostWaiting for a colleague, so that who wants to freeze their wallet still comes through
/// @param longest a call lasts
@ConfigurationProperties("okpay.channels.phone")
record PhoneSettings(
        @DefaultValue("false") boolean on,
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("5070") int port,
        @DefaultValue("") String announced,
        @DefaultValue("95000") String number,
        @DefaultValue("espeak-ng") String voice,
        @DefaultValue("60") int most,
        @DefaultValue("40") int mostWaiting,
        @DefaultValue("PT1H") Duration longest) {

    String media() {
        return announced.isEmpty() ? host : announced;
    }
}
