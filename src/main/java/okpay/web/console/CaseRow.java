package okpay.web.console;

import java.time.Instant;
import java.util.Optional;
import okpay.support.Case;
import okpay.wallet.Payment;

/// A line in the desk's list of cases.
///
/// @param next when the promise runs out that runs out first
public record CaseRow(
        Case one,
        String customer,
        Optional<String> agent,
        Optional<Payment> payment,
        Optional<Instant> next) {}
