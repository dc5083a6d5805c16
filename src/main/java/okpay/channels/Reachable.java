package okpay.channels;

import java.util.Optional;

/// A channel that tells where people reach us by it.
public interface Reachable {

    Channel channel();

    /// As people type it there: an address, a number, a name; empty when it is not connected.
    Optional<String> at();

    /// Where ideas are heard, by people we know.
    default Optional<String> ideas() {
        return Optional.empty();
    }

    /// How the names of its lanes begin.
    String lanes();
}
