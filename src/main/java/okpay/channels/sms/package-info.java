/// Text messages: to the numbers people sign in with, by SMPP 3.4, with a receipt for each.
@NullMarked
package okpay.channels.sms;

import org.jspecify.annotations.NullMarked;
