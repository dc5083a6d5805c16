@NullMarked
package okpay.wallet;

import org.jspecify.annotations.NullMarked;
