package okpay.bills;

import java.util.Optional;
import okpay.identity.CustomerId;
import okpay.money.Money;

/// An account at a biller that a customer pays for.
///
/// @param holder as the biller masks it
/// @param most a standing order: what is due is paid by itself, up to this
public record BillAccount(
        BillAccountId id,
        CustomerId customer,
        String biller,
        String reference,
        String holder,
        Optional<Money> most) {}
