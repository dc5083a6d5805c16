package okpay.feedback;

import java.util.UUID;

/// Knows what may be said in public below something that was said there. Some room above does: this
/// one knows no such places.
public interface SaidInPublic {

    boolean mayBeSaid(UUID voice, String words);
}
