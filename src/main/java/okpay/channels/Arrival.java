package okpay.channels;

import java.time.Instant;

/// What came from outside.
///
/// @param sender the address it says it comes from
/// @param subject of an e-mail
/// @param words as they were read; empty before that
/// @param why of what is not taken
/// @param messageId of an e-mail, as its writer named it
/// @param checked what our mail server found of its sender, `spf=pass dkim=pass dmarc=fail`
public record Arrival(
        ArrivalId id,
        Channel channel,
        String sender,
        String subject,
        String words,
        State state,
        Why why,
        String messageId,
        String checked,
        Instant at) {

    /// What became of it.
    public enum State {
        /// Kept, and not understood yet.
        ARRIVED,
        /// It is in a conversation.
        TAKEN,
        /// A person must look: whose it is does not stand fast.
        PARKED,
        /// Nobody needs to see it.
        IGNORED,
        /// A person has looked.
        DONE
    }

    /// Why something is in no conversation.
    public enum Why {
        NONE,
        /// Nobody we know, or somebody else than the one the conversation is with.
        STRANGER,
        /// It says it comes from a customer, and the mail servers say it does not.
        FORGED,
        /// It may be from the customer; it waits at the desk as unproven.
        UNPROVEN,
        /// It cannot be read.
        BROKEN,
        TOO_LARGE,
        /// More from one address within an hour than a person writes.
        TOO_MANY,
        /// A program wrote it: out of office, a mailing list.
        AUTOMATIC,
        /// A letter of ours came back.
        RETURNED,
        /// We wrote it ourselves.
        OURS,
        /// It lies among the ideas.
        IDEA,
        /// Nothing stands in it.
        EMPTY,
        /// From a chat of which nobody has confirmed in the app that it is theirs.
        UNBOUND
    }
}
