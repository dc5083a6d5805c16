package okpay.web.console;

import java.util.Optional;
import okpay.support.Case;
import okpay.support.Promise;
import okpay.wallet.Payment;

/// A line in the desk's list of cases.
///
/// @param next the promise that runs out first
public record CaseRow(
        Case one,
        String customer,
        Optional<String> agent,
        Optional<Payment> payment,
        Optional<Promise> next) {}
