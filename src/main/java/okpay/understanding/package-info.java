/// What OKPay has learned of what people say: kept, loaded at the start, and asked by whoever reads
/// a customer's words.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "language"})
package okpay.understanding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
