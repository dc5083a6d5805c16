/// Web push: to the browsers and phones a customer is signed in with (RFC 8030, 8291, 8292).
@NullMarked
@NamedInterface("push")
package okpay.channels.push;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
