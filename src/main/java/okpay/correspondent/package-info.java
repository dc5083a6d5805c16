/// A pretend correspondent bank: speaks ISO 20022 over HTTP, remembers, pays in another country
/// after a while, and misbehaves on request. Point `okpay.abroad.correspondent-url` at a real one
/// and it stays silent.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package okpay.correspondent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
