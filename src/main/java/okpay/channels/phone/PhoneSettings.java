package okpay.channels.phone;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the hotline listens.
///
/// @param on whether there is one
/// @param host the address it listens at, for signalling (SIP over UDP) and sound (RTP)
/// @param port of SIP; 0 takes a free one
/// @param announced the address callers are told to send their sound to, where it is another one
/// @param mediaFrom the first of the ports sound comes in by, `mediaTo` the last; 0 for any
/// @param number people dial, as it is shown
/// @param voice the program that reads aloud, called as espeak-ng is; `tones` beeps instead.
///   Without it, and without recordings of all texts, there is no hotline
/// @param recordings a folder of what a person has spoken ([Recorded]); empty for none
/// @param most calls at once; whoever comes then hears that all lines are busy
/// @param mostWaiting for a colleague, so that who wants to freeze their wallet still comes through
/// @param longest a call lasts
/// @param provider who asks by a webhook where a call is to go; empty where calls come as they are
@ConfigurationProperties("okpay.channels.phone")
record PhoneSettings(
        @DefaultValue("false") boolean on,
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("5070") int port,
        @DefaultValue("") String announced,
        @DefaultValue("0") int mediaFrom,
        @DefaultValue("0") int mediaTo,
        @DefaultValue("95000") String number,
        @DefaultValue("espeak-ng") String voice,
        @DefaultValue("") String recordings,
        @DefaultValue("60") int most,
        @DefaultValue("40") int mostWaiting,
        @DefaultValue("PT1H") Duration longest,
        @Nullable Provider provider) {

    /// A company that takes calls for us, and speaks as Twilio's programmable voice does.
    ///
    /// @param hook our webhook as they call it, `https://…/hooks/voice`: it is part of what they
    ///   sign
    /// @param token they sign with
    /// @param to where they lead calls, `sip:okpay@…`
    record Provider(String hook, String token, String to) {

        /// The token belongs in no log.
        @Override
        public String toString() {
            return "calls by way of " + to;
        }
    }

    MediaPorts ports() {
        return new MediaPorts(mediaFrom, mediaTo);
    }

    String media() {
        return announced.isEmpty() ? host : announced;
    }
}
