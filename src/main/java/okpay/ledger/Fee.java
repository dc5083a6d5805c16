package okpay.ledger;

import okpay.money.Money;

/// What somebody keeps of what is moved: the third leg of the same line. The debited account loses
/// the whole amount, the credited one gets it less the fee.
///
/// @param to who keeps it (the fee account; for an exchange of currencies, the spread account)
public record Fee(AccountId to, Money amount) {}
