package okpay.bank;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

/// What a bank says happened on our account there.
public interface BankStatements {

    /// The bank's own statement of a day, ISO 20022 camt.053; empty while it has none or cannot be
    /// reached. The caller closes it.
    Optional<InputStream> statement(LocalDate day, Currency currency);
}
