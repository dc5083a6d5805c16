package okpay.qr;

import java.util.Optional;
import okpay.money.Money;

/// What a code of ours asks for.
public sealed interface PaymentCode {

    /// A shop that takes money.
    ///
    /// @param shop its code
    /// @param amount when the code names one
    /// @param charge the one bill this code is for; without it, the code may be paid again and
    ///   again
    record ToShop(String shop, Optional<Money> amount, Optional<String> charge)
            implements PaymentCode {}

    /// A person who receives money.
    ///
    /// @param token names the person to nobody but us
    record ToPerson(String token) implements PaymentCode {}

    /// Nothing we can pay.
    record NotPayable(Flaw flaw) implements PaymentCode {}

    /// What is wrong with a code, the first that applies.
    enum Flaw {
        /// There is no code in the picture, or it is too small or too dark.
        NO_CODE_SEEN,
        /// The picture cannot be read, or is too large.
        NO_PICTURE,
        /// It is a code for something else: a web page, a ticket.
        NOT_A_PAYMENT_CODE,
        /// Its checksum is wrong: it is damaged, or was changed.
        CHECKSUM_WRONG,
        /// It belongs to another payment company.
        NOT_OURS,
        /// It asks for another currency.
        OTHER_CURRENCY
    }
}
