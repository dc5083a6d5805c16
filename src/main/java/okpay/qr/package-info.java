/// What stands in a QR code, as pictures and as text: EMVCo's merchant-presented codes.
@NullMarked
@ApplicationModule(allowedDependencies = {"money"})
package okpay.qr;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
