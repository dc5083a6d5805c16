/// What stands in a QR code (EMVCo's merchant-presented mode), and pictures: drawn, looked at, and
/// read safely.
@NullMarked
@ApplicationModule(allowedDependencies = {"money"})
package okpay.qr;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
