/// What happened on an account in a span of days, on paper and by program: PDF, CSV and ISO 20022,
/// every line tied to its leg in the books.
@NullMarked
@ApplicationModule(allowedDependencies = {"id", "money", "identity", "ledger", "wallet"})
package okpay.statement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
