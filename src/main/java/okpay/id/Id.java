package okpay.id;

import java.util.UUID;

/// A typed name for one thing. A record implements it and prints itself with [Ids#print], so that a
/// transfer can never be taken for a hold, in Java or in a log line.
public interface Id {
    UUID uuid();
}
