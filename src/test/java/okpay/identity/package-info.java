@NullMarked
package okpay.identity;

import org.jspecify.annotations.NullMarked;
