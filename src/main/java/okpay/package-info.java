/// OKPay, room by room. The map is `docs/rooms.md`.
@NullMarked
package okpay;

import org.jspecify.annotations.NullMarked;
