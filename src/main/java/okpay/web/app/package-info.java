/// The wallet app: what a customer sees on the phone.
@NullMarked
package okpay.web.app;

import org.jspecify.annotations.NullMarked;
