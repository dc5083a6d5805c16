package okpay.channels;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import okpay.files.KeptFiles;
import okpay.identity.CustomerId;

/// What leaves for one person at once: a letter, or everything new that was said in a conversation.
///
/// @param id of the first dispatch in it; the same at every try
/// @param of every dispatch in it
/// @param address where it goes
/// @param about the number of the case it is about; whoever answers answers in that case
/// @param subject of an e-mail
/// @param files shown in it, where the channel can carry them
/// @param reader whose conversation it is; empty for a letter
/// @param automatic nobody of us wrote it
/// @param alone no other way is tried after this one
/// @param orphan whoever tried it last never told what came of it: it may have gone
/// @param lasts after this time it is worth nothing, or has gone by another way
public record Envelope(
        UUID id,
        List<UUID> of,
        String address,
        Locale language,
        Optional<String> about,
        String subject,
        String body,
        List<KeptFiles.Kept> files,
        Optional<Arrival> answers,
        Optional<CustomerId> reader,
        boolean automatic,
        boolean alone,
        boolean orphan,
        Duration lasts) {

    /// Nobody waits longer for what was said.
    static final Duration LONGEST = Duration.ofDays(3);

    public Envelope {
        of = List.copyOf(of);
        files = List.copyOf(files);
    }

    /// What was said in a conversation; else a letter.
    boolean isOfConversation() {
        return reader.isPresent();
    }

    /// The body may hold a secret.
    @Override
    public String toString() {
        return "envelope " + id;
    }
}
