package okpay.channels.voices;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Predicate;

/// A company at which people say something in public.
interface PublicPlace {

    Place place();

    boolean isConnected();

    /// What is said there lately, the newest first.
    ///
    /// @param more hears each, and says whether older ones are wanted
    /// @throws IOException it cannot be had now
    void listen(Predicate<Fetched> more) throws IOException;

    /// Says something below what was said.
    ///
    /// @param ref what the company calls it
    Answered answer(String ref, String words);

    /// @param stars 0 where there are none
    /// @param at of the last change
    record Fetched(
            String ref,
            String author,
            int stars,
            String title,
            String words,
            String territory,
            String version,
            String device,
            Instant at) {}

    /// What came of an answer.
    sealed interface Answered {
        record Sent() implements Answered {}

        record Later(String why) implements Answered {}

        record Refused(String why) implements Answered {}
    }
}
