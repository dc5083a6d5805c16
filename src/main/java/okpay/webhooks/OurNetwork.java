package okpay.webhooks;

import java.net.InetAddress;

/// Addresses nobody has on the open internet: this machine's, and those of private networks (RFC
/// 1918, RFC 4193, link-local, and RFC 6598, which providers use among themselves).
public final class OurNetwork {

    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int UNIQUE_LOCAL_MASK = 0xfe;
    private static final int CARRIER = 100;

    private OurNetwork() {}

    public static boolean has(InetAddress it) {
        var bytes = it.getAddress();
        boolean isUniqueLocal =
                bytes.length == 16 && (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
        boolean isOfCarrier = bytes.length == 4 && bytes[0] == CARRIER && (bytes[1] & 0xc0) == 0x40;
        return it.isLoopbackAddress()
                || it.isLinkLocalAddress()
                || it.isSiteLocalAddress()
                || isUniqueLocal
                || isOfCarrier;
    }
}
