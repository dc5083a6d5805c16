package okpay.channels.phone;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a caller's telephone offers (RFC 4566, RFC 3264), as far as a hotline needs it.
///
/// @param at where it wants to hear us
/// @param digits the payload type of its key presses (RFC 4733); -1 when it sends none
/// @param way in which sound goes, as they see it: `sendrecv`, or less while we are on hold
record Sdp(InetAddress at, int port, Sound.Law law, int digits, String way) {

    private static final Pattern ADDRESS =
            Pattern.compile("(?m)^c=IN IP4 (\\d{1,3}(?:\\.\\d{1,3}){3})");
    private static final Pattern AUDIO =
            Pattern.compile("(?m)^m=audio (\\d{1,5})(?:/\\d+)? RTP/AVP ([\\d ]+)");
    private static final Pattern DIGITS =
            Pattern.compile("(?mi)^a=rtpmap:(\\d{1,3}) telephone-event/8000");

    private static final Pattern WAY =
            Pattern.compile("(?m)^a=(sendrecv|sendonly|recvonly|inactive)\\s*$");

    /// @return empty when there is nothing in it we can speak with
    static Optional<Sdp> read(String offer) {
        return read(offer, List.of(Sound.Law.values()));
    }

    /// @param laws we can speak by
    /// @return as of [#read(String)]
    static Optional<Sdp> read(String offer, List<Sound.Law> laws) {
        var address = ADDRESS.matcher(offer);
        var audio = AUDIO.matcher(offer);
        if (!address.find() || !audio.find()) {
            return Optional.empty();
        }
        var payloads = List.of(audio.group(2).strip().split(" +"));
        var law =
                payloads.stream()
                        .flatMap(it ->
                                laws.stream().filter(l -> Integer.toString(l.payload).equals(it)))
                        .findFirst();
        int port = Integer.parseInt(audio.group(1));
        if (law.isEmpty() || port == 0 || port > 65_535) {
            return Optional.empty();
        }
        var digits = DIGITS.matcher(offer);
        var way = WAY.matcher(offer);
        try {
            return Optional.of(
                    new Sdp(
                            InetAddress.getByName(address.group(1)),
                            port,
                            law.get(),
                            digits.find() ? Integer.parseInt(digits.group(1)) : -1,
                            way.find() ? way.group(1) : "sendrecv"));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    /// They play us their music, or nothing: we are silent, and nobody has gone.
    boolean isHold() {
        return way.equals("sendonly") || way.equals("inactive") || at.isAnyLocalAddress();
    }

    /// What we answer.
    ///
    /// @param version one higher each time it is another (RFC 3264, 8)
    String answer(String host, int ours, int version) {
        var text =
                new StringBuilder("v=0\r\no=okpay 1 ")
                        .append(version)
                        .append(" IN IP4 ")
                        .append(host)
                        .append("\r\ns=OKPay\r\nc=IN IP4 ")
                        .append(host)
                        .append("\r\nt=0 0\r\nm=audio ")
                        .append(ours)
                        .append(" RTP/AVP ")
                        .append(law.payload);
        if (digits >= 0) {
            text.append(' ').append(digits);
        }
        text.append("\r\na=rtpmap:").append(law.payload).append(' ').append(law).append("/8000");
        if (digits >= 0) {
            text.append("\r\na=rtpmap:").append(digits).append(" telephone-event/8000");
            text.append("\r\na=fmtp:").append(digits).append(" 0-15");
        }
        return text.append("\r\na=ptime:20\r\na=").append(ours()).append("\r\n").toString();
    }

    private String ours() {
        return switch (way) {
            case "sendonly" -> "recvonly";
            case "recvonly" -> "sendonly";
            default -> way;
        };
    }
}
