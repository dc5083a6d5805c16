package okpay.channels;

import java.util.Optional;

/// A channel that tells where people reach us by it.
public interface Reachable {

    Channel channel();

    /// As people type it there: an address, a number, a name; empty when it is not connected.
    Optional<String> at();

    /// How the names of its lanes begin.
    String lanes();
}
