/// The hotline: a SIP endpoint of OKPay's own, which speaks, hears digits, and takes messages.
@NullMarked
@NamedInterface("phone")
package okpay.channels.phone;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
