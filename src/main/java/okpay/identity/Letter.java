package okpay.identity;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What one person is to be told, outside the app.
///
/// @param details what the words of its kind need, in their order; moments are [Instant]s, and each
///   reader has them their own way
/// @param secretUntil a letter with a secret is worthless then, and its text is blotted out
public record Letter(
        Kind kind,
        Handle to,
        Locale language,
        List<Object> details,
        Optional<Instant> secretUntil) {

    public enum Kind {
        /// Details: the code; minutes it is good for.
        CODE_TO_JOIN,
        /// Somebody wants to join with a handle that has a wallet already. No details.
        JOINED_ALREADY,
        /// Details: the code; minutes it is good for.
        CODE_TO_SIGN_IN,
        /// Details: the code; minutes it is good for.
        CODE_TO_RESET,
        /// Details: the code; minutes; a secret for the link.
        LINK_TO_RESET,
        /// Details: when; hours for which money leaves with care.
        PASSWORD_RESET,
        /// Details: when.
        PASSWORD_CHANGED,
        /// Details: the device; when.
        NEW_DEVICE,
        /// The same on a device of which nothing is known. Details: when.
        UNNAMED_DEVICE,
        /// Details: the code; minutes it is good for.
        CODE_TO_RESET_PIN,
        /// A forgotten PIN was replaced. Details: when; hours for which money leaves with care.
        PIN_RESET,
        /// What a person of ours answers somebody who cannot sign in. Details: the case; the words.
        SUPPORT_REPLY,
        /// To an address that is nobody's we know. No details.
        NOT_KNOWN,
        /// How it went, for somebody who cannot sign in. Details: the case; a secret for the link.
        HOW_IT_WENT,
        /// An answer lies in the app and was not read yet. Details: the case.
        ANSWER_WAITS,
        /// What was said, for the customer’s papers. Details: the case; the words.
        TRANSCRIPT,
        /// What somebody asked for is there. Details: the beginning of their words; our answer.
        WISH_SHIPPED,
        /// It will not come. Details: the beginning of their words; our answer.
        WISH_DECLINED,
        /// Details: when.
        PIN_CHANGED,
        /// A chat elsewhere speaks for them. Details: where; when.
        CHAT_CONNECTED,
        /// Somebody typed their code on the telephone. Details: when.
        CALLER_KNOWN,
        /// Details: when.
        PASSKEY_ADDED,
        /// It stands for the payment PIN, too. Details: when.
        PASSKEY_CONFIRMS,
        /// Details: the amount; the account at the biller; until when.
        BILL_DUE,
        /// A standing order paid it. Details: the amount; the account; until when.
        BILL_PAID,
        /// A standing order could not. Details: the amount; the account; until when.
        BILL_NOT_PAID,
        /// To somebody who may have no wallet. Details: who sent it; the amount.
        PARCEL_WAITS,
        /// Money will leave on a day to come. Details: the amount; who gets it; the first day.
        PLAN_MADE,
        /// Details: the amount; who got it.
        PLAN_SENT,
        /// The money is not there yet. Details: the amount; who is to get it.
        PLAN_WAITS,
        /// Details: the amount; who was to get it.
        PLAN_NOT_SENT,
        /// Details: who asks; the amount.
        MONEY_ASKED,
        /// A customer contested a payment. Details: when it is decided.
        DISPUTE_OPENED,
        /// To a shop. Details: until when it can answer.
        DISPUTE_AGAINST,
        /// Details: the amount.
        DISPUTE_CREDITED,
        /// Details: the amount.
        DISPUTE_WON,
        /// To a shop. Details: the amount.
        DISPUTE_WON_AGAINST,
        /// Details: the amount.
        DISPUTE_LOST,
        /// The appeal is lost. Details: the amount.
        DISPUTE_UPHELD,
        /// As DISPUTE_LOST, and the customer has the money. Details: the amount; when it goes back.
        DISPUTE_LOST_CREDITED,
        /// A wallet was closed by its owner. Details: when.
        WALLET_LOCKED,
        /// A wallet was closed by us. Details: when.
        WALLET_FROZEN,
        /// Details: when.
        WALLET_OPENED,
        /// Details: when.
        PIN_LOCKED
    }

    /// Details may be secret.
    @Override
    public String toString() {
        return kind + " to " + to;
    }
}
