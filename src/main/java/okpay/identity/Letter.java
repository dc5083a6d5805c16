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
        CODE_TO_JOIN(Matter.DIRECT),
        /// Somebody wants to join with a handle that has a wallet already. No details.
        JOINED_ALREADY(Matter.DIRECT),
        /// Details: the code; minutes it is good for.
        CODE_TO_SIGN_IN(Matter.DIRECT),
        /// Details: the code; minutes it is good for.
        CODE_TO_RESET(Matter.DIRECT),
        /// Details: the code; minutes; a secret for the link.
        LINK_TO_RESET(Matter.DIRECT),
        /// Details: when; hours for which money leaves with care.
        PASSWORD_RESET(Matter.SAFETY),
        /// Details: when.
        PASSWORD_CHANGED(Matter.SAFETY),
        /// Details: the device; when.
        NEW_DEVICE(Matter.SAFETY),
        /// The same on a device of which nothing is known. Details: when.
        UNNAMED_DEVICE(Matter.SAFETY),
        /// Details: the code; minutes it is good for.
        CODE_TO_RESET_PIN(Matter.DIRECT),
        /// A forgotten PIN was replaced. Details: when; hours for which money leaves with care.
        PIN_RESET(Matter.SAFETY),
        /// What a person of ours answers somebody who cannot sign in. Details: the case; the words.
        SUPPORT_REPLY(Matter.DIRECT),
        /// To an address that is nobody's we know. No details.
        NOT_KNOWN(Matter.DIRECT),
        /// How it went, for somebody who cannot sign in. Details: the case; a secret for the link.
        HOW_IT_WENT(Matter.DIRECT),
        /// An answer lies in the app and was not read yet. Details: the case.
        ANSWER_WAITS(Matter.HELP),
        /// What was said, for the customer’s papers. Details: the case; the words.
        TRANSCRIPT(Matter.DIRECT),
        /// What somebody asked for is there. Details: the beginning of their words; our answer.
        WISH_SHIPPED(Matter.NEWS),
        /// What they thought of came in by letter.
        WISH_HEARD(Matter.NEWS),
        /// It will not come. Details: the beginning of their words; our answer.
        WISH_DECLINED(Matter.NEWS),
        /// Details: when.
        PIN_CHANGED(Matter.SAFETY),
        /// A chat elsewhere speaks for them. Details: where; when.
        CHAT_CONNECTED(Matter.SAFETY),
        /// Somebody typed their code on the telephone. Details: when.
        CALLER_KNOWN(Matter.SAFETY),
        /// Details: when.
        PASSKEY_ADDED(Matter.SAFETY),
        /// It stands for the payment PIN, too. Details: when.
        PASSKEY_CONFIRMS(Matter.SAFETY),
        /// Details: the amount; the account at the biller; until when.
        BILL_DUE(Matter.MONEY),
        /// A standing order paid it. Details: the amount; the account; until when.
        BILL_PAID(Matter.MONEY),
        /// A standing order could not. Details: the amount; the account; until when.
        BILL_NOT_PAID(Matter.MONEY),
        /// To somebody who may have no wallet. Details: who sent it; the amount.
        PARCEL_WAITS(Matter.DIRECT),
        /// To a colleague who comes to the desk, or has lost their password. Details: their name; a
        /// secret for the link.
        DESK_INVITATION(Matter.DIRECT),
        /// Money will leave on a day to come. Details: the amount; who gets it; the first day.
        PLAN_MADE(Matter.SAFETY),
        /// Details: the amount; who got it.
        PLAN_SENT(Matter.MONEY),
        /// The money is not there yet. Details: the amount; who is to get it.
        PLAN_WAITS(Matter.MONEY),
        /// Details: the amount; who was to get it.
        PLAN_NOT_SENT(Matter.MONEY),
        /// Details: who asks; the amount.
        MONEY_ASKED(Matter.MONEY),
        /// Details: the amount; who paid it.
        MONEY_CAME(Matter.INCOME),
        /// A customer contested a payment. Details: when it is decided.
        DISPUTE_OPENED(Matter.MONEY),
        /// To a shop. Details: until when it can answer.
        DISPUTE_AGAINST(Matter.MONEY),
        /// Details: the amount.
        DISPUTE_CREDITED(Matter.MONEY),
        /// Details: the amount.
        DISPUTE_WON(Matter.MONEY),
        /// To a shop. Details: the amount.
        DISPUTE_WON_AGAINST(Matter.MONEY),
        /// Details: the amount.
        DISPUTE_LOST(Matter.MONEY),
        /// The appeal is lost. Details: the amount.
        DISPUTE_UPHELD(Matter.MONEY),
        /// As DISPUTE_LOST, and the customer has the money. Details: the amount; when it goes back.
        DISPUTE_LOST_CREDITED(Matter.MONEY),
        /// A wallet was closed by its owner. Details: when.
        WALLET_LOCKED(Matter.SAFETY),
        /// A wallet was closed by us. Details: when.
        WALLET_FROZEN(Matter.SAFETY),
        /// Details: when.
        WALLET_OPENED(Matter.SAFETY),
        /// Details: when.
        PIN_LOCKED(Matter.SAFETY);

        private final Matter matter;

        Kind(Matter matter) {
            this.matter = matter;
        }

        public Matter matter() {
            return matter;
        }
    }

    /// Details may be secret.
    @Override
    public String toString() {
        return kind + " to " + to;
    }
}
